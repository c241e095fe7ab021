package app

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"greenlight/backend/domain"
)

// Echo is bound in these tests as the screens are bound in the program.
type Echo struct{}

func (Echo) Join(a []string, sep string) (string, error) { return strings.Join(a, sep), nil }

func (Echo) Refuse(field string) error {
	return domain.Errorf(domain.CodeInvalid, "It is wrong.").WithPath(field).WithHint("Mend it.")
}

func (Echo) Break() (int, error) { panic("a defect with a secret in it") }

type served struct {
	t       *testing.T
	bridge  *bridge
	base    string
	address string
	client  *http.Client
}

func serveBridge(t *testing.T) *served {
	t.Helper()
	assets := fstest.MapFS{
		"index.html":    {Data: []byte("<html><head></head><body>hello</body></html>")},
		"assets/app.js": {Data: []byte("1")},
	}
	files := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, r.URL.Path) })
	b, err := newBridge(assets, newDispatcher([]any{&Echo{}}), newEmitter(), files, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	l, address, err := b.listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- b.serve(ctx, l) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("serve: %v", err)
		}
	})
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &served{t, b, "http://" + l.Addr().String(), address, &http.Client{Jar: jar}}
}

func (s *served) do(method, path, body string, change func(*http.Request)) (int, string) {
	s.t.Helper()
	req, err := http.NewRequest(method, s.base+path, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	req.Header.Set("Origin", s.base)
	if change != nil {
		change(req)
	}
	res, err := s.client.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return res.StatusCode, string(data)
}

func (s *served) enter() {
	s.t.Helper()
	res, err := s.client.Get(s.address)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	page, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK || !strings.Contains(string(page), `<script src="/bridge.js">`) {
		s.t.Fatalf("the address gives %d %q %v", res.StatusCode, page, err)
	}
	if policy := res.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'self'") {
		s.t.Errorf("content policy is %q", policy)
	}
}

func TestBridgeCalls(t *testing.T) {
	s := serveBridge(t)
	s.enter()
	for _, c := range []struct {
		name, body string
		status     int
		want       string
	}{
		{"result", `{"name":"Echo.Join","args":[["a","b"],"-"]}`, 200, `"a-b"`},
		{"error", `{"name":"Echo.Refuse","args":["name"]}`, 422, `{"code":"invalid","message":"It is wrong.","hint":"Mend it.","path":"name"}`},
		{"unknown", `{"name":"Echo.Nothing","args":[]}`, 422, `"not_found"`},
		{"too few values", `{"name":"Echo.Join","args":[["a"]]}`, 422, `takes 2 values`},
		{"wrong shape", `{"name":"Echo.Join","args":["a",1]}`, 422, `wrong shape`},
		{"not JSON", `{`, 400, `"invalid"`},
		{"defect", `{"name":"Echo.Break","args":[]}`, 422, `"internal"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, body := s.do("POST", "/call", c.body, nil)
			if status != c.status || !strings.Contains(body, c.want) {
				t.Errorf("got %d %s, want %d with %s", status, body, c.status, c.want)
			}
			if strings.Contains(body, "secret") {
				t.Errorf("internals reached the browser: %s", body)
			}
		})
	}
}

func TestBridgeKeepsOthersOut(t *testing.T) {
	s := serveBridge(t)
	call := `{"name":"Echo.Join","args":[["a"],""]}`
	if status, _ := s.do("POST", "/call", call, nil); status != http.StatusUnauthorized {
		t.Errorf("without a session: %d", status)
	}
	if status, _ := s.do("GET", "/?token=wrong", "", nil); status != http.StatusUnauthorized {
		t.Errorf("wrong token: %d", status)
	}
	s.enter()
	for _, c := range []struct {
		name   string
		change func(*http.Request)
	}{
		{"other host", func(r *http.Request) { r.Host = "evil.example" }},
		{"other origin", func(r *http.Request) { r.Header.Set("Origin", "http://evil.example") }},
		{"other port's origin", func(r *http.Request) { r.Header.Set("Origin", "http://127.0.0.1:1") }},
		{"no origin", func(r *http.Request) { r.Header.Del("Origin") }},
		{"null origin", func(r *http.Request) { r.Header.Set("Origin", "null") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			if status, body := s.do("POST", "/call", call, c.change); status != http.StatusForbidden {
				t.Errorf("got %d %s", status, body)
			}
		})
	}
	stranger := &served{t, s.bridge, s.base, s.address, &http.Client{}}
	if status, _ := stranger.do("GET", strings.TrimPrefix(s.address, s.base), "", nil); status != http.StatusUnauthorized {
		t.Errorf("the token worked twice: %d", status)
	}
}

func TestBridgeListensOnLoopbackOnly(t *testing.T) {
	s := serveBridge(t)
	for _, addr := range []string{"0.0.0.0:0", "[::]:0", ":0", "example.org:80", "nonsense"} {
		if _, _, err := s.bridge.listen(addr); !domain.IsCode(err, domain.CodeUsage) {
			t.Errorf("%s: %v", addr, err)
		}
	}
}

func TestBridgeStreamsEventsInOrder(t *testing.T) {
	s := serveBridge(t)
	s.enter()
	req, err := http.NewRequest("GET", s.base+"/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := s.client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	lines := bufio.NewScanner(res.Body)
	lines.Scan() // the first line says that listening has begun
	for seq := 1; seq <= 500; seq++ {
		s.bridge.emitter.emitRun(domain.Event{Run: "run_1", Seq: seq, Type: domain.EventDelta, Delta: "x"})
		if seq%100 == 0 {
			time.Sleep(runPause)
		}
	}
	next := 1
	for next <= 500 && lines.Scan() {
		data, ok := strings.CutPrefix(lines.Text(), "data: ")
		if !ok {
			continue
		}
		var f struct {
			Name string         `json:"name"`
			Data []domain.Event `json:"data"`
		}
		if err := json.Unmarshal([]byte(data), &f); err != nil {
			t.Fatal(err)
		}
		for _, ev := range f.Data {
			if ev.Seq != next {
				t.Fatalf("event %d came after %d", ev.Seq, next-1)
			}
			next++
		}
	}
	if next != 501 {
		t.Errorf("%d of 500 events came: %v", next-1, lines.Err())
	}
}

func TestSlowListenerIsCutOff(t *testing.T) {
	e := newEmitter()
	slow, stop := e.listen()
	defer stop()
	for range clientBuffer + 1 {
		e.emit("job", 1)
	}
	count := 0
	for range slow {
		count++
	}
	if count != clientBuffer {
		t.Errorf("%d frames, want %d and then the end", count, clientBuffer)
	}
}
