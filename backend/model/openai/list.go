package openai

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"sort"
	"strconv"
	"strings"

	"greenlight/backend/domain"
	"greenlight/backend/model"
)

// listed is a model as services list it. The library reads less than they tell: context
// lengths go by several names, OpenRouter and Together give prices, Mistral abilities, and
// OpenAI the day on which a model ends.
type listed struct {
	ID               string          `json:"id"`
	Name             string          `json:"name"`
	DisplayName      string          `json:"display_name"`
	Description      string          `json:"description"`
	Type             string          `json:"type"`
	Active           *bool           `json:"active"`
	ContextLength    int             `json:"context_length"`     // OpenRouter, Together
	ContextWindow    int             `json:"context_window"`     // Groq
	MaxContextLength int             `json:"max_context_length"` // Mistral, LM Studio
	MaxModelLen      int             `json:"max_model_len"`      // vLLM
	Pricing          json.RawMessage `json:"pricing"`
	License          string          `json:"license"`
	Shutdown         string          `json:"shutdown_date"`
	Deprecation      string          `json:"deprecation"`
	Capabilities     struct {
		Chat *bool `json:"completion_chat"`
	} `json:"capabilities"`
	Meta struct {
		Context int   `json:"n_ctx_train"` // llama.cpp
		Size    int64 `json:"size"`
		Params  int64 `json:"n_params"`
	} `json:"meta"`
}

// List gives the models that the service offers for chat and embedding.
func (p *provider) List(ctx context.Context) ([]domain.Model, error) {
	if p.azure {
		return nil, domain.Errorf(domain.CodeUnsupported, "Azure does not tell which deployments there are.").
			WithHint("Type the name of your deployment; the Azure portal shows it.")
	}
	key, err := p.conn.Key(ctx)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.base+"/models", nil)
	if err != nil {
		return nil, plain(p.refuse(ctx, "", err, key))
	}
	req.Header.Set("Accept", "application/json")
	p.authorise(req, key)
	resp, err := p.conn.HTTP.Do(req)
	if err != nil {
		return nil, plain(p.refuse(ctx, "", err, key))
	}
	body, err := io.ReadAll(resp.Body)
	if closeErr := resp.Body.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return nil, plain(p.refuse(ctx, "", err, key))
	}
	if resp.StatusCode != http.StatusOK {
		said := bodyText(body)
		var c chunk
		if json.Unmarshal(body, &c) == nil {
			if _, s, failed := c.failure(); failed {
				said = s
			}
		}
		return nil, plain(p.refused("", resp.StatusCode, said, key))
	}
	list, err := parseList(body)
	if err != nil {
		return nil, model.Nonsense(p.conn.Provider, "a list of models of another form", err, key)
	}
	return p.models(list), nil
}

// parseList reads {"data":[…]} or, as Together sends it, a bare list.
func parseList(body []byte) ([]listed, error) {
	var wrapped struct {
		Data []listed `json:"data"`
	}
	errObject := json.Unmarshal(body, &wrapped)
	if errObject == nil {
		return wrapped.Data, nil
	}
	var bare []listed
	if err := json.Unmarshal(body, &bare); err != nil {
		return nil, errObject
	}
	return bare, nil
}

func (p *provider) models(list []listed) []domain.Model {
	out := make([]domain.Model, 0, len(list))
	seen := map[string]bool{}
	for _, l := range list {
		kind, ok := l.kind()
		if !ok || seen[l.ID] {
			continue
		}
		seen[l.ID] = true
		m := domain.Model{Name: l.ID, Kind: kind, Title: l.ID, Description: firstSentence(l.Description), Local: p.conn.Provider.Local,
			Context: max(0, l.ContextLength, l.ContextWindow, l.MaxContextLength, l.MaxModelLen, l.Meta.Context),
			Size:    max(0, l.Meta.Size), Licence: l.License, Shutdown: day(l.Shutdown)}
		if m.Shutdown == "" {
			m.Shutdown = day(l.Deprecation)
		}
		if l.DisplayName != "" {
			m.Title = l.DisplayName
		}
		if l.Meta.Params > 0 {
			m.Parameters = strconv.FormatFloat(float64(l.Meta.Params)/1e9, 'f', 1, 64) + "B"
		}
		m.PriceIn, m.PriceOut, m.PriceKnown = prices(l.Pricing)
		out = append(out, m)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Name < out[j].Name })
	return out
}

// kind tells what a listed model is for; ok is false for pictures, sound and the like.
func (l listed) kind() (domain.ModelKind, bool) {
	lower := strings.ToLower(l.ID)
	if l.ID == "" || l.Active != nil && !*l.Active {
		return "", false
	}
	switch l.Type {
	case "chat", "language", "llm", "vlm":
		return domain.ModelChat, true
	case "embedding", "embeddings":
		return domain.ModelEmbedding, true
	case "image", "audio", "video", "moderation", "rerank", "transcribe":
		return "", false
	}
	for _, w := range []string{"whisper", "tts", "dall-e", "image", "audio", "realtime", "moderation", "sora", "transcribe",
		"davinci", "babbage", "rerank", "-ocr", "voxtral", "guard", "stable-diffusion", "flux", "playai", "orpheus", "computer-use", "codex-mini"} {
		if strings.Contains(lower, w) {
			return "", false
		}
	}
	kind := model.GuessKind(l.ID)
	if kind == domain.ModelChat && l.Capabilities.Chat != nil && !*l.Capabilities.Chat {
		return "", false
	}
	return kind, true
}

// prices reads OpenRouter's form (dollars a token, as strings: prompt, completion) and
// Together's (dollars a million tokens, as numbers: input, output).
func prices(raw json.RawMessage) (in, out float64, known bool) {
	var f struct {
		Prompt     string   `json:"prompt"`
		Completion string   `json:"completion"`
		Input      *float64 `json:"input"`
		Output     *float64 `json:"output"`
	}
	if json.Unmarshal(raw, &f) != nil {
		return 0, 0, false
	}
	if f.Input != nil && f.Output != nil && *f.Input >= 0 && *f.Output >= 0 {
		return *f.Input, *f.Output, *f.Input > 0 || *f.Output > 0
	}
	a, errA := strconv.ParseFloat(f.Prompt, 64)
	b, errB := strconv.ParseFloat(f.Completion, 64)
	if errA != nil || errB != nil || !(a >= 0 && b >= 0) {
		return 0, 0, false
	}
	return a * 1e6, b * 1e6, true
}

// day gives the date part of a date or time, "" for anything else.
func day(s string) string {
	if len(s) >= 10 && s[4] == '-' && s[7] == '-' {
		return s[:10]
	}
	return ""
}

func firstSentence(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if i := strings.Index(s, ". "); i > 0 {
		s = s[:i+1]
	}
	if r := []rune(s); len(r) > 200 {
		s = string(r[:199]) + "…"
	}
	return s
}
