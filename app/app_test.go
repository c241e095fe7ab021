package app

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"greenlight/backend/document"
	"greenlight/backend/domain"
)

func TestMain(m *testing.M) {
	document.RunWorkerIfAsked()
	os.Exit(m.Run())
}

// running is the whole program without a window, as a browser reaches it.
type running struct {
	t     *testing.T
	app   *App
	calls *dispatcher
	files *httptest.Server
}

func startApp(t *testing.T) *running {
	t.Helper()
	a := newApp(t.TempDir(), slog.New(slog.DiscardHandler))
	r := &running{t, a, newDispatcher(a.Bound()), httptest.NewServer(a.fileHandler())}
	if err := a.start(context.Background()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		r.files.Close()
		a.stop()
	})
	return r
}

// call calls a bound method as the browser does, and reads its result into out.
func (r *running) call(out any, name string, args ...any) {
	r.t.Helper()
	if err := r.try(out, name, args...); err != nil {
		r.t.Fatalf("%s: %v", name, err)
	}
}

func (r *running) try(out any, name string, args ...any) error {
	r.t.Helper()
	raw := make([]json.RawMessage, len(args))
	for i, a := range args {
		raw[i], _ = json.Marshal(a)
	}
	result, err := r.calls.call(name, raw)
	if err != nil || out == nil {
		return err
	}
	data, err := json.Marshal(result)
	if err != nil {
		return err
	}
	return json.Unmarshal(data, out)
}

// until waits for something that happens in the background.
func (r *running) until(what string, done func() bool) {
	r.t.Helper()
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if done() {
			return
		}
	}
	r.t.Fatalf("waited in vain until %s", what)
}

func (r *running) jobsEnded() bool {
	var jobs []domain.Job
	r.call(&jobs, "Jobs.List")
	for _, j := range jobs {
		if j.Status == domain.JobFailed {
			r.t.Fatalf("job failed: %+v", j.Error)
		}
		if !j.Status.Ended() {
			return false
		}
	}
	return len(jobs) > 0
}

func (r *running) withSample() *running {
	r.t.Helper()
	r.until("the sample is there", r.jobsEnded)
	return r
}

func (r *running) fetch(method, path, body string) (int, string, http.Header) {
	r.t.Helper()
	req, err := http.NewRequest(method, r.files.URL+path, strings.NewReader(body))
	if err != nil {
		r.t.Fatal(err)
	}
	res, err := r.files.Client().Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return res.StatusCode, string(data), res.Header
}

// noLimits takes out the values that may be missing: the limits of a field.
var noLimits = strings.NewReplacer(`"min":null`, "", `"max":null`, "", `"default":null`, "")

func TestEveryListArrivesAsAList(t *testing.T) {
	r := startApp(t).withSample()
	for _, name := range []string{"Home.Overview", "Flows.List", "Flows.Templates", "Flows.Palette", "Runs.Shapes", "Knowledge.List",
		"Knowledge.Formats", "Models.List", "Models.Providers", "Models.Presets", "Jobs.List", "Settings.Preferences", "Settings.Info"} {
		result, err := r.calls.call(name, nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		data, err := json.Marshal(result)
		text := noLimits.Replace(string(data))
		if err != nil || strings.Contains(text, ":null") || text == "null" {
			t.Errorf("%s gives null where the interface expects a value: %.200s %v", name, text, err)
		}
	}
}

func TestAQuestionIsAnsweredWithThePageThatSaysSo(t *testing.T) {
	r := startApp(t).withSample()
	var flows []domain.FlowSummary
	r.call(&flows, "Flows.List")
	id := ""
	for _, f := range flows {
		if f.Name == "HR policy helper" {
			id = f.ID
		}
	}
	frames, stop := r.app.emitter.listen()
	defer stop()
	var runID string
	r.call(&runID, "Runs.Start", id, map[string]string{"question": "How many days of annual leave may I carry over into next year?"})
	var run domain.Run
	r.until("the run ended", func() bool { r.call(&run, "Runs.Get", runID); return run.Status.Ended() })
	if !run.Answered || len(run.Citations) == 0 {
		t.Fatalf("got %+v", run)
	}
	seq := 0
	for seq >= 0 {
		f := <-frames
		events, ok := f.Data.([]domain.Event)
		if !ok {
			continue
		}
		for _, e := range events {
			if e.Seq <= seq {
				t.Errorf("event %d came after %d", e.Seq, seq)
			}
			seq = e.Seq
			if e.Type == domain.EventRunDone {
				seq = -1
			}
		}
	}

	c := run.Citations[0]
	status, picture, header := r.fetch("GET", "/files/page/"+c.DocumentID+"/2", "")
	if status != http.StatusOK || header.Get("Content-Type") != "image/png" || !strings.HasPrefix(picture, "\x89PNG") {
		t.Errorf("picture of the page: %d %s", status, header)
	}
	var marks PageMarks
	r.call(&marks, "Knowledge.Marks", c.DocumentID, c.Page, c.Start, c.End)
	if len(marks.Boxes) == 0 {
		t.Error("the passage is not marked on its page")
	}
	for _, b := range marks.Boxes {
		if b.X < 0 || b.Y < 0 || b.W <= 0 || b.H <= 0 || b.X+b.W > 1.001 || b.Y+b.H > 1.001 {
			t.Errorf("a mark lies off the page: %+v", b)
		}
	}
}

func TestUploadsBecomeDocuments(t *testing.T) {
	r := startApp(t).withSample()
	var kb domain.KnowledgeBase
	r.call(&kb, "Knowledge.Create", KnowledgeDraft{Name: "Mine", Chunking: domain.DefaultChunkSettings(), Sensitivity: domain.SensitivityPublic})
	if status, _, _ := r.fetch("PUT", "/files/upload/"+url.PathEscape("../../notes.md"), "x"); status == http.StatusOK {
		t.Error("a name that leaves its folder was taken")
	}
	status, body, _ := r.fetch("PUT", "/files/upload/"+url.PathEscape("kitchen/notes & ideas.md"), "# Kettle\n\nThe kettle stands in room 7.")
	var sent struct{ Path string }
	if err := json.Unmarshal([]byte(body), &sent); err != nil || status != http.StatusOK || !strings.HasSuffix(sent.Path, "/kitchen/notes & ideas.md") {
		t.Fatalf("upload gave %d %s %v", status, body, err)
	}
	for _, path := range []string{"upload:../x", "upload:up_1/../../greenlight.db", "upload:"} {
		if err := r.try(nil, "Knowledge.Add", kb.ID, []string{path}, ""); err == nil {
			t.Errorf("%s was taken", path)
		}
	}
	r.call(nil, "Knowledge.Add", kb.ID, []string{sent.Path}, "")
	r.until("the file is read", r.jobsEnded)
	var found domain.SearchResult
	r.call(&found, "Knowledge.Search", kb.ID, "Where is the kettle?", "hybrid", 5)
	if len(found.Results) == 0 || !strings.Contains(found.Results[0].Text, "room 7") {
		t.Fatalf("found %+v", found.Results)
	}
	if got := found.Results[0].Path; got != "kitchen/notes & ideas.md" {
		t.Errorf("the document is called %q", got)
	}
	if left, err := os.ReadDir(r.app.uploads().folder); err != nil || len(left) != 0 {
		t.Errorf("uploads left behind: %v %v", left, err)
	}
}

func TestBackupAndRestoreWhileOpen(t *testing.T) {
	r := startApp(t).withSample()
	status, backup, header := r.fetch("GET", "/files/backup", "")
	if status != http.StatusOK || !strings.Contains(header.Get("Content-Disposition"), ".greenlight-backup") {
		t.Fatalf("backup: %d %v", status, header)
	}
	var flows []domain.FlowSummary
	r.call(&flows, "Flows.List")
	for _, f := range flows {
		r.call(nil, "Flows.Delete", f.ID)
	}
	broken := filepath.Join(t.TempDir(), "broken")
	if err := os.WriteFile(broken, []byte(backup[:len(backup)/2]), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := r.try(nil, "Settings.Restore", broken); err == nil {
		t.Error("half a backup was restored")
	}
	r.call(&flows, "Flows.List") // the workspace is still open
	if len(flows) != 0 {
		t.Errorf("%d assistants", len(flows))
	}
	_, body, _ := r.fetch("PUT", "/files/upload/backup", backup)
	var sent struct{ Path string }
	if err := json.Unmarshal([]byte(body), &sent); err != nil {
		t.Fatal(err)
	}
	r.call(nil, "Settings.Restore", sent.Path)
	if r.call(&flows, "Flows.List"); len(flows) != 2 {
		t.Errorf("after restoring there are %d assistants", len(flows))
	}
}

func TestChangesToAnOldStateAreRefused(t *testing.T) {
	r := startApp(t).withSample()
	var flow domain.Flow
	r.call(&flow, "Flows.Create", "Mine", "documents", "")
	old := flow
	flow.Description = "first"
	r.call(&flow, "Flows.Save", flow)
	old.Description = "second"
	if err := r.try(nil, "Flows.Save", old); !domain.IsCode(err, domain.CodeConflict) {
		t.Errorf("got %v", err)
	}
}

func TestWithoutAWorkspaceCallsSayWhy(t *testing.T) {
	first := startApp(t)
	second := newApp(first.app.folder, slog.New(slog.DiscardHandler))
	if err := second.start(context.Background()); !domain.IsCode(err, domain.CodeLocked) {
		t.Fatalf("got %v", err)
	}
	if _, err := (&Home{second}).Overview(); !domain.IsCode(err, domain.CodeLocked) {
		t.Errorf("got %v", err)
	}
}
