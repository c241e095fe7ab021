package model_test

import (
	"strings"
	"testing"

	"greenlight/backend/domain"
	"greenlight/backend/model"
	"greenlight/backend/model/adapters"
	"greenlight/backend/model/builtin"
)

func newBuiltinHub(t *testing.T) (*model.Hub, *catalogue) {
	t.Helper()
	c := &catalogue{providers: map[string]domain.Provider{"builtin": model.BuiltinProvider()}, models: map[string]domain.Model{}}
	for _, m := range builtin.Models() {
		c.models[m.ID] = m
	}
	h := model.New(model.Options{Store: c, Types: adapters.All()})
	t.Cleanup(h.Close)
	return h, c
}

func TestBuiltinThroughTheHub(t *testing.T) {
	h, c := newBuiltinHub(t)
	ctx := testContext(t)
	passage := domain.Passage{Text: "Each employee has 28 days of paid leave a year. The canteen opens at noon."}
	resp, err := h.Chat(ctx, domain.BuiltinChat, model.ChatRequest{
		Messages:  []model.Message{{Role: model.RoleUser, Content: "How many days of paid leave does an employee have?"}},
		Grounding: &model.Grounding{Question: "How many days of paid leave does an employee have?", Passages: []domain.Passage{passage}}}, nil)
	if err != nil || !strings.Contains(resp.Text, "28 days") || resp.TokensIn != 0 || resp.Estimated || resp.Cost != 0 || resp.Model != domain.BuiltinChat {
		t.Errorf("%+v, %v", resp, err)
	}
	if _, err := h.Chat(ctx, domain.BuiltinChat, ask("Write a poem"), nil); !domain.IsCode(err, domain.CodeUnsupported) {
		t.Errorf("a poem gives %v", err)
	}
	for _, m := range builtin.Models() {
		tested, err := h.Test(ctx, m.ID)
		if err != nil || tested.Text == "" {
			t.Errorf("%s: %+v, %v", m.ID, tested, err)
		}
	}
	list, err := h.List(ctx, "builtin")
	if err != nil || len(list) != 2 || !list[0].PriceKnown {
		t.Errorf("%+v, %v", list, err)
	}
	h.Close()
	if len(c.records()) != 0 {
		t.Errorf("something left: %+v", c.records())
	}
}

func TestNewProvider(t *testing.T) {
	tests := []struct {
		name, preset, address string
		want                  domain.Provider
		code                  domain.Code
	}{
		{name: "openai", want: domain.Provider{Name: "openai", Type: "openai", Preset: "openai", Address: "https://api.openai.com/v1"}},
		{name: "", preset: "ollama", want: domain.Provider{Name: "ollama", Type: "ollama", Preset: "ollama", Address: "http://127.0.0.1:11434", Local: true}},
		{name: "Lab", address: "127.0.0.1:8000/v1", want: domain.Provider{Name: "lab", Type: "openai", Preset: "other", Address: "http://127.0.0.1:8000/v1", Local: true}},
		{name: "gpu", preset: "vllm", address: "http://10.0.0.5:8000/v1", want: domain.Provider{Name: "gpu", Type: "openai", Preset: "vllm", Address: "http://10.0.0.5:8000/v1"}},
		{name: "x", preset: "azure", code: domain.CodeInvalid},
		{name: "x", preset: "nonsense", code: domain.CodeInvalid},
		{name: "a/b", address: "localhost", code: domain.CodeInvalid},
		{name: "builtin", address: "localhost", code: domain.CodeInvalid},
		{name: "ollama", preset: "openai", code: domain.CodeInvalid},
		{name: "x", address: "http://example.com", code: domain.CodeInvalid},
		{name: "x", code: domain.CodeInvalid},
	}
	for _, tt := range tests {
		got, err := model.NewProvider(tt.name, tt.preset, tt.address)
		got.AddedAt = tt.want.AddedAt
		if domain.ErrorCode(err) != tt.code || err == nil && got != tt.want {
			t.Errorf("%q %q %q gives %+v, %v", tt.name, tt.preset, tt.address, got, err)
		}
	}
}

func TestPresetsCanBeAdded(t *testing.T) {
	types := adapters.All()
	for _, p := range model.Presets() {
		if _, ok := types[p.Type]; !ok || p.Title == "" || p.Help == "" || p.NeedsKey && p.KeyHelp == "" {
			t.Errorf("%+v", p)
		}
		if p.ID == "azure" || p.ID == "other" {
			continue
		}
		if got, err := model.NewProvider("x1", p.ID, ""); p.ID != "ollama" && (err != nil || got.Local != p.Local) {
			t.Errorf("%s gives %+v, %v", p.ID, got, err)
		}
	}
}

func FuzzFindJSON(f *testing.F) {
	for _, s := range []string{`{"a":1}`, "```json\n[1]\n```", "see [1] and {\"a\":{}} there", "{", "\ufeff1", strings.Repeat("[", 200)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if v, ok := model.FindJSON(s); ok && !strings.Contains(strings.TrimPrefix(s, "\ufeff"), v) {
			t.Errorf("%q is not part of %q", v, s)
		}
	})
}

func FuzzRedact(f *testing.F) {
	f.Add("the key sk-abcdef1234567890 leaks", "sk-abcdef1234567890")
	f.Fuzz(func(t *testing.T, text, key string) {
		if got := model.Redact(text, key); len(key) >= 4 && !strings.Contains("[key]", key) && strings.Contains(got, key) && !strings.Contains(key, "[key]") && !strings.Contains(key, "[") && !strings.Contains(key, "]") {
			t.Errorf("%q still holds %q", got, key)
		}
	})
}
