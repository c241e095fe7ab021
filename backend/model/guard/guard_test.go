package guard_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"greenlight/backend/domain"
	"greenlight/backend/model/guard"
)

type workspace struct {
	mu        sync.Mutex
	providers map[string]domain.Provider
	records   []domain.Egress
}

func (w *workspace) Provider(_ context.Context, name string) (domain.Provider, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if p, ok := w.providers[name]; ok {
		return p, nil
	}
	return domain.Provider{}, domain.NotFound("connection", name)
}

func (w *workspace) AddEgress(_ context.Context, e domain.Egress) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.records = append(w.records, e)
	return nil
}

func (w *workspace) all() []domain.Egress {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]domain.Egress{}, w.records...)
}

func serve(t *testing.T, f http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(f)
	t.Cleanup(s.Close)
	return s.URL
}

func newGuard(t *testing.T, o guard.Options, addresses map[string]string) (*guard.Guard, *workspace) {
	t.Helper()
	w := &workspace{providers: map[string]domain.Provider{}}
	for name, a := range addresses {
		w.providers[name] = domain.Provider{Name: name, Address: a}
	}
	o.Directory, o.Sink = w, w
	g := guard.New(o)
	t.Cleanup(g.Close)
	return g, w
}

func get(t *testing.T, c *http.Client, address string) (string, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(guard.With(ctx, &guard.Call{Purpose: "chat"}), http.MethodPost, address, strings.NewReader("12345"))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := c.Do(req)
	if err != nil {
		return "", err
	}
	b, err := io.ReadAll(resp.Body)
	return string(b), errors.Join(err, resp.Body.Close())
}

func ok(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	_, _ = io.WriteString(w, "answer")
}

func TestOnlyTheProvidersOwnAddressIsReached(t *testing.T) {
	own, other := serve(t, ok), serve(t, func(http.ResponseWriter, *http.Request) { t.Error("the other server was reached") })
	g, w := newGuard(t, guard.Options{}, map[string]string{"own": own + "/v1", "second": own})
	c := g.Client("own")
	if body, err := get(t, c, own+"/v1/x"); err != nil || body != "answer" {
		t.Fatalf("%q, %v", body, err)
	}
	for _, address := range []string{other, strings.Replace(own, "127.0.0.1", "localhost", 1), strings.Replace(own, "http:", "https:", 1), "http://192.0.2.1/"} {
		if _, err := get(t, c, address); !domain.IsCode(err, domain.CodeRefused) {
			t.Errorf("%s gives %v", address, err)
		}
	}
	if _, err := get(t, g.Client("unknown"), own); !domain.IsCode(err, domain.CodeNotFound) {
		t.Errorf("an unknown provider gives %v", err)
	}
	w.mu.Lock()
	delete(w.providers, "own")
	w.mu.Unlock()
	if _, err := get(t, c, own+"/v1/x"); !domain.IsCode(err, domain.CodeNotFound) {
		t.Errorf("a removed provider gives %v, although its connection is still open", err)
	}
	g.Close()
	if rec := w.all(); len(rec) != 1 || rec[0].Sent != 5 || rec[0].Received != 6 || rec[0].Status != 200 || !rec[0].Local || rec[0].Purpose != "chat" || rec[0].Provider != "own" {
		t.Errorf("records %+v", rec)
	}
}

func TestRedirects(t *testing.T) {
	elsewhere := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("a redirect led elsewhere") })
	var own string
	own = serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/away":
			http.Redirect(w, r, elsewhere, http.StatusTemporaryRedirect)
		case "/here":
			http.Redirect(w, r, own+"/there", http.StatusTemporaryRedirect)
		case "/loop":
			http.Redirect(w, r, own+"/loop", http.StatusTemporaryRedirect)
		default:
			ok(w, r)
		}
	})
	g, _ := newGuard(t, guard.Options{}, map[string]string{"own": own})
	if _, err := get(t, g.Client("own"), own+"/away"); !domain.IsCode(err, domain.CodeRefused) {
		t.Errorf("elsewhere gives %v", err)
	}
	if body, err := get(t, g.Client("own"), own+"/here"); err != nil || body != "answer" {
		t.Errorf("on the same server: %q, %v", body, err)
	}
	if _, err := get(t, g.Client("own"), own+"/loop"); !domain.IsCode(err, domain.CodeProvider) {
		t.Errorf("a loop gives %v", err)
	}
}

func TestEnvironmentProxiesDoNotCount(t *testing.T) {
	proxy := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("the proxy of the environment was used") })
	t.Setenv("HTTP_PROXY", proxy)
	t.Setenv("http_proxy", proxy)
	g, _ := newGuard(t, guard.Options{}, map[string]string{"far": "http://far.test:1"})
	if _, err := get(t, g.Client("far"), "http://far.test:1/"); err == nil {
		t.Error("a name that does not exist answers")
	}
}

func TestAnExplicitProxyIsUsed(t *testing.T) {
	seen := ""
	proxy, err := url.Parse(serve(t, func(w http.ResponseWriter, r *http.Request) { seen = r.URL.String(); ok(w, r) }))
	if err != nil {
		t.Fatal(err)
	}
	own := serve(t, ok)
	g, w := newGuard(t, guard.Options{Proxy: proxy}, map[string]string{"far": "http://far.test:8000", "own": own})
	if body, err := get(t, g.Client("far"), "http://far.test:8000/x"); err != nil || body != "answer" || seen != "http://far.test:8000/x" {
		t.Fatalf("%q, %v, the proxy saw %q", body, err, seen)
	}
	seen = ""
	if _, err := get(t, g.Client("own"), own); err != nil || seen != "" {
		t.Errorf("%v, loopback went through the proxy: %q", err, seen)
	}
	g.Close()
	if rec := w.all(); len(rec) != 2 || rec[0].Local || !rec[1].Local {
		t.Errorf("records %+v", rec)
	}
}

func TestAnswersHaveALimit(t *testing.T) {
	own := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		for range 100 {
			if _, err := w.Write(make([]byte, 64<<10)); err != nil {
				return
			}
		}
	})
	g, _ := newGuard(t, guard.Options{Limit: 1 << 20}, map[string]string{"own": own})
	if _, err := get(t, g.Client("own"), own); !domain.IsCode(err, domain.CodeTooLarge) {
		t.Errorf("error %v", err)
	}
}

func TestAProviderMarkedLocalMustBe(t *testing.T) {
	g, w := newGuard(t, guard.Options{}, nil)
	w.providers["fake"] = domain.Provider{Name: "fake", Address: "http://192.0.2.1:80", Local: true}
	if _, err := get(t, g.Client("fake"), "http://192.0.2.1:80/"); !domain.IsCode(err, domain.CodeRefused) {
		t.Errorf("error %v", err)
	}
}

func TestTheCredentialsServiceOfCloudsIsOutOfReach(t *testing.T) {
	g, _ := newGuard(t, guard.Options{}, map[string]string{"meta": "http://169.254.169.254"})
	if _, err := get(t, g.Client("meta"), "http://169.254.169.254/latest"); !domain.IsCode(err, domain.CodeRefused) {
		t.Errorf("error %v", err)
	}
}

func TestLocalLooksHereOnly(t *testing.T) {
	own := serve(t, ok)
	g, w := newGuard(t, guard.Options{}, nil)
	c, err := g.Local("ollama", own)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := get(t, c, own); err != nil {
		t.Error(err)
	}
	if _, err := get(t, c, "http://127.0.0.1:1/"); !domain.IsCode(err, domain.CodeRefused) {
		t.Errorf("another port gives %v", err)
	}
	if _, err := g.Local("ollama", "http://192.0.2.1:11434"); !domain.IsCode(err, domain.CodeRefused) {
		t.Errorf("another computer gives %v", err)
	}
	g.Close()
	if len(w.all()) != 0 {
		t.Error("looking for a server was recorded as if data had left")
	}
}

func TestACancelledRequestIsRecorded(t *testing.T) {
	started := make(chan struct{})
	own := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		close(started)
		<-r.Context().Done()
	})
	g, w := newGuard(t, guard.Options{}, map[string]string{"own": own})
	ctx, cancel := context.WithCancel(context.Background())
	go func() { <-started; cancel() }()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, own, strings.NewReader("secret plans"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := g.Client("own").Do(req); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	g.Close()
	if rec := w.all(); len(rec) != 1 || rec[0].Sent != 12 || rec[0].Status != 0 {
		t.Errorf("records %+v", rec)
	}
}

func TestCleanAddress(t *testing.T) {
	for given, want := range map[string]string{
		"https://api.openai.com/v1/":  "https://api.openai.com/v1",
		"api.mistral.ai/v1":           "https://api.mistral.ai/v1",
		"localhost:1234":              "http://localhost:1234",
		"127.0.0.1:8080/v1":           "http://127.0.0.1:8080/v1",
		"http://192.168.1.5:8000/v1":  "http://192.168.1.5:8000/v1",
		"http://gpu-server:8000":      "http://gpu-server:8000",
		"http://llm.corp.internal/v1": "http://llm.corp.internal/v1",
		" HTTPS://API.Example.com/V1": "https://api.example.com/V1",
		"http://[::1]:11434":          "http://[::1]:11434",
	} {
		if got, err := guard.CleanAddress(given); err != nil || got != want {
			t.Errorf("%q gives %q, %v, want %q", given, got, err, want)
		}
	}
	for _, bad := range []string{"", "ftp://x", "http://api.openai.com/v1", "https://user:pass@x.com", "https://x.com/v1?key=abc", "https://", "http://8.8.8.8/v1", "https://x.com/#a", "://", "file:///etc/passwd"} {
		if got, err := guard.CleanAddress(bad); !domain.IsCode(err, domain.CodeInvalid) {
			t.Errorf("%q gives %q, %v", bad, got, err)
		}
	}
}

func TestParseRetryAfter(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	for value, want := range map[string]time.Duration{
		"": 0, "7": 7 * time.Second, "0.5": 500 * time.Millisecond, "-3": 0, "soon": 0, "1e30": 24 * time.Hour, "NaN": 0,
		"Mon, 23 Nov 2026 12:00:30 GMT": 30 * time.Second, "Mon, 23 Nov 2020 12:00:30 GMT": 0,
	} {
		if got := guard.ParseRetryAfter(http.Header{"Retry-After": {value}}, now); got != want {
			t.Errorf("%q gives %s, want %s", value, got, want)
		}
	}
	if got := guard.ParseRetryAfter(http.Header{"Retry-After-Ms": {"250"}, "Retry-After": {"9"}}, now); got != 250*time.Millisecond {
		t.Errorf("milliseconds give %s", got)
	}
}

func FuzzCleanAddress(f *testing.F) {
	for _, s := range []string{"localhost:1", "https://a.b/c?d#e", "http://[::1", "a b", "//x", "http://%zz"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := guard.CleanAddress(s)
		if err != nil {
			return
		}
		if again, err := guard.CleanAddress(got); err != nil || again != got {
			t.Errorf("%q gives %q, which gives %q, %v", s, got, again, err)
		}
	})
}
