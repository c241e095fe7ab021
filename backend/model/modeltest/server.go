// Package modeltest tests providers: a conformance suite that every adapter passes, and a
// scripted server that speaks the OpenAI protocol on loopback and streams, stalls, fails and
// lies as told.
package modeltest

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// Models that a new server lists.
const (
	ChatModel      = "scripted-chat"
	EmbeddingModel = "scripted-embed"
)

// Reply says how the server answers one request. The zero value streams Text "".
type Reply struct {
	Text      string            `json:"text,omitempty"`      // whole answer, parted into words as it streams
	Chunks    []string          `json:"chunks,omitempty"`    // the exact stretches instead of Text
	Reasoning string            `json:"reasoning,omitempty"` // sent first, as reasoning_content
	Finish    string            `json:"finish,omitempty"`    // finish_reason; "" for stop, "-" for none
	Status    int               `json:"status,omitempty"`    // other than 0 and 200: an error with Text as its message
	Code      string            `json:"code,omitempty"`      // error code, such as insufficient_quota
	Header    map[string]string `json:"header,omitempty"`    // for example Retry-After
	Raw       string            `json:"raw,omitempty"`       // body instead of a proper one
	TokensIn  int               `json:"tokensIn,omitempty"`  // usage; 0 for a plausible count
	TokensOut int               `json:"tokensOut,omitempty"` //
	NoUsage   bool              `json:"noUsage,omitempty"`
	Whole     bool              `json:"whole,omitempty"`   // do not stream although asked to
	Delay     int               `json:"delay,omitempty"`   // milliseconds before the answer begins
	Pace      int               `json:"pace,omitempty"`    // milliseconds before each stretch
	StallAt   int               `json:"stallAt,omitempty"` // after so many stretches say nothing until the client leaves; -1: before the headers
	CutAt     int               `json:"cutAt,omitempty"`   // after so many stretches break the connection; -1: before the headers
	EndAt     int               `json:"endAt,omitempty"`   // after so many stretches end cleanly, without finish or end mark
	ErrorAt   int               `json:"errorAt,omitempty"` // after so many stretches send an error event with Raw, or Text's message
	Vectors   [][]float32       `json:"vectors,omitempty"` // for embeddings, instead of computed ones
	Redirect  string            `json:"redirect,omitempty"`
}

// Request is what the server saw of one request.
type Request struct {
	Method    string
	Path      string // with its query
	Header    http.Header
	Body      []byte
	Client    string // address of the client, one a connection
	Cancelled bool   // the client left before the answer was complete
}

// Field decodes a field of the request's JSON body into v and reports whether it is there.
func (r Request) Field(name string, v any) bool {
	var fields map[string]json.RawMessage
	if json.Unmarshal(r.Body, &fields) != nil {
		return false
	}
	raw, ok := fields[name]
	return ok && json.Unmarshal(raw, v) == nil
}

// Messages gives the conversation as "role: content" lines.
func (r Request) Messages() string {
	var list []struct{ Role, Content string }
	r.Field("messages", &list)
	var b strings.Builder
	for _, m := range list {
		b.WriteString(m.Role + ": " + m.Content + "\n")
	}
	return b.String()
}

// Server is a scripted service. Its methods may be called while it runs.
type Server struct {
	URL string // base address, ends in /v1

	http     *http.Server
	listener net.Listener
	done     chan struct{}

	mu       sync.Mutex
	queue    []Reply
	answer   func(Request) Reply
	refuse   []string
	key      string
	list     string
	requests []*Request
	running  int
	most     int
}

// NewServer starts a server that is closed when the test ends.
func NewServer(t testing.TB) *Server {
	t.Helper()
	s, err := Start("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// Start starts a server at an address such as 127.0.0.1:0.
func Start(addr string) (*Server, error) {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, err
	}
	s := &Server{URL: "http://" + l.Addr().String() + "/v1", listener: l, done: make(chan struct{}), list: defaultList}
	s.http = &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		defer close(s.done)
		_ = s.http.Serve(l) // always ends with ErrServerClosed
	}()
	return s, nil
}

// Close stops the server, also for stalled requests, and waits for it.
func (s *Server) Close() error {
	err := s.http.Close()
	<-s.done
	if errors.Is(err, http.ErrServerClosed) || errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}

// Script queues replies for the next chat and embedding requests. Afterwards, or without any,
// the server answers by itself: see Answer.
func (s *Server) Script(replies ...Reply) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue = append(s.queue, replies...)
}

// Answer sets what makes the replies when none are queued. The default repeats the last
// message's last line, after "You said: ", or gives a JSON value where one is asked for.
func (s *Server) Answer(f func(Request) Reply) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer = f
}

// Refuse makes the server answer 400 to requests that have one of the fields, as services do
// that do not know them. "response_format:json_schema" refuses one type only.
func (s *Server) Refuse(fields ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refuse = fields
}

// RequireKey makes the server answer 401, echoing the wrong key as some services do, to
// requests without the key.
func (s *Server) RequireKey(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.key = key
}

// List sets the JSON that GET /models answers.
func (s *Server) List(body string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.list = body
}

// Requests gives what was asked so far.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]Request, len(s.requests))
	for i, r := range s.requests {
		out[i] = *r
	}
	return out
}

// Calls counts the requests so far.
func (s *Server) Calls() int { return len(s.Requests()) }

// MostAtOnce gives the highest number of requests that ran at the same time.
func (s *Server) MostAtOnce() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.most
}

// WaitCancelled waits until n requests were left by their clients, or ctx ends, and reports
// which.
func (s *Server) WaitCancelled(ctx context.Context, n int) bool {
	for {
		left := 0
		for _, r := range s.Requests() {
			if r.Cancelled {
				left++
			}
		}
		if left >= n {
			return true
		}
		select {
		case <-ctx.Done():
			return false
		case <-time.After(2 * time.Millisecond):
		}
	}
}

// WaitCalls waits until n requests have come, or ctx ends, and reports which.
func (s *Server) WaitCalls(ctx context.Context, n int) bool {
	for s.Calls() < n {
		select {
		case <-ctx.Done():
			return false
		case <-time.After(2 * time.Millisecond):
		}
	}
	return true
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, 64<<20))
	if err != nil {
		return
	}
	if strings.HasPrefix(r.URL.Path, "/_") {
		s.control(w, r, body)
		return
	}
	req := &Request{Client: r.RemoteAddr, Method: r.Method, Path: r.URL.RequestURI(), Header: r.Header.Clone(), Body: body}
	s.enter(req)
	defer s.leave(req, r)
	path := strings.TrimPrefix(r.URL.Path, "/v1")
	switch {
	case s.refused(w, *req):
	case path == "/models" && r.Method == http.MethodGet:
		s.mu.Lock()
		list := s.list
		s.mu.Unlock()
		writeJSON(w, http.StatusOK, json.RawMessage(list))
	case strings.HasSuffix(path, "/chat/completions") && r.Method == http.MethodPost:
		chat(w, r, *req, s.reply(*req))
	case strings.HasSuffix(path, "/embeddings") && r.Method == http.MethodPost:
		embed(w, r, *req, s.reply(*req))
	default:
		fail(w, http.StatusNotFound, "not_found", "There is nothing at "+r.URL.Path)
	}
}

func (s *Server) enter(req *Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = append(s.requests, req)
	s.running++
	s.most = max(s.most, s.running)
}

func (s *Server) leave(req *Request, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.running--
	req.Cancelled = r.Context().Err() != nil
}

func (s *Server) reply(req Request) Reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.queue) > 0 {
		r := s.queue[0]
		s.queue = s.queue[1:]
		return r
	}
	if s.answer != nil {
		return s.answer(req)
	}
	return echo(req)
}
