// Package ollama reaches an Ollama server through Ollama's own client: it finds a running
// server or starts an installed one, and loads, lists and runs its models.
package ollama

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/ollama/ollama/api"

	"greenlight/backend/domain"
	"greenlight/backend/model"
)

// DefaultAddress is where Ollama listens unless it is told otherwise.
const DefaultAddress = "http://127.0.0.1:11434"

// Type declares the adapter.
func Type() model.Type {
	return model.Type{Name: "ollama", Title: "Ollama", NeedsAddr: true, Address: DefaultAddress, Concurrency: 4, New: New,
		Help: "Free models on this computer, or on one of yours."}
}

// provider is one connection. It remembers what models are, which changes with their digest.
type provider struct {
	conn model.Connection
	base *url.URL

	mu    sync.Mutex
	shown map[string]details // by name and digest
}

var _ model.Manager = (*provider)(nil)

// New makes the adapter of a connection.
func New(conn model.Connection) (model.Provider, error) {
	u, err := url.Parse(conn.Provider.Address)
	if err != nil || u.Host == "" {
		return nil, domain.Errorf(domain.CodeInvalid, "The address of “%s” is not valid.", conn.Provider.Name).WithPath("address")
	}
	return &provider{conn: conn, base: u, shown: map[string]details{}}, nil
}

// client makes a client for one call. A key, which servers behind a gate ask for, goes along.
func (p *provider) client(ctx context.Context) (*api.Client, string, error) {
	key, err := p.conn.Key(ctx)
	if err != nil {
		return nil, "", err
	}
	h := p.conn.HTTP
	if key != "" {
		keyed := *h
		keyed.Transport = keyedTransport{next: h.Transport, key: key}
		h = &keyed
	}
	return api.NewClient(p.base, h), key, nil
}

type keyedTransport struct {
	next http.RoundTripper
	key  string
}

func (t keyedTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	next := t.next
	if next == nil {
		next = http.DefaultTransport
	}
	req = req.Clone(req.Context())
	req.Header.Set("Authorization", "Bearer "+t.key)
	return next.RoundTrip(req)
}

// Chat completes.
func (p *provider) Chat(ctx context.Context, req model.ChatRequest, onDelta func(string)) (model.ChatResponse, error) {
	client, key, err := p.client(ctx)
	if err != nil {
		return model.ChatResponse{}, err
	}
	ask, err := p.request(ctx, client, req)
	if err != nil {
		return model.ChatResponse{}, p.plain(ctx, req.Model, err, key)
	}
	var out model.ChatResponse
	var text, reasoning strings.Builder
	done := false
	err = client.Chat(ctx, ask, func(r api.ChatResponse) error {
		reasoning.WriteString(r.Message.Thinking)
		if r.Message.Content != "" {
			text.WriteString(r.Message.Content)
			if onDelta != nil && ctx.Err() == nil {
				onDelta(r.Message.Content)
			}
		}
		if r.Done {
			done = true
			out.TokensIn, out.TokensOut, out.Finish = r.PromptEvalCount, r.EvalCount, finish(r.DoneReason)
		}
		return nil
	})
	if err == nil && (!done || ctx.Err() != nil) { // the client takes a broken stream for its end
		err = errBroken
	}
	if err != nil {
		return model.ChatResponse{}, p.plain(ctx, req.Model, err, key)
	}
	out.Text, out.Reasoning = text.String(), strings.TrimSpace(reasoning.String())
	return out, nil
}

func finish(reason string) string {
	if reason == "length" {
		return "length"
	}
	return "stop"
}

func (p *provider) request(ctx context.Context, client *api.Client, req model.ChatRequest) (*api.ChatRequest, error) {
	no := false
	ask := &api.ChatRequest{Model: req.Model, Options: map[string]any{}, Truncate: &no, Shift: &no}
	for _, m := range req.Messages {
		ask.Messages = append(ask.Messages, api.Message{Role: string(m.Role), Content: m.Content})
	}
	switch {
	case len(req.Schema) > 0:
		ask.Format = req.Schema
	case req.JSON:
		ask.Format = json.RawMessage(`"json"`)
	}
	set := func(name string, there bool, v any) {
		if there {
			ask.Options[name] = v
		}
	}
	if req.Temperature != nil {
		set("temperature", true, *req.Temperature)
	}
	if req.TopP != nil {
		set("top_p", true, *req.TopP)
	}
	if req.Seed != nil {
		set("seed", true, *req.Seed)
	}
	set("stop", len(req.Stop) > 0, req.Stop)
	set("num_predict", req.MaxTokens > 0, req.MaxTokens)
	d, err := p.show(ctx, client, req.Model, "")
	if err != nil {
		return nil, err
	}
	window := contextWindow(req, d.context)
	set("num_ctx", window > 0, window)
	return ask, nil
}

// contextWindow chooses how many tokens the model is loaded for. Ollama's own default is too
// short for a question with sources and then drops what does not fit, so Greenlight asks for
// enough, in steps, because each change of it loads the model anew.
func contextWindow(req model.ChatRequest, longest int) int {
	answer := req.MaxTokens
	if answer <= 0 {
		answer = 2048
	}
	need := model.EstimateMessages(req.Messages)*4/3 + answer + 256
	window := 8192
	for window < need {
		window *= 2
	}
	if longest > 0 {
		window = min(window, longest)
	}
	return window
}

// Embed gives unit vectors. Texts longer than the model's context are cut off by Ollama.
func (p *provider) Embed(ctx context.Context, req model.EmbedRequest) (model.EmbedResponse, error) {
	if err := ctx.Err(); err != nil {
		return model.EmbedResponse{}, domain.AsError(err)
	}
	if len(req.Texts) == 0 {
		return model.EmbedResponse{Vectors: [][]float32{}}, nil
	}
	client, key, err := p.client(ctx)
	if err != nil {
		return model.EmbedResponse{}, err
	}
	resp, err := client.Embed(ctx, &api.EmbedRequest{Model: req.Model, Input: model.EmbeddingTexts(req.Model, req.Purpose, req.Texts)})
	if err != nil {
		return model.EmbedResponse{}, p.plain(ctx, req.Model, err, key)
	}
	if len(resp.Embeddings) != len(req.Texts) {
		return model.EmbedResponse{}, model.Nonsense(p.conn.Provider, "another number of vectors than texts", nil, key)
	}
	for _, v := range resp.Embeddings {
		if len(v) != len(resp.Embeddings[0]) || !model.Normalise(v) {
			return model.EmbedResponse{}, model.Nonsense(p.conn.Provider, "vectors without a direction or of different sizes", nil, key)
		}
	}
	return model.EmbedResponse{Vectors: resp.Embeddings, TokensIn: max(0, resp.PromptEvalCount)}, nil
}

var errBroken = errors.New("the stream ended before the answer did")
