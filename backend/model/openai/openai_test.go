package openai_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"greenlight/backend/domain"
	"greenlight/backend/model"
	"greenlight/backend/model/modeltest"
	"greenlight/backend/model/openai"
)

func newProvider(t *testing.T, preset, address, key string) model.Provider {
	t.Helper()
	p, err := openai.New(model.Connection{
		Provider: domain.Provider{Name: "lab", Type: "openai", Preset: preset, Address: address, Local: true},
		Key:      func(context.Context) (string, error) { return key, nil }, HTTP: http.DefaultClient})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func request(text string) model.ChatRequest {
	return model.ChatRequest{Model: modeltest.ChatModel, Messages: []model.Message{{Role: model.RoleUser, Content: text}}}
}

func TestConformance(t *testing.T) {
	s := modeltest.NewServer(t)
	s.RequireKey("sk-1")
	modeltest.Run(t, modeltest.Suite{Provider: newProvider(t, "other", s.URL, "sk-1"), Chat: modeltest.ChatModel,
		Embedding: modeltest.EmbeddingModel, Listed: true, Talks: true,
		Slow: func(r model.ChatRequest) model.ChatRequest {
			s.Script(modeltest.Reply{Text: strings.Repeat("word ", 1000), Pace: 10})
			return r
		}})
}

func TestTemperatureZeroIsSent(t *testing.T) {
	s := modeltest.NewServer(t)
	zero, one, seed := 0.0, 1.0, 0
	req := request("hello")
	req.Temperature, req.TopP, req.Seed, req.Stop, req.MaxTokens = &zero, &one, &seed, []string{"END"}, 77
	if _, err := newProvider(t, "other", s.URL, "").Chat(context.Background(), req, nil); err != nil {
		t.Fatal(err)
	}
	sent := string(s.Requests()[0].Body)
	for _, want := range []string{`"temperature":0`, `"top_p":1`, `"seed":0`, `"stop":["END"]`, `"max_tokens":77`, `"stream":true`, `"include_usage":true`} {
		if !strings.Contains(sent, want) {
			t.Errorf("%s is missing in %s", want, sent)
		}
	}
	if s.Requests()[0].Header.Get("Authorization") != "" {
		t.Error("a key was sent though there is none")
	}
}

func TestWhatAServiceRefusesIsLeftOut(t *testing.T) {
	s := modeltest.NewServer(t)
	s.Refuse("stream_options", "temperature", "top_p", "seed", "max_tokens", "response_format:json_schema", "response_format:json_object")
	p := newProvider(t, "other", s.URL, "")
	zero, seed := 0.5, 7
	req := request("How many days?")
	req.Temperature, req.TopP, req.Seed, req.MaxTokens = &zero, &zero, &seed, 50
	req.Schema = []byte(`{"type":"object","properties":{"days":{"type":"integer"}}}`)
	s.Answer(func(modeltest.Request) modeltest.Reply { return modeltest.Reply{Text: `{"days":1}`} })
	resp, err := p.Chat(context.Background(), req, nil)
	if err != nil || resp.Text != `{"days":1}` {
		t.Fatalf("%q, %v", resp.Text, err)
	}
	last := s.Requests()[s.Calls()-1]
	if !strings.Contains(last.Messages(), "JSON Schema") || !strings.Contains(last.Messages(), `"days"`) {
		t.Errorf("the form is not said in words: %s", last.Messages())
	}
	before := s.Calls()
	if _, err := p.Chat(context.Background(), req, nil); err != nil || s.Calls() != before+1 {
		t.Errorf("the second call took %d requests, %v: what was learnt is forgotten", s.Calls()-before, err)
	}
}

func TestReasoningModelsOfOpenAI(t *testing.T) {
	s := modeltest.NewServer(t)
	zero := 0.0
	req := request("hello")
	req.Model, req.Temperature, req.MaxTokens = "gpt-5-mini", &zero, 50
	if _, err := newProvider(t, "openai", s.URL, "k").Chat(context.Background(), req, nil); err != nil {
		t.Fatal(err)
	}
	sent := string(s.Requests()[0].Body)
	if strings.Contains(sent, "temperature") || !strings.Contains(sent, `"max_completion_tokens":50`) {
		t.Errorf("sent %s", sent)
	}
}

func TestForms(t *testing.T) {
	tests := []struct {
		name             string
		reply            modeltest.Reply
		text, reasoning  string
		finish           string
		tokensIn, deltas int
	}{
		{name: "whole", reply: modeltest.Reply{Text: "two words", Whole: true, TokensIn: 9}, text: "two words", finish: "stop", tokensIn: 9, deltas: 1},
		{name: "length", reply: modeltest.Reply{Text: "two", Finish: "length", TokensIn: 9}, text: "two", finish: "length", tokensIn: 9, deltas: 1},
		{name: "filter", reply: modeltest.Reply{Text: "two", Finish: "content_filter", TokensIn: 9}, text: "two", finish: "filter", tokensIn: 9, deltas: 1},
		{name: "reasoning apart", reply: modeltest.Reply{Reasoning: "hm", Text: "two", TokensIn: 9}, text: "two", reasoning: "hm", finish: "stop", tokensIn: 9, deltas: 1},
		{name: "reasoning in marks", reply: modeltest.Reply{Chunks: []string{" <th", "ink>h", "m</th", "ink>\n", "\ntwo ", "words"}, TokensIn: 9}, text: "two words", reasoning: "hm", finish: "stop", tokensIn: 9, deltas: 2},
		{name: "no marks", reply: modeltest.Reply{Chunks: []string{"<", "b>two"}, TokensIn: 9}, text: "<b>two", finish: "stop", tokensIn: 9, deltas: 1},
		{name: "no finish, end mark", reply: modeltest.Reply{Text: "two", Finish: "-", TokensIn: 9}, text: "two", finish: "stop", tokensIn: 9, deltas: 1},
		{name: "content in pieces", reply: modeltest.Reply{Raw: `data: {"choices":[{"index":0,"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"hm"}]},{"type":"text","text":"two"}]},"finish_reason":"stop"}],"usage":{"prompt_tokens":9}}` + "\n\ndata: [DONE]\n\n"},
			text: "two", reasoning: "hm", finish: "stop", tokensIn: 9, deltas: 1},
		{name: "comments between", reply: modeltest.Reply{Raw: strings.Repeat(": PROCESSING\n\n", 500) + `data: {"choices":[{"index":0,"delta":{"content":"two"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9}}` + "\n\ndata: [DONE]\n\n"},
			text: "two", finish: "stop", tokensIn: 9, deltas: 1},
		{name: "refusal", reply: modeltest.Reply{Raw: `data: {"choices":[{"index":0,"delta":{"refusal":"I cannot."},"finish_reason":"stop"}],"usage":{"prompt_tokens":9}}` + "\n\ndata: [DONE]\n\n"},
			text: "I cannot.", finish: "filter", tokensIn: 9, deltas: 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := modeltest.NewServer(t)
			s.Script(tt.reply)
			deltas, joined := 0, ""
			resp, err := newProvider(t, "other", s.URL, "").Chat(context.Background(), request("hello"), func(d string) { deltas++; joined += d })
			if err != nil {
				t.Fatal(err)
			}
			if resp.Text != tt.text || joined != tt.text || resp.Reasoning != tt.reasoning || resp.Finish != tt.finish || resp.TokensIn != tt.tokensIn || deltas != tt.deltas {
				t.Errorf("text %q, joined %q, reasoning %q, finish %q, tokens %d, %d deltas", resp.Text, joined, resp.Reasoning, resp.Finish, resp.TokensIn, deltas)
			}
		})
	}
}

func TestNonsense(t *testing.T) {
	for name, raw := range map[string]string{
		"page":    "<html>Welcome</html>",
		"empty":   "",
		"numbers": "data: 12\n\n",
		"endless": "data: " + strings.Repeat("{", 10000) + "\n\n",
	} {
		t.Run(name, func(t *testing.T) {
			s := modeltest.NewServer(t)
			reply := modeltest.Reply{Raw: raw}
			if raw == "" {
				reply = modeltest.Reply{Chunks: []string{"x"}, EndAt: 1}
			}
			s.Script(reply)
			_, err := newProvider(t, "other", s.URL, "").Chat(context.Background(), request("hello"), nil)
			if code := domain.ErrorCode(err); code != domain.CodeProvider && code != domain.CodeUnavailable {
				t.Errorf("error %v", err)
			}
		})
	}
}

func TestAzure(t *testing.T) {
	s := modeltest.NewServer(t)
	s.RequireKey("azure-key")
	p := newProvider(t, "azure", strings.TrimSuffix(s.URL, "/v1"), "azure-key")
	req := request("hello")
	req.Model = "my-deployment.4o"
	if _, err := p.Chat(context.Background(), req, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Embed(context.Background(), model.EmbedRequest{Model: "emb", Texts: []string{"a"}}); err != nil {
		t.Fatal(err)
	}
	if path := s.Requests()[0].Path; path != "/openai/deployments/my-deployment.4o/chat/completions?api-version=2024-10-21" {
		t.Errorf("path %s", path)
	}
	if s.Requests()[0].Header.Get("Authorization") != "" || s.Requests()[0].Header.Get("Api-Key") != "azure-key" {
		t.Errorf("headers %v", s.Requests()[0].Header)
	}
	if _, err := p.List(context.Background()); !domain.IsCode(err, domain.CodeUnsupported) {
		t.Errorf("list gives %v", err)
	}
	v1 := newProvider(t, "azure", strings.TrimSuffix(s.URL, "/v1")+"/openai/v1", "azure-key")
	if _, err := v1.Chat(context.Background(), req, nil); err != nil {
		t.Fatal(err)
	}
	if path := s.Requests()[2].Path; path != "/openai/v1/chat/completions" {
		t.Errorf("path %s", path)
	}
}

func TestListReadsWhatServicesTell(t *testing.T) {
	tests := []struct {
		name, body string
		want       []domain.Model
	}{
		{"openrouter", `{"data":[{"id":"meta-llama/llama-3.3-70b-instruct","name":"Llama","context_length":131072,"pricing":{"prompt":"0.0000001","completion":"0.00000025"}}]}`,
			[]domain.Model{{Name: "meta-llama/llama-3.3-70b-instruct", Kind: domain.ModelChat, Context: 131072, PriceIn: 0.1, PriceOut: 0.25, PriceKnown: true}}},
		{"together", `[{"id":"a/b","type":"chat","display_name":"B","context_length":4096,"license":"mit","pricing":{"input":0.18,"output":0.2}},{"id":"img","type":"image"}]`,
			[]domain.Model{{Name: "a/b", Kind: domain.ModelChat, Context: 4096, PriceIn: 0.18, PriceOut: 0.2, PriceKnown: true, Licence: "mit"}}},
		{"openai", `{"data":[{"id":"whisper-1"},{"id":"gpt-4o","shutdown_date":"2027-01-15"},{"id":"text-embedding-3-small"},{"id":"gpt-4o"}]}`,
			[]domain.Model{{Name: "gpt-4o", Kind: domain.ModelChat, Shutdown: "2027-01-15"}, {Name: "text-embedding-3-small", Kind: domain.ModelEmbedding}}},
		{"mistral", `{"data":[{"id":"mistral-embed","max_context_length":8192,"capabilities":{"completion_chat":false}},{"id":"x-ocr-latest"}]}`,
			[]domain.Model{{Name: "mistral-embed", Kind: domain.ModelEmbedding, Context: 8192}}},
		{"vllm", `{"data":[{"id":"q","max_model_len":32768}]}`, []domain.Model{{Name: "q", Kind: domain.ModelChat, Context: 32768}}},
		{"nothing", `{"data":[]}`, []domain.Model{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := modeltest.NewServer(t)
			s.List(tt.body)
			got, err := newProvider(t, "other", s.URL, "").List(context.Background())
			if err != nil || len(got) != len(tt.want) {
				t.Fatalf("%+v, %v", got, err)
			}
			for i, want := range tt.want {
				g := got[i]
				if g.Name != want.Name || g.Kind != want.Kind || g.Context != want.Context || g.PriceKnown != want.PriceKnown ||
					g.PriceIn-want.PriceIn > 1e-9 || want.PriceIn-g.PriceIn > 1e-9 || g.Shutdown != want.Shutdown || g.Licence != want.Licence {
					t.Errorf("%+v, want %+v", g, want)
				}
			}
		})
	}
}

func TestConnectionsAreUsedAgain(t *testing.T) {
	s := modeltest.NewServer(t)
	opened := map[string]bool{}
	s.Answer(func(r modeltest.Request) modeltest.Reply { return modeltest.Reply{Text: "ok"} })
	p := newProvider(t, "other", s.URL, "")
	for range 5 {
		if _, err := p.Chat(context.Background(), request("x"), nil); err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range s.Requests() {
		opened[r.Client] = true
	}
	if len(opened) != 1 {
		t.Errorf("%d connections for 5 calls in a row", len(opened))
	}
}
