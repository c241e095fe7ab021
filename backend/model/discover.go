package model

import (
	"context"
	"strings"
	"time"

	"greenlight/backend/domain"
)

// List asks a provider of the workspace which models it offers, completed by what is known of
// them. They need not be in the catalogue. Adapters say of each whether it runs here: a server
// on this computer may pass questions on (Ollama's cloud models do).
func (h *Hub) List(ctx context.Context, provider string) ([]domain.Model, error) {
	l, err := h.link(ctx, provider)
	if err != nil {
		return nil, err
	}
	var list []domain.Model
	if _, err := h.try(ctx, l, "list", func(ctx context.Context) (bool, error) {
		var err error
		list, err = l.adapter.List(ctx)
		return false, err
	}); err != nil {
		return nil, err
	}
	out := make([]domain.Model, 0, len(list))
	for _, m := range list {
		out = append(out, complete(l.provider, m))
	}
	return out, nil
}

// complete fills in what the provider's entry and the table of well-known models say.
func complete(p domain.Provider, m domain.Model) domain.Model {
	m.ID, m.Provider, m.Address = domain.ModelID(p.Name, m.Name), p.Name, p.Address
	if m.Title == "" {
		m.Title = m.Name
	}
	if k, ok := known(p.Preset, m.Name); ok {
		if m.Context == 0 {
			m.Context = k.Context
		}
		if m.Dimensions == 0 {
			m.Dimensions = k.Dimensions
		}
		if !m.PriceKnown {
			m.PriceIn, m.PriceOut, m.PriceKnown = k.In, k.Out, true
		}
	}
	if m.Kind == "" {
		m.Kind = GuessKind(m.Name)
	}
	if m.Local {
		m.PriceKnown = true // 0: what runs here costs nothing a token
	}
	return m
}

// GuessKind tells from a model's name whether it is for embeddings, where nothing else says.
func GuessKind(name string) domain.ModelKind {
	lower := strings.ToLower(name)
	for _, w := range []string{"embed", "bge-", "e5-", "gte-", "minilm", "arctic-embed", "mxbai", "sentence-"} {
		if strings.Contains(lower, w) {
			return domain.ModelEmbedding
		}
	}
	return domain.ModelChat
}

// Inspect makes the catalogue entry of a model: what its provider tells, what is known, and
// for embedding models the number of dimensions, which is measured. An empty kind
// is found out. A model that the provider does not list is still accepted when a small
// question to it is answered, since some services list nothing.
func (h *Hub) Inspect(ctx context.Context, provider, name string, kind domain.ModelKind) (domain.Model, error) {
	l, err := h.link(ctx, provider)
	if err != nil {
		return domain.Model{}, err
	}
	if strings.TrimSpace(name) == "" {
		return domain.Model{}, domain.Errorf(domain.CodeInvalid, "The model needs a name.").WithPath("name")
	}
	m, listed, err := h.listed(ctx, l, name)
	if err != nil {
		return m, err
	}
	if kind != "" {
		m.Kind = kind
	}
	if m.Kind == domain.ModelEmbedding {
		if m.Dimensions, err = h.measure(ctx, l, m); err != nil {
			return m, err
		}
	} else if m.Kind == domain.ModelChat && !listed {
		if _, err := h.ask(ctx, m, l, hello(m.Name), nil); err != nil {
			return m, err
		}
	}
	m.AddedAt = time.Now().UTC()
	return m, nil
}

// listed finds a model in its provider's list. Providers without a list give none.
func (h *Hub) listed(ctx context.Context, l *link, name string) (domain.Model, bool, error) {
	list, err := h.List(ctx, l.provider.Name)
	switch code := domain.ErrorCode(err); code {
	case "":
	case domain.CodeProvider, domain.CodeUnsupported, domain.CodeUnavailable, domain.CodeNoModel:
		if ctx.Err() != nil || code == domain.CodeUnavailable && temporary(err) {
			return domain.Model{}, false, err
		}
	default:
		return domain.Model{}, false, err
	}
	for _, m := range list {
		if m.Name == name || m.Name == name+":latest" {
			return m, true, nil
		}
	}
	return complete(l.provider, domain.Model{Name: name, Local: l.provider.Local}), false, nil
}

func (h *Hub) measure(ctx context.Context, l *link, m domain.Model) (int, error) {
	var out EmbedResponse
	m.Dimensions = 0
	if err := h.embed(ctx, m, l, []string{"How many days of leave do I have?"}, PurposeQuery, &out); err != nil {
		return 0, err
	}
	return len(out.Vectors[0]), nil
}

// Tested is the outcome of asking a model something small.
type Tested struct {
	Text string  // what it said, or how many numbers its vectors have
	MS   float64 // milliseconds
}

// Test asks a model of the catalogue something small.
func (h *Hub) Test(ctx context.Context, modelID string) (Tested, error) {
	m, err := h.Describe(ctx, modelID)
	if err != nil {
		return Tested{}, err
	}
	start := time.Now()
	since := func() float64 { return float64(time.Since(start).Microseconds()) / 1000 }
	if m.Kind == domain.ModelEmbedding {
		resp, err := h.Embed(ctx, modelID, []string{"How many days of leave do I have?"}, PurposeQuery)
		if err != nil {
			return Tested{MS: since()}, err
		}
		return Tested{MS: since(), Text: dimensionsText(len(resp.Vectors[0]))}, nil
	}
	resp, err := h.Chat(ctx, modelID, hello(m.Name), nil)
	return Tested{MS: since(), Text: strings.TrimSpace(resp.Text)}, err
}

func hello(name string) ChatRequest {
	question := "Say hello in five words or fewer."
	return ChatRequest{Model: name, MaxTokens: 200, Messages: []Message{{Role: RoleUser, Content: question}},
		Grounding: &Grounding{Question: "What can you do?", Passages: []domain.Passage{{Rank: 1, Title: "Hello", Text: "Hello. I can quote what your documents say."}}}}
}
