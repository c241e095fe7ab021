package model

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"greenlight/backend/domain"
)

// askJSON asks for a JSON answer, checks it, and gives the model one chance to repair it.
func (h *Hub) askJSON(ctx context.Context, m domain.Model, l *link, req ChatRequest, onDelta func(string)) (ChatResponse, error) {
	req.JSON = true
	schema, err := compile(req.Schema)
	if err != nil {
		return ChatResponse{}, err
	}
	first, err := h.ask(ctx, m, l, req, nil)
	if err != nil {
		return first, err
	}
	text, problem := checkJSON(first.Text, schema)
	resp := first
	if problem != "" && !first.Declined {
		again := req
		again.Messages = append(append([]Message{}, req.Messages...),
			Message{Role: RoleAssistant, Content: clip(first.Text, 20000)},
			Message{Role: RoleUser, Content: "That was not the JSON that I need: " + problem +
				" Answer again with the corrected JSON value alone, without any other text."})
		if resp, err = h.ask(ctx, m, l, again, nil); err != nil {
			return resp, err
		}
		resp.TokensIn += first.TokensIn
		resp.TokensOut += first.TokensOut
		resp.Cost += first.Cost
		resp.Attempts += first.Attempts
		resp.Estimated = resp.Estimated || first.Estimated
		if text, problem = checkJSON(resp.Text, schema); problem != "" && resp.Finish == "length" {
			return resp, domain.Errorf(domain.CodeProvider, "The answer was cut off before it was complete.").
				WithHint("Raise the longest answer of this step, or ask for less.")
		} else if problem != "" {
			return resp, domain.Errorf(domain.CodeProvider, "The model did not give its answer in the form that was asked for: %s", problem).
				WithHint("Try again, make the form simpler, or choose a model that is better at forms.")
		}
	}
	if problem == "" {
		resp.Text = text
	}
	if onDelta != nil && resp.Text != "" {
		onDelta(resp.Text)
	}
	return resp, nil
}

// compile reads a JSON Schema; nil for none. References to files and addresses are refused.
func compile(schema json.RawMessage) (*jsonschema.Schema, error) {
	if len(schema) == 0 {
		return nil, nil
	}
	bad := func(err error) error {
		return domain.Errorf(domain.CodeInvalid, "The form of the answer is not a valid JSON Schema.").WithPath("schema").WithCause(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil {
		return nil, bad(err)
	}
	c := jsonschema.NewCompiler()
	c.UseLoader(jsonschema.SchemeURLLoader{})
	if err := c.AddResource("answer.json", doc); err != nil {
		return nil, bad(err)
	}
	s, err := c.Compile("answer.json")
	if err != nil {
		return nil, bad(err)
	}
	return s, nil
}

// CheckSchema reports whether a JSON Schema can be used, in plain words.
func CheckSchema(schema json.RawMessage) error {
	_, err := compile(schema)
	return err
}

// checkJSON finds the JSON value in a text and checks it. It gives the value's text and "", or
// a sentence that says what is wrong.
func checkJSON(text string, schema *jsonschema.Schema) (value, problem string) {
	value, ok := FindJSON(text)
	if !ok {
		return "", "it is no valid JSON."
	}
	if schema == nil {
		return value, ""
	}
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(value))
	if err != nil {
		return "", "it is no valid JSON."
	}
	if err := schema.Validate(v); err != nil {
		return "", schemaProblem(err)
	}
	return value, ""
}

// schemaProblem names the first places that break the schema.
func schemaProblem(err error) string {
	var ve *jsonschema.ValidationError
	if !errors.As(err, &ve) {
		return "it does not fit."
	}
	p := message.NewPrinter(language.English)
	var out []string
	var walk func(*jsonschema.ValidationError)
	walk = func(e *jsonschema.ValidationError) {
		if len(e.Causes) == 0 && len(out) < 3 {
			place := "the value"
			if len(e.InstanceLocation) > 0 {
				place = "“" + strings.Join(e.InstanceLocation, ".") + "”"
			}
			out = append(out, "at "+place+": "+e.ErrorKind.LocalizedString(p))
		}
		for _, c := range e.Causes {
			walk(c)
		}
	}
	walk(ve)
	return strings.Join(out, "; ") + "."
}

// FindJSON gives the JSON value that a text is, or that it holds inside a code fence or
// between sentences, as models wrap it in spite of being asked not to.
func FindJSON(text string) (string, bool) {
	text = strings.TrimSpace(strings.TrimPrefix(text, "\ufeff"))
	if json.Valid([]byte(text)) {
		return text, true
	}
	if _, inside, ok := strings.Cut(text, "```"); ok {
		inside = strings.TrimPrefix(strings.TrimPrefix(inside, "json"), "JSON")
		if body, _, ok := strings.Cut(inside, "```"); ok {
			if body = strings.TrimSpace(body); json.Valid([]byte(body)) {
				return body, true
			}
		}
	}
	for i, tries := 0, 0; i < len(text) && tries < 64; i++ {
		if text[i] != '{' && text[i] != '[' {
			continue
		}
		tries++
		var raw json.RawMessage
		if json.NewDecoder(strings.NewReader(text[i:])).Decode(&raw) != nil {
			continue
		}
		// In prose, a short list is more likely a reference such as [1].
		if text[i] == '{' || len(raw)*2 >= len(text) {
			return string(raw), true
		}
	}
	return "", false
}

func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}
