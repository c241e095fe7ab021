package ollama_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ollama/ollama/api"

	"greenlight/backend/domain"
	"greenlight/backend/model"
	"greenlight/backend/model/guard"
	"greenlight/backend/model/modeltest"
	"greenlight/backend/model/modeltest/tiny"
	"greenlight/backend/model/ollama"
)

// server is one real Ollama for all tests of this package, started when first needed.
type server struct {
	process *ollama.Process
	folder  string
	gguf    string
	digest  string
}

var (
	real     server
	realOnce sync.Once
	realErr  error
)

func TestMain(m *testing.M) {
	code := m.Run()
	if real.process != nil {
		real.process.Stop()
	}
	if real.folder != "" {
		if err := os.RemoveAll(real.folder); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}

// directory is a workspace with what it was told.
type directory struct {
	mu     sync.Mutex
	p      map[string]domain.Provider
	m      map[string]domain.Model
	egress []domain.Egress
}

func (d *directory) Provider(_ context.Context, name string) (domain.Provider, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if p, ok := d.p[name]; ok {
		return p, nil
	}
	return domain.Provider{}, domain.NotFound("connection", name)
}

func (d *directory) Model(_ context.Context, id string) (domain.Model, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if m, ok := d.m[id]; ok {
		return m, nil
	}
	return domain.Model{}, domain.NotFound("model", id)
}

func (d *directory) AddEgress(_ context.Context, e domain.Egress) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.egress = append(d.egress, e)
	return nil
}

func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return "http://" + l.Addr().String(), l.Close()
}

// start gives the real server with the models "tiny" and "tiny-embed", or skips the test.
func start(t *testing.T) server {
	t.Helper()
	program := os.Getenv("GREENLIGHT_OLLAMA")
	if program == "" {
		t.Skip("needs a real Ollama server: set GREENLIGHT_OLLAMA to what build/ollama prints")
	}
	realOnce.Do(func() { realErr = real.start(program) })
	if realErr != nil {
		t.Fatal(realErr)
	}
	return real
}

func (s *server) start(program string) error {
	var err error
	if s.folder, err = os.MkdirTemp("", "greenlight-ollama-"); err != nil {
		return err
	}
	address, err := freeAddress()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	s.process, err = ollama.Start(ctx, guard.New(guard.Options{Directory: &directory{}}), ollama.StartOptions{Program: program, Address: address,
		Env: []string{"OLLAMA_MODELS=" + filepath.Join(s.folder, "models"), "HOME=" + s.folder, "OLLAMA_NUM_PARALLEL=2", "OLLAMA_NO_CLOUD=1"}})
	if err != nil {
		return err
	}
	s.gguf = filepath.Join(s.folder, "tiny.gguf")
	if err := tiny.Write(s.gguf, 1); err != nil {
		return err
	}
	return s.create(ctx, "tiny")
}

func (s *server) create(ctx context.Context, name string) error {
	u, err := url.Parse(s.process.Address)
	if err != nil {
		return err
	}
	c := api.NewClient(u, http.DefaultClient)
	f, err := os.Open(s.gguf)
	if err != nil {
		return err
	}
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	s.digest = "sha256:" + hex.EncodeToString(h.Sum(nil))
	if err := c.CreateBlob(ctx, s.digest, f); err != nil { // closes the file
		return err
	}
	return c.Create(ctx, &api.CreateRequest{Model: name, Files: map[string]string{"tiny.gguf": s.digest}, License: "Apache License\nVersion 2.0",
		Template: "{{ range .Messages }}{{ .Role }}: {{ .Content }}\n{{ end }}assistant: "}, func(api.ProgressResponse) error { return nil })
}

// newHub makes a hub that knows the server as "ollama".
func newHub(t *testing.T, s server) (*model.Hub, *directory) {
	t.Helper()
	p, err := model.NewProvider("ollama", "ollama", s.process.Address)
	if err != nil {
		t.Fatal(err)
	}
	d := &directory{p: map[string]domain.Provider{"ollama": p}, m: map[string]domain.Model{}}
	h := model.New(model.Options{Store: d, Types: model.NewTypes(ollama.Type()), Retry: model.Retry{Attempts: 1}})
	t.Cleanup(h.Close)
	return h, d
}

func newProvider(t *testing.T, address string) (model.Provider, *guard.Guard) {
	t.Helper()
	p := domain.Provider{Name: "ollama", Type: "ollama", Address: address, Local: true}
	g := guard.New(guard.Options{Directory: &directory{p: map[string]domain.Provider{"ollama": p}}})
	t.Cleanup(g.Close)
	adapter, err := ollama.New(model.Connection{Provider: p, HTTP: g.Client("ollama"), Key: func(context.Context) (string, error) { return "", nil }})
	if err != nil {
		t.Fatal(err)
	}
	return adapter, g
}

func testContext(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	t.Cleanup(cancel)
	return ctx
}

func TestRealConformance(t *testing.T) {
	s := start(t)
	p, _ := newProvider(t, s.process.Address)
	modeltest.Run(t, modeltest.Suite{Provider: p, Chat: "tiny:latest", Embedding: "tiny:latest", Listed: true, Talks: true, Timeout: 3 * time.Minute,
		Slow: func(r model.ChatRequest) model.ChatRequest { r.MaxTokens = 2000; return r }})
}

func TestRealHub(t *testing.T) {
	s := start(t)
	h, d := newHub(t, s)
	ctx := testContext(t)
	m, err := h.Inspect(ctx, "ollama", "tiny", "")
	if err != nil {
		t.Fatal(err)
	}
	if m.Kind != domain.ModelChat || m.Context != tiny.Context || !m.Local || m.Quantised != "F16" || m.Licence != "Apache 2.0" || m.Digest == "" || m.Size == 0 || !m.PriceKnown {
		t.Errorf("%+v", m)
	}
	d.m[m.ID] = m
	seed := 3
	req := model.ChatRequest{MaxTokens: 20, Seed: &seed, Messages: []model.Message{{Role: model.RoleUser, Content: "How many days of leave?"}}}
	var got strings.Builder
	resp, err := h.Chat(ctx, m.ID, req, func(x string) { got.WriteString(x) })
	if err != nil {
		t.Fatal(err)
	}
	if resp.Text != got.String() || resp.TokensOut == 0 || resp.TokensOut > 20 || resp.TokensIn == 0 || resp.Estimated || resp.Cost != 0 {
		t.Errorf("%+v after %q", resp, got.String())
	}
	again, err := h.Chat(ctx, m.ID, req, nil)
	if err != nil || again.Text != resp.Text {
		t.Errorf("the same seed gives %q and %q, %v", resp.Text, again.Text, err)
	}
	loaded, err := h.Loaded(ctx, "ollama")
	if err != nil || len(loaded) == 0 || loaded[0].Memory == 0 || loaded[0].Context == 0 || !loaded[0].Until.After(time.Now()) {
		t.Errorf("%+v, %v", loaded, err)
	}
	h.Close()
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, e := range d.egress {
		if !e.Local || e.Status == 0 || e.Host != strings.TrimPrefix(s.process.Address, "http://") {
			t.Errorf("record %+v", e)
		}
	}
}

func TestRealTooLong(t *testing.T) {
	s := start(t)
	p, _ := newProvider(t, s.process.Address)
	_, err := p.Chat(testContext(t), model.ChatRequest{Model: "tiny", MaxTokens: 5,
		Messages: []model.Message{{Role: model.RoleUser, Content: strings.Repeat("leave days paid ", 6000)}}}, nil)
	if !domain.IsCode(err, domain.CodeTooLong) {
		t.Errorf("error %v", err)
	}
}

func TestRealFind(t *testing.T) {
	s := start(t)
	_, g := newProvider(t, s.process.Address)
	t.Setenv("OLLAMA_HOST", strings.TrimPrefix(s.process.Address, "http://"))
	f := ollama.Find(testContext(t), g)
	if !f.Running || f.Version == "" || f.Address != s.process.Address {
		t.Errorf("%+v", f)
	}
}

func TestRealRemove(t *testing.T) {
	s := start(t)
	h, _ := newHub(t, s)
	ctx := testContext(t)
	if err := s.create(ctx, "doomed"); err != nil {
		t.Fatal(err)
	}
	if err := h.RemoveModel(ctx, "ollama", "doomed"); err != nil {
		t.Fatal(err)
	}
	if err := h.RemoveModel(ctx, "ollama", "doomed"); !domain.IsCode(err, domain.CodeNoModel) {
		t.Errorf("removing a missing model gives %v", err)
	}
}
