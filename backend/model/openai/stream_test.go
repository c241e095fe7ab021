package openai_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"greenlight/backend/domain"
	"greenlight/backend/model"
	"greenlight/backend/model/openai"
)

// canned answers every request with one body.
type canned string

func (c canned) RoundTrip(req *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, Status: "200 OK", Request: req, Header: http.Header{"Content-Type": {"text/event-stream"}},
		Body: io.NopCloser(strings.NewReader(string(c)))}, nil
}

// FuzzStream feeds any bytes as a stream: it never panics, errors are plain, and the deltas
// give the text.
func FuzzStream(f *testing.F) {
	f.Add("data: {\"choices\":[{\"delta\":{\"content\":\"<think>a</think>b\"}}]}\n\ndata: [DONE]\n\n")
	f.Add("data: {\"error\":{\"message\":\"x\",\"code\":500}}\n\n")
	f.Add("data: {\"object\":\"error\",\"message\":\"x\",\"code\":400}\n\n")
	f.Add("data: {\"choices\":[{\"delta\":{\"content\":[{\"type\":\"text\",\"text\":\"a\"}]},\"finish_reason\":\"length\"}],\"usage\":null}\n\n")
	f.Add(": hello\n\ndata: null\n\ndata: 1\n\n")
	f.Fuzz(func(t *testing.T, body string) {
		p, err := openai.New(model.Connection{Provider: domain.Provider{Name: "lab", Address: "http://127.0.0.1:1/v1"},
			Key: func(context.Context) (string, error) { return "", nil }, HTTP: &http.Client{Transport: canned(body)}})
		if err != nil {
			t.Fatal(err)
		}
		joined := ""
		resp, err := p.Chat(context.Background(), request("x"), func(d string) { joined += d })
		if err != nil {
			if domain.ErrorCode(err) == domain.CodeInternal {
				t.Errorf("%q gives %v", body, err)
			}
			return
		}
		if joined != resp.Text {
			t.Errorf("%q gives the deltas %q and the text %q", body, joined, resp.Text)
		}
	})
}

func FuzzList(f *testing.F) {
	f.Add(`{"data":[{"id":"a","pricing":{"prompt":"1e-6","completion":"NaN"}}]}`)
	f.Add(`[{"id":"a","type":"chat"}]`)
	f.Fuzz(func(t *testing.T, body string) {
		p, err := openai.New(model.Connection{Provider: domain.Provider{Name: "lab", Address: "http://127.0.0.1:1/v1"},
			Key: func(context.Context) (string, error) { return "", nil }, HTTP: &http.Client{Transport: canned(body)}})
		if err != nil {
			t.Fatal(err)
		}
		list, err := p.List(context.Background())
		if err != nil && domain.ErrorCode(err) == domain.CodeInternal {
			t.Errorf("%q gives %v", body, err)
		}
		for _, m := range list {
			if m.Name == "" || !(m.PriceIn >= 0) || m.Context < 0 {
				t.Errorf("%q gives %+v", body, m)
			}
		}
	})
}
