package model_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"greenlight/backend/domain"
	"greenlight/backend/model"
	"greenlight/backend/model/modeltest"
	"greenlight/backend/model/openai"
)

// catalogue is a workspace in memory.
type catalogue struct {
	mu        sync.Mutex
	models    map[string]domain.Model
	providers map[string]domain.Provider
	egress    []domain.Egress
}

func (c *catalogue) Model(_ context.Context, id string) (domain.Model, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if m, ok := c.models[id]; ok {
		return m, nil
	}
	return domain.Model{}, domain.NotFound("model", id)
}

func (c *catalogue) Provider(_ context.Context, name string) (domain.Provider, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if p, ok := c.providers[name]; ok {
		return p, nil
	}
	return domain.Provider{}, domain.NotFound("connection", name)
}

func (c *catalogue) AddEgress(_ context.Context, e domain.Egress) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.egress = append(c.egress, e)
	return nil
}

func (c *catalogue) records() []domain.Egress {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]domain.Egress{}, c.egress...)
}

type keys map[string]string

func (k keys) Get(_ context.Context, name string) (string, error) { return k[name], nil }

const key = "sk-test-0123456789abcdefghij"

var (
	chatID  = domain.ModelID("lab", modeltest.ChatModel)
	embedID = domain.ModelID("lab", modeltest.EmbeddingModel)
)

// newHub makes a hub over a scripted server that it knows as "lab".
func newHub(t *testing.T, change ...func(*model.Options)) (*model.Hub, *modeltest.Server, *catalogue) {
	t.Helper()
	s := modeltest.NewServer(t)
	p, err := model.NewProvider("lab", "other", s.URL)
	if err != nil {
		t.Fatal(err)
	}
	p.HasKey = true
	c := &catalogue{providers: map[string]domain.Provider{"lab": p}, models: map[string]domain.Model{
		chatID:  {ID: chatID, Provider: "lab", Name: modeltest.ChatModel, Kind: domain.ModelChat, PriceIn: 2, PriceOut: 8, PriceKnown: true},
		embedID: {ID: embedID, Provider: "lab", Name: modeltest.EmbeddingModel, Kind: domain.ModelEmbedding, Dimensions: modeltest.Dimensions},
	}}
	o := model.Options{Store: c, Secrets: keys{model.KeyName(p): key}, Types: model.NewTypes(openai.Type()),
		Retry: model.Retry{Attempts: 4, Base: 2 * time.Millisecond, Max: 2 * time.Second}}
	for _, f := range change {
		f(&o)
	}
	h := model.New(o)
	t.Cleanup(h.Close)
	return h, s, c
}

func ask(text string) model.ChatRequest {
	return model.ChatRequest{Messages: []model.Message{{Role: model.RoleUser, Content: text}}}
}

func testContext(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	t.Cleanup(cancel)
	return ctx
}

func TestChatStreamsAndCounts(t *testing.T) {
	h, s, c := newHub(t)
	s.RequireKey(key)
	s.Script(modeltest.Reply{Chunks: []string{"Twenty", "-eight", " days."}, TokensIn: 1000, TokensOut: 500})
	var deltas []string
	resp, err := h.Chat(testContext(t), chatID, ask("How many days?"), func(d string) { deltas = append(deltas, d) })
	if err != nil {
		t.Fatal(err)
	}
	if resp.Text != "Twenty-eight days." || strings.Join(deltas, "|") != "Twenty|-eight| days." {
		t.Errorf("text %q, deltas %q", resp.Text, deltas)
	}
	if resp.TokensIn != 1000 || resp.TokensOut != 500 || resp.Estimated {
		t.Errorf("tokens %d, %d, estimated %v", resp.TokensIn, resp.TokensOut, resp.Estimated)
	}
	if want := 0.002 + 0.004; resp.Cost < want-1e-9 || resp.Cost > want+1e-9 {
		t.Errorf("cost %g, want %g", resp.Cost, want)
	}
	if resp.Model != chatID || resp.Attempts != 1 || resp.Finish != "stop" {
		t.Errorf("model %q, attempts %d, finish %q", resp.Model, resp.Attempts, resp.Finish)
	}
	h.Close()
	rec := c.records()
	if len(rec) != 1 || rec[0].Purpose != "chat" || rec[0].Status != 200 || !rec[0].Local || rec[0].Provider != "lab" {
		t.Fatalf("record %+v", rec)
	}
	if sent := int64(len(s.Requests()[0].Body)); rec[0].Sent != sent || rec[0].Received == 0 {
		t.Errorf("recorded %d sent and %d received, the body has %d", rec[0].Sent, rec[0].Received, sent)
	}
}

func TestCountsThatCannotBeTrueAreEstimated(t *testing.T) {
	for name, reply := range map[string]modeltest.Reply{
		"none":     {Text: "an answer of some words", NoUsage: true},
		"negative": {Text: "an answer of some words", TokensIn: -5, TokensOut: -7},
		"absurd":   {Text: "an answer of some words", TokensIn: 1 << 30, TokensOut: 1 << 30},
	} {
		t.Run(name, func(t *testing.T) {
			h, s, _ := newHub(t)
			s.Script(reply)
			resp, err := h.Chat(testContext(t), chatID, ask("a question of a few words"), nil)
			if err != nil {
				t.Fatal(err)
			}
			if !resp.Estimated || resp.TokensIn < 5 || resp.TokensIn > 20 || resp.TokensOut < 4 || resp.TokensOut > 12 {
				t.Errorf("tokens %d, %d, estimated %v", resp.TokensIn, resp.TokensOut, resp.Estimated)
			}
		})
	}
}

func TestNoErrorHoldsTheKey(t *testing.T) {
	echo := "the key " + key + " and Bearer " + key + " and sk-proj-aaaa****bbbb"
	for name, reply := range map[string]modeltest.Reply{
		"401":    {Status: 401, Text: echo},
		"400":    {Status: 400, Text: echo},
		"raw":    {Status: 400, Raw: echo},
		"500":    {Status: 500, Raw: echo},
		"stream": {Raw: "data: {\"error\":{\"message\":\"" + echo + "\"}}\n\n"},
		"broken": {Raw: "data: {\"" + echo + "\n\n"},
	} {
		t.Run(name, func(t *testing.T) {
			h, s, _ := newHub(t)
			s.Answer(func(modeltest.Request) modeltest.Reply { return reply })
			_, err := h.Chat(testContext(t), chatID, ask("hello"), nil)
			if err == nil {
				t.Fatal("no error")
			}
			var all strings.Builder
			for e := err; e != nil; e = errors.Unwrap(e) {
				all.WriteString(e.Error() + "\n")
				var d *domain.Error
				if errors.As(e, &d) {
					all.WriteString(d.Hint + "\n")
				}
			}
			if strings.Contains(all.String(), key) || strings.Contains(all.String(), "aaaa") {
				t.Errorf("the key stands in %q", all.String())
			}
		})
	}
}

func TestTooLongIsNotSent(t *testing.T) {
	h, s, c := newHub(t)
	m := c.models[chatID]
	m.Context = 1000
	c.models[chatID] = m
	if _, err := h.Chat(testContext(t), chatID, ask(strings.Repeat("word ", 5000)), nil); !domain.IsCode(err, domain.CodeTooLong) || s.Calls() != 0 {
		t.Errorf("error %v after %d calls", err, s.Calls())
	}
}

func TestAKeyIsSentToItsOwnServerOnly(t *testing.T) {
	h, s, c := newHub(t)
	if _, err := h.Chat(testContext(t), chatID, ask("x"), nil); err != nil {
		t.Fatal(err)
	}
	other := modeltest.NewServer(t)
	c.mu.Lock()
	p := c.providers["lab"]
	p.Address = other.URL
	c.providers["lab"] = p
	c.mu.Unlock()
	if _, err := h.Chat(testContext(t), chatID, ask("x"), nil); err != nil {
		t.Fatal(err)
	}
	if a := s.Requests()[0].Header.Get("Authorization"); a != "Bearer "+key {
		t.Errorf("its own server got %q", a)
	}
	if a := other.Requests()[0].Header.Get("Authorization"); a != "" {
		t.Errorf("another server got the key: %q", a)
	}
}

func TestMissingModels(t *testing.T) {
	h, _, c := newHub(t)
	for _, id := range []string{"", "lab/none", "gone/model", "nonsense"} {
		if _, err := h.Chat(testContext(t), id, ask("x"), nil); !domain.IsCode(err, domain.CodeNoModel) {
			t.Errorf("%q gives %v", id, err)
		}
	}
	if _, err := h.Chat(testContext(t), embedID, ask("x"), nil); !domain.IsCode(err, domain.CodeNoModel) {
		t.Errorf("chat with an embedding model gives %v", err)
	}
	c.mu.Lock()
	delete(c.providers, "lab")
	c.mu.Unlock()
	if _, err := h.Chat(testContext(t), chatID, ask("x"), nil); !domain.IsCode(err, domain.CodeNoModel) {
		t.Errorf("a removed connection gives %v", err)
	}
}

func TestListInspectTest(t *testing.T) {
	h, _, c := newHub(t)
	ctx := testContext(t)
	list, err := h.List(ctx, "lab")
	if err != nil || len(list) != 2 || list[0].Context != 32768 || list[1].Kind != domain.ModelEmbedding {
		t.Fatalf("%+v, %v", list, err)
	}
	m, err := h.Inspect(ctx, "lab", modeltest.EmbeddingModel, "")
	if err != nil || m.Dimensions != modeltest.Dimensions || m.ID != embedID {
		t.Fatalf("%+v, %v", m, err)
	}
	if _, err := h.Inspect(ctx, "lab", "unlisted", domain.ModelChat); err != nil {
		t.Errorf("an unlisted model that answers: %v", err)
	}
	tested, err := h.Test(ctx, chatID)
	if err != nil || tested.Text == "" {
		t.Errorf("%+v, %v", tested, err)
	}
	if tested, err = h.Test(ctx, embedID); err != nil || !strings.Contains(tested.Text, "64") {
		t.Errorf("%+v, %v", tested, err)
	}
	h.Close()
	purposes := map[string]bool{}
	for _, e := range c.records() {
		purposes[e.Purpose] = true
	}
	if !purposes["list"] || !purposes["chat"] || !purposes["embed"] {
		t.Errorf("purposes %v", purposes)
	}
}
