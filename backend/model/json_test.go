package model_test

import (
	"encoding/json"
	"strings"
	"testing"

	"greenlight/backend/domain"
	"greenlight/backend/model/modeltest"
)

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

func TestACutFormIsCalledCut(t *testing.T) {
	h, s, _ := newHub(t)
	s.Script(modeltest.Reply{Text: `{"days":`, Finish: "length"}, modeltest.Reply{Text: `{"days":`, Finish: "length"})
	req := ask("How many days?")
	req.JSON = true
	if _, err := h.Chat(testContext(t), chatID, req, nil); err == nil || !strings.Contains(err.Error(), "cut off") {
		t.Errorf("error %v", err)
	}
}
