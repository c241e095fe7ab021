package model_test

import (
	"context"
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
