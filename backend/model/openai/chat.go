package openai

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"

	gopenai "github.com/sashabaranov/go-openai"

	"greenlight/backend/domain"
	"greenlight/backend/model"
)

// Chat completes, always as a stream, so that a stalled answer is noticed and a cancelled one
// stops at once. What the service refuses of the optional fields is left out and remembered.
func (p *provider) Chat(ctx context.Context, req model.ChatRequest, onDelta func(string)) (model.ChatResponse, error) {
	req.JSON = req.JSON || len(req.Schema) > 0
	d := p.dialect(req.Model)
	for {
		resp, err := p.chat(ctx, req, d, onDelta)
		if err == nil {
			p.learn(req.Model, d)
			return resp, nil
		}
		var r *refusal
		if !errors.As(err, &r) || !r.adaptable() || !d.adapt(r.text, req) {
			return resp, plain(err)
		}
	}
}

func (p *provider) chat(ctx context.Context, req model.ChatRequest, d dialect, onDelta func(string)) (model.ChatResponse, error) {
	client, doer, key, err := p.client(ctx, d.extra(req))
	if err != nil {
		return model.ChatResponse{}, err
	}
	stream, err := client.CreateChatCompletionStream(ctx, gopenai.ChatCompletionRequest{Model: req.Model, Messages: messages(req, d)})
	if err != nil {
		return model.ChatResponse{}, p.refuse(ctx, req.Model, err, key)
	}
	a := answer{onDelta: onDelta}
	err = p.read(ctx, stream, doer, &a, req.Model, key)
	if closeErr := stream.Close(); err == nil && closeErr != nil {
		err = p.refuse(ctx, req.Model, closeErr, key)
	}
	return a.response(), err
}

// read takes the stream to its end.
func (p *provider) read(ctx context.Context, stream *gopenai.ChatCompletionStream, d *doer, a *answer, name, key string) error {
	for {
		line, err := stream.RecvRaw()
		if errors.Is(err, io.EOF) {
			if !d.finished.Load() && a.finish == "" {
				return p.refuse(ctx, name, io.ErrUnexpectedEOF, key)
			}
			a.end()
			return nil
		}
		if err != nil {
			return p.refuse(ctx, name, err, key)
		}
		var c chunk
		if err := json.Unmarshal(line, &c); err != nil {
			return model.Nonsense(p.conn.Provider, "an event that is no JSON", err, key)
		}
		if status, said, failed := c.failure(); failed {
			return p.refused(name, status, said, key)
		}
		a.add(c)
	}
}

// messages gives the conversation; a JSON form that the service does not take as such is said
// in the system message.
func messages(req model.ChatRequest, d dialect) []gopenai.ChatCompletionMessage {
	out := make([]gopenai.ChatCompletionMessage, 0, len(req.Messages)+1)
	for _, m := range req.Messages {
		if m.Content == "" { // the library leaves an empty content out, which services refuse
			m.Content = " "
		}
		out = append(out, gopenai.ChatCompletionMessage{Role: string(m.Role), Content: m.Content})
	}
	if !d.instructed(req) {
		return out
	}
	words := "Answer with one JSON value and nothing else: no explanation, no code fence."
	if len(req.Schema) > 0 {
		words += " It has to fit this JSON Schema:\n" + string(req.Schema)
	}
	if len(out) > 0 && out[0].Role == gopenai.ChatMessageRoleSystem {
		out[0].Content += "\n\n" + words
		return out
	}
	return append([]gopenai.ChatCompletionMessage{{Role: gopenai.ChatMessageRoleSystem, Content: words}}, out...)
}

// refusal is an error of a service whose text may name something that can be left out.
type refusal struct {
	status int
	text   string
	err    *domain.Error
}

func (r *refusal) Error() string { return r.err.Error() }
func (r *refusal) Unwrap() error { return r.err }

func (r *refusal) adaptable() bool {
	return r.status == http.StatusBadRequest || r.status == http.StatusNotFound ||
		r.status == http.StatusUnprocessableEntity || r.status == http.StatusNotImplemented
}

// plain gives the *domain.Error inside an error of this package.
func plain(err error) error {
	var r *refusal
	if errors.As(err, &r) {
		return r.err
	}
	return err
}

// refuse turns an error of the library into plain words.
func (p *provider) refuse(ctx context.Context, name string, err error, key string) error {
	if ctx.Err() != nil {
		return domain.AsError(ctx.Err())
	}
	var already *domain.Error
	if errors.As(err, &already) {
		return already
	}
	var api *gopenai.APIError
	if errors.As(err, &api) {
		status, said := api.HTTPStatusCode, api.Message
		if code, ok := api.Code.(string); ok && !strings.Contains(said, code) {
			said += " (" + code + ")"
		}
		if code, ok := api.Code.(int); ok && status == 0 {
			status = code
		}
		return p.refused(name, status, said, key)
	}
	var request *gopenai.RequestError
	if errors.As(err, &request) {
		return p.refused(name, request.HTTPStatusCode, bodyText(request.Body), key)
	}
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	if errors.As(err, &syntax) || errors.As(err, &kind) {
		return model.Nonsense(p.conn.Provider, "an answer that is no JSON of the right form", err, key)
	}
	return model.NetworkError(p.conn.Provider, err, key)
}

// refused makes the error for a status; 0 means that the error came within a stream.
func (p *provider) refused(name string, status int, said, key string) error {
	if status == 0 {
		status = http.StatusBadGateway
	}
	return &refusal{status: status, text: said, err: model.StatusError(p.conn.Provider, name, status, said, key)}
}

// bodyText finds what an error's body says, in the forms that services use.
func bodyText(body []byte) string {
	var fields struct {
		Error   json.RawMessage `json:"error"`
		Message string          `json:"message"`
		Detail  json.RawMessage `json:"detail"`
	}
	if json.Unmarshal(body, &fields) == nil {
		for _, raw := range []json.RawMessage{fields.Error, fields.Detail} {
			var s string
			if json.Unmarshal(raw, &s) == nil && s != "" {
				return s
			}
		}
		if fields.Message != "" {
			return fields.Message
		}
		return string(fields.Detail)
	}
	text := strings.TrimSpace(string(body))
	if strings.HasPrefix(text, "<") { // a page of a proxy or a wrong address
		return ""
	}
	return text
}
