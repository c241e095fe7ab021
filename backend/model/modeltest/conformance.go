package modeltest

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"greenlight/backend/domain"
	"greenlight/backend/model"
)

// Suite says what a provider under test can do.
type Suite struct {
	Provider  model.Provider
	Chat      string // name of a chat model, "" for none
	Embedding string // name of an embedding model, "" for none
	Listed    bool   // List names these models
	// Slow makes chat requests whose answers take seconds, to be cancelled; nil skips the test.
	Slow func(model.ChatRequest) model.ChatRequest
	// Talks is true for language models: they answer any message. Others need sources.
	Talks bool
	// Timeout of one call, 0 for 30 seconds.
	Timeout time.Duration
}

// Run tests that the provider keeps the promises of model.Provider.
func Run(t *testing.T, s Suite) {
	t.Helper()
	if s.Timeout <= 0 {
		s.Timeout = 30 * time.Second
	}
	if s.Chat != "" {
		t.Run("chat", s.chat)
		t.Run("chat without deltas", s.quiet)
		t.Run("chat cancelled before", s.cancelledBefore)
		t.Run("chat cancelled", s.cancelled)
		t.Run("chat of a missing model", s.missing)
		if s.Talks {
			t.Run("chat with JSON", s.json)
		}
	}
	if s.Embedding != "" {
		t.Run("embed", s.embed)
		t.Run("embed nothing", s.embedNothing)
		t.Run("embed cancelled", s.embedCancelled)
	}
	t.Run("list", s.list)
}

func (s Suite) context(t *testing.T) (context.Context, context.CancelFunc) {
	t.Helper()
	return context.WithTimeout(context.Background(), s.Timeout)
}

// request is a question over a source, in both forms.
func (s Suite) request() model.ChatRequest {
	passage := domain.Passage{Rank: 1, Title: "Leave", Text: "Each employee has 28 days of paid leave a year. Unused days expire in March."}
	return model.ChatRequest{Model: s.Chat, MaxTokens: 32,
		Messages: []model.Message{
			{Role: model.RoleSystem, Content: "Answer from the source."},
			{Role: model.RoleUser, Content: "Source: " + passage.Text + "\n\nHow many days of paid leave does each employee have?"},
		},
		Grounding: &model.Grounding{Question: "How many days of paid leave does each employee have?", Passages: []domain.Passage{passage}},
	}
}

func isPlain(t *testing.T, err error) *domain.Error {
	t.Helper()
	var e *domain.Error
	if !errors.As(err, &e) {
		t.Fatalf("error is %T %v, want a *domain.Error", err, err)
	}
	if e.Message == "" || e.Code == domain.CodeInternal {
		t.Errorf("error is not in plain words: %+v", e)
	}
	return e
}

func (s Suite) chat(t *testing.T) {
	ctx, cancel := s.context(t)
	defer cancel()
	var got strings.Builder
	resp, err := s.Provider.Chat(ctx, s.request(), func(d string) { got.WriteString(d) })
	if err != nil {
		t.Fatal(err)
	}
	if got.String() != resp.Text {
		t.Errorf("deltas give %q, the answer is %q", got.String(), resp.Text)
	}
	if strings.TrimSpace(resp.Text) == "" && resp.Reasoning == "" {
		t.Error("the answer is empty")
	}
	if resp.Finish != "stop" && resp.Finish != "length" && resp.Finish != "filter" {
		t.Errorf("finish is %q", resp.Finish)
	}
	if resp.TokensIn < 0 || resp.TokensOut < 0 {
		t.Errorf("negative tokens: %d, %d", resp.TokensIn, resp.TokensOut)
	}
	s.quotes(t, resp)
}

// quotes checks that quotations are verbatim.
func (s Suite) quotes(t *testing.T, resp model.ChatResponse) {
	t.Helper()
	passages := s.request().Grounding.Passages
	for _, q := range resp.Quotes {
		if q.Passage < 0 || q.Passage >= len(passages) {
			t.Fatalf("quote of passage %d", q.Passage)
		}
		text := []rune(passages[q.Passage].Text)
		if q.Start < 0 || q.Start >= q.End || q.End > len(text) {
			t.Fatalf("quote [%d, %d) of %d", q.Start, q.End, len(text))
		}
		if !strings.Contains(resp.Text, string(text[q.Start:q.End])) {
			t.Errorf("the quoted %q is not in the answer %q", string(text[q.Start:q.End]), resp.Text)
		}
	}
}

func (s Suite) quiet(t *testing.T) {
	ctx, cancel := s.context(t)
	defer cancel()
	if _, err := s.Provider.Chat(ctx, s.request(), nil); err != nil {
		t.Fatal(err)
	}
}

func (s Suite) cancelledBefore(t *testing.T) {
	ctx, cancel := s.context(t)
	cancel()
	_, err := s.Provider.Chat(ctx, s.request(), nil)
	if e := isPlain(t, err); e.Code != domain.CodeCancelled {
		t.Errorf("code is %q, want cancelled", e.Code)
	}
}

func (s Suite) cancelled(t *testing.T) {
	if s.Slow == nil {
		t.Skip("this provider answers at once")
	}
	ctx, cancel := s.context(t)
	defer cancel()
	after := false
	_, err := s.Provider.Chat(ctx, s.Slow(s.request()), func(string) {
		if after {
			t.Error("a delta after the end")
		}
		cancel()
	})
	after = true
	if e := isPlain(t, err); e.Code != domain.CodeCancelled {
		t.Errorf("code is %q, want cancelled", e.Code)
	}
}

func (s Suite) missing(t *testing.T) {
	if !s.Talks {
		t.Skip("has one model")
	}
	ctx, cancel := s.context(t)
	defer cancel()
	req := s.request()
	req.Model = "no-such-model"
	_, err := s.Provider.Chat(ctx, req, nil)
	if err == nil {
		t.Skip("the server does not look at the name")
	}
	if e := isPlain(t, err); e.Code != domain.CodeNoModel {
		t.Errorf("code is %q, want no_model", e.Code)
	}
}

func (s Suite) json(t *testing.T) {
	ctx, cancel := s.context(t)
	defer cancel()
	req := s.request()
	req.MaxTokens = 200
	req.Schema = json.RawMessage(`{"type":"object","properties":{"days":{"enum":[28,29]}},"required":["days"],"additionalProperties":false}`)
	resp, err := s.Provider.Chat(ctx, req, nil)
	if err != nil {
		t.Fatal(err)
	}
	if resp.Finish == "stop" && !json.Valid([]byte(resp.Text)) {
		t.Errorf("no JSON: %q", resp.Text)
	}
}

func (s Suite) embed(t *testing.T) {
	ctx, cancel := s.context(t)
	defer cancel()
	texts := []string{"Unused leave expires in March.", "The canteen opens at noon.", "Unused leave expires in March.", "", "日本語の文"}
	resp, err := s.Provider.Embed(ctx, model.EmbedRequest{Model: s.Embedding, Texts: texts, Purpose: model.PurposeDocument})
	if err != nil {
		t.Fatal(err)
	}
	if len(resp.Vectors) != len(texts) {
		t.Fatalf("%d vectors for %d texts", len(resp.Vectors), len(texts))
	}
	for i, v := range resp.Vectors {
		if len(v) == 0 || len(v) != len(resp.Vectors[0]) {
			t.Fatalf("vector %d has %d numbers, the first %d", i, len(v), len(resp.Vectors[0]))
		}
		if l := math.Sqrt(dot(v, v)); math.Abs(l-1) > 1e-3 {
			t.Errorf("vector %d of %q has the length %g", i, texts[i], l)
		}
	}
	if c := dot(resp.Vectors[0], resp.Vectors[2]); c < 0.999 {
		t.Errorf("equal texts have the cosine %g", c)
	}
}

func (s Suite) embedNothing(t *testing.T) {
	ctx, cancel := s.context(t)
	defer cancel()
	resp, err := s.Provider.Embed(ctx, model.EmbedRequest{Model: s.Embedding, Purpose: model.PurposeQuery})
	if err != nil || len(resp.Vectors) != 0 {
		t.Errorf("no texts give %d vectors, %v", len(resp.Vectors), err)
	}
}

func (s Suite) embedCancelled(t *testing.T) {
	ctx, cancel := s.context(t)
	cancel()
	_, err := s.Provider.Embed(ctx, model.EmbedRequest{Model: s.Embedding, Texts: []string{"a"}})
	if e := isPlain(t, err); e.Code != domain.CodeCancelled {
		t.Errorf("code is %q, want cancelled", e.Code)
	}
}

func (s Suite) list(t *testing.T) {
	ctx, cancel := s.context(t)
	defer cancel()
	list, err := s.Provider.List(ctx)
	if err != nil {
		if e := isPlain(t, err); s.Listed {
			t.Fatal(e)
		}
		return
	}
	kinds := map[string]domain.ModelKind{}
	for _, m := range list {
		if m.Name == "" || m.Kind != domain.ModelChat && m.Kind != domain.ModelEmbedding {
			t.Errorf("listed model without name or kind: %+v", m)
		}
		kinds[m.Name] = m.Kind
	}
	if s.Listed && s.Chat != "" && kinds[s.Chat] != domain.ModelChat {
		t.Errorf("chat model %q is listed as %q", s.Chat, kinds[s.Chat])
	}
	if s.Listed && s.Embedding != "" && s.Embedding != s.Chat && kinds[s.Embedding] != domain.ModelEmbedding {
		t.Errorf("embedding model %q is listed as %q", s.Embedding, kinds[s.Embedding])
	}
}

func dot(a, b []float32) float64 {
	sum := 0.0
	for i := range a {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}
