package model_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
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

func TestRetries(t *testing.T) {
	fail := func(status int) modeltest.Reply { return modeltest.Reply{Status: status, Text: "no"} }
	cut := modeltest.Reply{CutAt: -1}
	ok := modeltest.Reply{Text: "fine"}
	tests := []struct {
		name   string
		script []modeltest.Reply
		calls  int
		code   domain.Code
	}{
		{"500 then fine", []modeltest.Reply{fail(500), ok}, 2, ""},
		{"429 then fine", []modeltest.Reply{fail(429), ok}, 2, ""},
		{"502, 503, 504 then fine", []modeltest.Reply{fail(502), fail(503), fail(504), ok}, 4, ""},
		{"reset then fine", []modeltest.Reply{cut, ok}, 2, ""},
		{"always 503", []modeltest.Reply{fail(503), fail(503), fail(503), fail(503), ok}, 4, domain.CodeUnavailable},
		{"always 429", []modeltest.Reply{fail(429), fail(429), fail(429), fail(429), ok}, 4, domain.CodeRateLimited},
		{"no credit", []modeltest.Reply{{Status: 429, Code: "insufficient_quota", Text: "You exceeded your current quota"}, ok}, 1, domain.CodeRateLimited},
		{"400", []modeltest.Reply{fail(400), ok}, 1, domain.CodeProvider},
		{"401", []modeltest.Reply{fail(401), ok}, 1, domain.CodeBadKey},
		{"403", []modeltest.Reply{fail(403), ok}, 1, domain.CodeBadKey},
		{"404", []modeltest.Reply{fail(404), ok}, 1, domain.CodeNoModel},
		{"501", []modeltest.Reply{fail(501), ok}, 1, domain.CodeProvider},
		{"too long", []modeltest.Reply{{Status: 400, Code: "context_length_exceeded", Text: "This model's maximum context length is 8192 tokens."}, ok}, 1, domain.CodeTooLong},
		{"error page", []modeltest.Reply{{Status: 502, Raw: "<html><h1>Bad Gateway</h1></html>"}, ok}, 2, ""},
		{"no JSON error", []modeltest.Reply{{Status: 500, Raw: `{"error":"model crashed"}`}, ok}, 2, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h, s, _ := newHub(t)
			s.Script(tt.script...)
			resp, err := h.Chat(testContext(t), chatID, ask("hello"), func(string) {})
			if code := domain.ErrorCode(err); code != tt.code {
				t.Fatalf("code %q (%v), want %q", code, err, tt.code)
			}
			if s.Calls() != tt.calls || resp.Attempts != tt.calls {
				t.Errorf("%d calls, %d attempts, want %d", s.Calls(), resp.Attempts, tt.calls)
			}
			if err == nil && resp.Text != "fine" {
				t.Errorf("text %q", resp.Text)
			}
			var e *domain.Error
			if err != nil && (!errors.As(err, &e) || e.Hint == "" && tt.code != domain.CodeProvider) {
				t.Errorf("no hint in %+v", err)
			}
		})
	}
}

func TestNoRetryAfterADelta(t *testing.T) {
	for name, reply := range map[string]modeltest.Reply{
		"cut":         {Chunks: []string{"Half an ", "answer"}, CutAt: 1},
		"clean end":   {Chunks: []string{"Half an ", "answer"}, EndAt: 1},
		"error event": {Chunks: []string{"Half an ", "answer"}, ErrorAt: 1},
		"broken JSON": {Raw: "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Half an \"}}]}\n\ndata: {\"choi\n\n"},
	} {
		t.Run(name, func(t *testing.T) {
			h, s, _ := newHub(t)
			s.Script(reply, modeltest.Reply{Text: "second"})
			got := ""
			_, err := h.Chat(testContext(t), chatID, ask("hello"), func(d string) { got += d })
			if err == nil || got != "Half an " || s.Calls() != 1 {
				t.Errorf("error %v, text %q, %d calls", err, got, s.Calls())
			}
			if code := domain.ErrorCode(err); code != domain.CodeUnavailable && code != domain.CodeProvider {
				t.Errorf("code %q", code)
			}
		})
	}
}

func TestRetryAfterIsObeyed(t *testing.T) {
	h, s, _ := newHub(t)
	s.Script(modeltest.Reply{Status: 429, Header: map[string]string{"Retry-After": "1"}})
	start := time.Now()
	if _, err := h.Chat(testContext(t), chatID, ask("hello"), nil); err != nil {
		t.Fatal(err)
	}
	if waited := time.Since(start); waited < time.Second {
		t.Errorf("waited %s, asked were 1s", waited)
	}
	s.Script(modeltest.Reply{Status: 429, Header: map[string]string{"Retry-After": "3600"}})
	_, err := h.Chat(testContext(t), chatID, ask("hello"), nil)
	e := domain.AsError(err)
	if e.Code != domain.CodeRateLimited || !strings.Contains(e.Hint, "1h0m0s") || s.Calls() != 3 {
		t.Errorf("%+v after %d calls", e, s.Calls())
	}
}

func TestTimeLimits(t *testing.T) {
	tests := []struct {
		name   string
		limits model.Limits
		reply  modeltest.Reply
		word   string
	}{
		{"no answer", model.Limits{FirstByte: 60 * time.Millisecond}, modeltest.Reply{StallAt: -1}, "begin"},
		{"stalls", model.Limits{Idle: 60 * time.Millisecond}, modeltest.Reply{Chunks: []string{"a", "b"}, StallAt: 1}, "stopped"},
		{"drips", model.Limits{Total: 150 * time.Millisecond}, modeltest.Reply{Text: strings.Repeat("a ", 5000), Pace: 10}, "longer"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h, s, _ := newHub(t, func(o *model.Options) { o.Limits = tt.limits })
			s.Script(tt.reply)
			_, err := h.Chat(testContext(t), chatID, ask("hello"), nil)
			if !domain.IsCode(err, domain.CodeTimeout) || !strings.Contains(err.Error(), tt.word) {
				t.Errorf("error %v", err)
			}
			if !s.WaitCancelled(testContext(t), 1) {
				t.Error("the server was not left")
			}
		})
	}
}

func TestASlowButLivelyAnswerIsNoTimeout(t *testing.T) {
	h, s, _ := newHub(t, func(o *model.Options) { o.Limits = model.Limits{Idle: 1500 * time.Millisecond} })
	s.Script(modeltest.Reply{Chunks: strings.Split("abcdefghij", ""), Pace: 200})
	resp, err := h.Chat(testContext(t), chatID, ask("hello"), nil)
	if err != nil || resp.Text != "abcdefghij" {
		t.Errorf("%q, %v", resp.Text, err)
	}
}

func TestCancelStopsTheServer(t *testing.T) {
	h, s, _ := newHub(t)
	s.Script(modeltest.Reply{Chunks: []string{"a", "b"}, StallAt: 1})
	ctx, cancel := context.WithCancel(testContext(t))
	_, err := h.Chat(ctx, chatID, ask("hello"), func(string) { cancel() })
	if !domain.IsCode(err, domain.CodeCancelled) {
		t.Errorf("error %v", err)
	}
	if !s.WaitCancelled(testContext(t), 1) {
		t.Error("the server was not left")
	}
}

func TestConcurrencyIsBounded(t *testing.T) {
	h, s, _ := newHub(t, func(o *model.Options) {
		typ := openai.Type()
		typ.Concurrency = 3
		o.Types = model.NewTypes(typ)
	})
	s.Answer(func(modeltest.Request) modeltest.Reply { return modeltest.Reply{Text: "ok", Delay: 5} })
	var wg sync.WaitGroup
	var failed atomic.Int32
	for range 20 {
		wg.Go(func() {
			if _, err := h.Chat(testContext(t), chatID, ask("hello"), nil); err != nil {
				failed.Add(1)
			}
		})
	}
	wg.Wait()
	if failed.Load() != 0 || s.MostAtOnce() > 3 || s.MostAtOnce() < 2 {
		t.Errorf("%d failed, %d at once, allowed are 3", failed.Load(), s.MostAtOnce())
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

func TestJSON(t *testing.T) {
	schema := json.RawMessage(`{"type":"object","properties":{"days":{"type":"integer"}},"required":["days"],"additionalProperties":false}`)
	good := `{"days":28}`
	tests := []struct {
		name    string
		replies []string
		text    string
		calls   int
		code    domain.Code
	}{
		{"valid", []string{good}, good, 1, ""},
		{"in a fence", []string{"Here it is:\n```json\n" + good + "\n```\nBye"}, good, 1, ""},
		{"in prose", []string{"The answer [1] is " + good + "."}, good, 1, ""},
		{"repaired", []string{`{"days":"many"}`, good}, good, 2, ""},
		{"no JSON, repaired", []string{"28 days", good}, good, 2, ""},
		{"never", []string{"28 days", `{"tage":28}`}, "", 2, domain.CodeProvider},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h, s, _ := newHub(t)
			for _, r := range tt.replies {
				s.Script(modeltest.Reply{Text: r})
			}
			req := ask("How many days?")
			req.Schema = schema
			got := ""
			resp, err := h.Chat(testContext(t), chatID, req, func(d string) { got += d })
			if domain.ErrorCode(err) != tt.code || s.Calls() != tt.calls {
				t.Fatalf("error %v after %d calls", err, s.Calls())
			}
			if err == nil && (resp.Text != tt.text || got != tt.text) {
				t.Errorf("text %q, delivered %q", resp.Text, got)
			}
			if tt.calls == 2 && !strings.Contains(s.Requests()[1].Messages(), "corrected JSON") {
				t.Error("the second request does not say what is wrong")
			}
		})
	}
	t.Run("broken schema", func(t *testing.T) {
		h, s, _ := newHub(t)
		req := ask("x")
		req.Schema = json.RawMessage(`{"type":"nonsense"}`)
		_, err := h.Chat(testContext(t), chatID, req, nil)
		if !domain.IsCode(err, domain.CodeInvalid) || s.Calls() != 0 {
			t.Errorf("error %v after %d calls", err, s.Calls())
		}
	})
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

func TestACutFormIsCalledCut(t *testing.T) {
	h, s, _ := newHub(t)
	s.Script(modeltest.Reply{Text: `{"days":`, Finish: "length"}, modeltest.Reply{Text: `{"days":`, Finish: "length"})
	req := ask("How many days?")
	req.JSON = true
	if _, err := h.Chat(testContext(t), chatID, req, nil); err == nil || !strings.Contains(err.Error(), "cut off") {
		t.Errorf("error %v", err)
	}
}

func TestAWaitThatAProviderAsksForHoldsForAllCalls(t *testing.T) {
	h, s, _ := newHub(t)
	s.Script(modeltest.Reply{Status: 429, Header: map[string]string{"Retry-After-Ms": "700"}})
	first := make(chan error, 1)
	go func() {
		_, err := h.Chat(testContext(t), chatID, ask("first"), nil)
		first <- err
	}()
	if !s.WaitCalls(testContext(t), 1) {
		t.Fatal("no call came")
	}
	time.Sleep(50 * time.Millisecond) // lets the refusal arrive
	start := time.Now()
	if _, err := h.Chat(testContext(t), chatID, ask("second"), nil); err != nil {
		t.Fatal(err)
	}
	if waited := time.Since(start); waited < 500*time.Millisecond {
		t.Errorf("the second call waited %s only", waited)
	}
	if err := <-first; err != nil {
		t.Error(err)
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

func TestEmbedInBatches(t *testing.T) {
	h, s, _ := newHub(t)
	texts := make([]string, 150)
	for i := range texts {
		texts[i] = strings.Repeat("word ", i%7) + string(rune('a'+i%26))
	}
	resp, err := h.Embed(testContext(t), embedID, texts, model.PurposeDocument)
	if err != nil {
		t.Fatal(err)
	}
	if len(resp.Vectors) != 150 || s.Calls() != 3 {
		t.Fatalf("%d vectors by %d calls", len(resp.Vectors), s.Calls())
	}
	for i, text := range texts {
		want := modeltest.Vector(text)
		for j := range want {
			if d := resp.Vectors[i][j] - want[j]; d > 1e-5 || d < -1e-5 {
				t.Fatalf("vector %d differs", i)
			}
		}
	}
}

func TestEmbedHalvesWhatIsTooMuch(t *testing.T) {
	h, s, _ := newHub(t)
	s.Script(modeltest.Reply{Status: 413, Raw: "batch size 8 > maximum allowed batch size 4"}, modeltest.Reply{Status: 422, Text: "batch size too large"})
	resp, err := h.Embed(testContext(t), embedID, strings.Split("abcdefgh", ""), model.PurposeDocument)
	if err != nil || len(resp.Vectors) != 8 || s.Calls() != 5 {
		t.Errorf("%d vectors by %d calls, %v", len(resp.Vectors), s.Calls(), err)
	}
}

func TestEmbedChecksVectors(t *testing.T) {
	for name, vectors := range map[string][][]float32{
		"too few":    {make([]float32, modeltest.Dimensions)},
		"zero":       {make([]float32, modeltest.Dimensions), make([]float32, modeltest.Dimensions)},
		"other size": {{1, 0}, {0, 1}},
		"ragged":     {modeltest.Vector("a"), {1}},
	} {
		t.Run(name, func(t *testing.T) {
			h, s, _ := newHub(t)
			s.Script(modeltest.Reply{Vectors: vectors})
			if _, err := h.Embed(testContext(t), embedID, []string{"a", "b"}, model.PurposeQuery); !domain.IsCode(err, domain.CodeProvider) {
				t.Errorf("error %v", err)
			}
		})
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
