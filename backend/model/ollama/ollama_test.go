package ollama_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"greenlight/backend/domain"
	"greenlight/backend/model"
	"greenlight/backend/model/guard"
	"greenlight/backend/model/ollama"
)

const shown = `{"capabilities":["completion","tools"],"license":"LLAMA 3.2 COMMUNITY LICENSE AGREEMENT","model_info":{"general.architecture":"llama","llama.context_length":16384}}`

// scripted answers /api/show by itself and everything else with one status and body.
func scripted(t *testing.T, status int, body string) (model.Provider, *string) {
	t.Helper()
	asked := ""
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/api/show" && status != http.StatusNotFound {
			_, _ = io.WriteString(w, shown)
			return
		}
		b, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		asked = string(b)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(s.Close)
	p, _ := newProvider(t, s.URL)
	return p, &asked
}

func hello(text string) model.ChatRequest {
	return model.ChatRequest{Model: "m", Messages: []model.Message{{Role: model.RoleUser, Content: text}}}
}

func TestWhatOllamaSays(t *testing.T) {
	tests := []struct {
		name   string
		status int
		body   string
		code   domain.Code
	}{
		{"missing", 404, `{"error":"model 'm' not found"}`, domain.CodeNoModel},
		{"no chat", 400, `{"error":"\"m\" does not support chat"}`, domain.CodeUnsupported},
		{"memory", 500, `{"error":"model requires more system memory (9.3 GiB) than is available (2.1 GiB)"}`, domain.CodeUnavailable},
		{"old", 412, `{"error":"pull model manifest: 412: The model you are attempting to pull requires a newer version of Ollama."}`, domain.CodeUnsupported},
		{"too long", 400, `{"error":"the input length exceeds the context length"}`, domain.CodeTooLong},
		{"cloud", 401, `{"error":"unauthorized","signin_url":"https://ollama.com/connect"}`, domain.CodeBadKey},
		{"busy", 503, `{"error":"server busy, please try again.  maximum pending requests exceeded"}`, domain.CodeUnavailable},
		{"no JSON", 200, `Welcome`, domain.CodeUnavailable},
		{"error line", 200, `{"message":{"role":"assistant","content":"a"},"done":false}` + "\n" + `{"error":"runner crashed"}` + "\n", domain.CodeUnavailable},
		{"cut", 200, `{"message":{"role":"assistant","content":"a"},"done":false}` + "\n", domain.CodeUnavailable},
		{"empty", 200, "", domain.CodeUnavailable},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, _ := scripted(t, tt.status, tt.body)
			_, err := p.Chat(testContext(t), hello("x"), nil)
			e := domain.AsError(err)
			if e == nil || e.Code != tt.code || e.Hint == "" {
				t.Errorf("%+v, want %s", e, tt.code)
			}
		})
	}
}

func TestTheContextIsLongEnough(t *testing.T) {
	done := `{"message":{"role":"assistant","content":"a"},"done":true,"done_reason":"stop","prompt_eval_count":5,"eval_count":1}` + "\n"
	for words, want := range map[int]string{10: `"num_ctx":8192`, 6000: `"num_ctx":16384`, 60000: `"num_ctx":16384`} {
		p, asked := scripted(t, 200, done)
		if _, err := p.Chat(testContext(t), hello(strings.Repeat("word ", words)), nil); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(*asked, want) || !strings.Contains(*asked, `"truncate":false`) {
			t.Errorf("%d words: want %s, sent …%s", words, want, (*asked)[max(0, len(*asked)-200):])
		}
	}
}

func TestNothingThere(t *testing.T) {
	address, err := freeAddress()
	if err != nil {
		t.Fatal(err)
	}
	p, _ := newProvider(t, address)
	_, err = p.List(testContext(t))
	e := domain.AsError(err)
	if e == nil || e.Code != domain.CodeUnavailable || !strings.Contains(e.Message, "Nothing answers") || !strings.Contains(e.Hint, "Start") {
		t.Errorf("%+v", e)
	}
}

func TestStartFailsInPlainWords(t *testing.T) {
	g := guard.New(guard.Options{Directory: &directory{}})
	t.Cleanup(g.Close)
	address, err := freeAddress()
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" {
		program := filepath.Join(t.TempDir(), "ollama")
		if err := os.WriteFile(program, []byte("#!/bin/sh\necho broken >&2\nexit 3\n"), 0o700); err != nil {
			t.Fatal(err)
		}
		_, err := ollama.Start(testContext(t), g, ollama.StartOptions{Program: program, Address: address})
		if e := domain.AsError(err); e == nil || e.Code != domain.CodeUnavailable || e.Err == nil || !strings.Contains(e.Err.Error(), "broken") {
			t.Errorf("a program that ends gives %+v", e)
		}
		slow := filepath.Join(t.TempDir(), "ollama")
		if err := os.WriteFile(slow, []byte("#!/bin/sh\nexec sleep 60\n"), 0o700); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(testContext(t))
		cancel()
		if _, err := ollama.Start(ctx, g, ollama.StartOptions{Program: slow, Address: address}); !domain.IsCode(err, domain.CodeCancelled) {
			t.Errorf("a cancelled start gives %v", err)
		}
	}
	if _, err := ollama.Start(testContext(t), g, ollama.StartOptions{Program: filepath.Join(t.TempDir(), "none"), Address: address}); !domain.IsCode(err, domain.CodeUnavailable) {
		t.Errorf("a missing program gives %v", err)
	}
}

func TestAddress(t *testing.T) {
	for env, want := range map[string]string{
		"": "http://127.0.0.1:11434", "0.0.0.0": "http://127.0.0.1:11434", "127.0.0.1:5000": "http://127.0.0.1:5000",
		"http://localhost:9": "http://localhost:9", "[::]:7": "http://127.0.0.1:7",
	} {
		t.Setenv("OLLAMA_HOST", env)
		if got := ollama.Address(); got != want {
			t.Errorf("OLLAMA_HOST=%q gives %s, want %s", env, got, want)
		}
	}
}

func TestFindLooksOnThisComputerOnly(t *testing.T) {
	g := guard.New(guard.Options{Directory: &directory{}})
	t.Cleanup(g.Close)
	t.Setenv("OLLAMA_HOST", "http://192.0.2.1:11434")
	if f := ollama.Find(testContext(t), g); f.Running {
		t.Errorf("%+v", f)
	}
}
