package ollama_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"greenlight/backend/domain"
	"greenlight/backend/model"
	"greenlight/backend/model/modeltest/tiny"
)

// registry is a small OCI registry on loopback that serves one model.
type registry struct {
	http.Handler
	url      string
	manifest []byte
	blobs    map[string]string // digest → file

	mu     sync.Mutex
	ranges []string      // Range headers of blob requests
	pace   time.Duration // before each 256 KB of a blob
}

func newRegistry(t *testing.T, seed uint64) *registry {
	t.Helper()
	folder := t.TempDir()
	r := &registry{blobs: map[string]string{}}
	gguf := filepath.Join(folder, "model.gguf")
	if err := tiny.Write(gguf, seed); err != nil {
		t.Fatal(err)
	}
	layer := r.add(t, gguf)
	config := filepath.Join(folder, "config.json")
	body := fmt.Sprintf(`{"model_format":"gguf","model_family":"llama","model_families":["llama"],"model_type":"3.0M","file_type":"F16","architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[%q]}}`, layer["digest"])
	if err := os.WriteFile(config, []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
	conf := r.add(t, config)
	conf["mediaType"], layer["mediaType"] = "application/vnd.docker.container.image.v1+json", "application/vnd.ollama.image.model"
	var err error
	r.manifest, err = json.Marshal(map[string]any{"schemaVersion": 2, "mediaType": "application/vnd.docker.distribution.manifest.v2+json", "config": conf, "layers": []any{layer}})
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(r)
	t.Cleanup(s.Close)
	r.url = s.URL
	return r
}

func (r *registry) add(t *testing.T, path string) map[string]any {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(data)
	digest := "sha256:" + hex.EncodeToString(sum[:])
	r.blobs[digest] = path
	return map[string]any{"digest": digest, "size": len(data)}
}

func (r *registry) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	_, name, _ := strings.Cut(req.URL.Path, "/library/")
	switch {
	case name == "small/manifests/latest":
		w.Header().Set("Content-Type", "application/vnd.docker.distribution.manifest.v2+json")
		_, _ = w.Write(r.manifest)
	case strings.HasPrefix(name, "small/blobs/") && req.Method == http.MethodGet:
		// Registries send readers on to a store of another name; Ollama counts on it.
		http.Redirect(w, req, strings.Replace(r.url, "127.0.0.1", "localhost", 1)+"/store/"+strings.TrimPrefix(name, "small/blobs/"), http.StatusTemporaryRedirect)
	case strings.HasPrefix(name, "small/blobs/"):
		r.blob(w, req, strings.TrimPrefix(name, "small/blobs/"))
	case strings.HasPrefix(req.URL.Path, "/store/"):
		r.blob(w, req, strings.TrimPrefix(req.URL.Path, "/store/"))
	default:
		w.WriteHeader(http.StatusNotFound)
		_, _ = io.WriteString(w, `{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}`)
	}
}

func (r *registry) blob(w http.ResponseWriter, req *http.Request, digest string) {
	path, ok := r.blobs[digest]
	if !ok {
		http.NotFound(w, req)
		return
	}
	r.mu.Lock()
	pace := r.pace
	if req.Method == http.MethodGet {
		r.ranges = append(r.ranges, req.Header.Get("Range"))
	}
	r.mu.Unlock()
	f, err := os.Open(path)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	defer func() { _ = f.Close() }() // only read
	http.ServeContent(slowWriter{w, pace}, req, "", time.Time{}, f)
}

type slowWriter struct {
	http.ResponseWriter
	pace time.Duration
}

func (w slowWriter) Write(b []byte) (int, error) {
	time.Sleep(w.pace)
	return w.ResponseWriter.Write(b)
}

func (r *registry) setPace(d time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.pace = d
}

func TestRealPull(t *testing.T) {
	s := start(t)
	h, _ := newHub(t, s)
	r := newRegistry(t, 77)
	name := r.url + "/library/small:latest"

	// Cancelled half-way.
	r.setPace(2 * time.Millisecond)
	ctx, cancel := context.WithCancel(testContext(t))
	half := int64(0)
	err := h.Pull(ctx, "ollama", name, func(p model.PullProgress) {
		if p.Done > 1<<20 && half == 0 {
			half = p.Done
			cancel()
		}
	})
	cancel()
	if !domain.IsCode(err, domain.CodeCancelled) || half == 0 {
		t.Fatalf("error %v (%v) after %d bytes\n%s", err, errors.Unwrap(err), half, s.process.Log())
	}

	// Taken up again: it goes on where it stopped.
	r.setPace(0)
	r.mu.Lock()
	r.ranges = nil
	r.mu.Unlock()
	var steps []model.PullProgress
	if err := h.Pull(testContext(t), "ollama", name, func(p model.PullProgress) { steps = append(steps, p) }); err != nil {
		t.Fatal(err)
	}
	last := steps[len(steps)-1]
	if last.Note != "Done" || last.Total < 5<<20 || last.Done != last.Total {
		t.Errorf("the last step is %+v", last)
	}
	r.mu.Lock()
	resumed := false
	for _, rng := range r.ranges {
		resumed = resumed || rng != "" && !strings.HasPrefix(rng, "bytes=0-")
	}
	t.Logf("ranges %q", r.ranges)
	r.mu.Unlock()
	if !resumed {
		t.Error("it began anew")
	}
	list, err := h.List(testContext(t), "ollama")
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, m := range list {
		found = found || strings.Contains(m.Name, "/library/small:latest") || strings.HasSuffix(m.Name, "small:latest")
	}
	if !found {
		t.Errorf("the loaded model is not listed: %+v", list)
	}
}

func TestRealPullOfNothing(t *testing.T) {
	s := start(t)
	h, _ := newHub(t, s)
	r := newRegistry(t, 78)
	if err := h.Pull(testContext(t), "ollama", r.url+"/library/none:latest", nil); !domain.IsCode(err, domain.CodeNoModel) {
		t.Errorf("a missing model gives %v", err)
	}
	if err := h.Pull(testContext(t), "ollama", "http://127.0.0.1:1/library/none:latest", nil); !domain.IsCode(err, domain.CodeUnavailable) {
		t.Errorf("a registry that is not there gives %v", err)
	}
	if err := h.Pull(testContext(t), "ollama", "not a name!", nil); !domain.IsCode(err, domain.CodeNoModel) {
		t.Errorf("a bad name gives %v", err)
	}
}
