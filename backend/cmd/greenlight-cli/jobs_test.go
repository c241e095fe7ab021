package main_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/gofrs/flock"

	"greenlight/backend/domain"
	"greenlight/backend/model/modeltest"
	"greenlight/backend/store"
)

// leave puts a job into the workspace as a crash would have left it.
func leave(t *testing.T, s shell, job domain.Job, payload any) {
	t.Helper()
	data, err := json.Marshal(payload)
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), filepath.Join(s.workspace, "greenlight.db"), store.Options{Shared: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.SaveJob(t.Context(), job, data); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestAnInterruptedJobIsTakenUp(t *testing.T) {
	s := empty(t)
	var kb map[string]any
	s.json(&kb, "kb", "create", "A")
	dir := folder(t, map[string]string{"a.txt": "The blue ship sails at noon.", "b.txt": "The red train leaves at nine."})
	leave(t, s, domain.Job{ID: "job_1", Kind: "ingest", Title: "Adding 2 files", Subject: kb["id"].(string), Status: domain.JobRunning, CreatedAt: time.Now()},
		map[string]any{"knowledge": kb["id"], "paths": []string{dir}})

	// While another process holds the workspace, the job may well be running there.
	lock := flock.New(filepath.Join(s.workspace, "greenlight.lock"))
	if ok, err := lock.TryLock(); !ok || err != nil {
		t.Fatal(ok, err)
	}
	states := func() string {
		t.Helper()
		var jobs []map[string]any
		s.json(&jobs, "jobs")
		if len(jobs) != 1 {
			t.Fatalf("jobs %v", jobs)
		}
		has(t, "a job", any(jobs[0]), "id", "kind", "title", "status", "done", "total")
		return jobs[0]["status"].(string)
	}
	if got := states(); got != "running" {
		t.Errorf("beside its process the job is %s", got)
	}
	if err := lock.Unlock(); err != nil {
		t.Fatal(err)
	}
	if got := states(); got != "interrupted" {
		t.Errorf("after a crash the job is %s", got)
	}
	var job map[string]any
	s.json(&job, "jobs", "resume", "job_1")
	if job["status"] != "done" {
		t.Errorf("resumed: %v", job)
	}
	var docs []any
	s.json(&docs, "kb", "documents", "A")
	if len(docs) != 2 {
		t.Errorf("%d documents", len(docs))
	}
	s.run("jobs", "resume", "job_1").fails(1, "conflict")
	s.ok("jobs", "dismiss", "job_1")
	var jobs []any
	s.json(&jobs, "jobs", "list")
	if len(jobs) != 0 {
		t.Errorf("jobs %v", jobs)
	}
}

// ollama answers as Ollama does while it loads a model.
func ollama(t *testing.T) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	reply := func(w http.ResponseWriter, text string) {
		if _, err := fmt.Fprintln(w, text); err != nil {
			t.Error(err)
		}
	}
	const entry = `{"name":"small:latest","model":"small:latest","size":42,"digest":"abc","details":{"family":"llama","parameter_size":"1M","quantization_level":"F16"}}`
	mux.HandleFunc("/api/version", func(w http.ResponseWriter, _ *http.Request) { reply(w, `{"version":"0.17.4"}`) })
	mux.HandleFunc("/api/tags", func(w http.ResponseWriter, _ *http.Request) { reply(w, `{"models":[`+entry+`]}`) })
	mux.HandleFunc("/api/ps", func(w http.ResponseWriter, _ *http.Request) { reply(w, `{"models":[]}`) })
	mux.HandleFunc("/api/show", func(w http.ResponseWriter, _ *http.Request) {
		reply(w, `{"details":{"family":"llama"},"capabilities":["completion"],"model_info":{"general.architecture":"llama","llama.context_length":2048}}`)
	})
	mux.HandleFunc("/api/pull", func(w http.ResponseWriter, r *http.Request) {
		var req struct{ Model, Name string }
		if err := json.NewDecoder(r.Body).Decode(&req); err != nil {
			t.Error(err)
		}
		if !strings.HasPrefix(req.Model+req.Name, "small") {
			w.WriteHeader(http.StatusInternalServerError)
			reply(w, `{"error":"pull model manifest: file does not exist"}`)
			return
		}
		reply(w, `{"status":"pulling manifest"}`)
		reply(w, `{"status":"pulling abc","digest":"sha256:abc","total":42,"completed":42}`)
		reply(w, `{"status":"success"}`)
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server
}

func TestPullingAModel(t *testing.T) {
	s := empty(t)
	s.env = []string{"OLLAMA_HOST=" + ollama(t).URL}
	var m map[string]any
	s.json(&m, "model", "pull", "small")
	if id, _ := m["id"].(string); !strings.HasPrefix(id, "ollama/small") || m["kind"] != "chat" || m["local"] != true {
		t.Errorf("pulled %v", m)
	}
	s.json(&m, "model", "pull", "ollama/small")
	if r := s.run("model", "pull", "nothing"); r.status != 1 {
		t.Errorf("a model that is nowhere: status %d", r.status)
	}
	other := empty(t)
	other.env = []string{"OLLAMA_HOST=127.0.0.1:1"} // where nobody listens
	other.run("model", "pull", "small").fails(1, "unavailable")
}

func TestAnInterruptEndsACommandCleanly(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no interrupt that one process can send to another")
	}
	server := modeltest.NewServer(t)
	s := empty(t)
	s.ok("model", "add", "office/"+modeltest.EmbeddingModel, "--kind", "embedding", "--address", server.URL)
	s.ok("kb", "create", "A", "--embedding", "office/"+modeltest.EmbeddingModel)
	server.Answer(func(modeltest.Request) modeltest.Reply { return modeltest.Reply{StallAt: -1} })
	seen := server.Calls()
	dir := folder(t, map[string]string{"a.txt": "The blue ship sails at noon."})

	cmd := command(s.workspace, nil, "kb", "add", "A", dir)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	guard := time.AfterFunc(time.Minute, func() { _ = cmd.Process.Kill() }) // a hang ends as a failure
	defer guard.Stop()
	if !server.WaitCalls(t.Context(), seen+1) {
		t.Fatal("the embedding was never asked")
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	err := cmd.Wait()
	if cmd.ProcessState.ExitCode() != 1 || !strings.HasPrefix(errs.String(), "error: cancelled: ") {
		t.Errorf("ended with %v: %s", err, errs.String())
	}
	server.Answer(nil)
	var a added
	s.json(&a, "kb", "add", "A", dir) // the workspace is free, and the work goes on
	if a.Added != 1 {
		t.Errorf("afterwards: %+v", a)
	}
}
