package main_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/gofrs/flock"
)

func TestInitMakesAWorkspaceOnce(t *testing.T) {
	s := nowhere(t)
	for _, args := range [][]string{{"kb", "list"}, {"flow", "list"}, {"jobs"}, {"backup", filepath.Join(t.TempDir(), "b")}} {
		s.run(args...).fails(1, "not_found")
	}
	for _, created := range []bool{true, false} {
		var v map[string]any
		s.json(&v, "init")
		if want := map[string]any{"workspace": s.workspace, "created": created, "flows": []any{}, "knowledge": []any{}}; !reflect.DeepEqual(v, want) {
			t.Errorf("init gives %v, want %v", v, want)
		}
	}
	var v map[string]any
	s.json(&v, "init", "--sample")
	if len(list(t, "flows", v["flows"])) < 2 || len(list(t, "knowledge", v["knowledge"])) < 1 {
		t.Errorf("init --sample gives %v", v)
	}
	var again map[string]any
	s.json(&again, "init", "--sample")
	if !reflect.DeepEqual(v, again) {
		t.Errorf("a second init --sample gives %v, before %v", again, v)
	}
}

func TestTheWorkspaceIsChosen(t *testing.T) {
	s, other := empty(t), filepath.Join(t.TempDir(), "other")
	s.ok("init", "--workspace", other)
	s.ok("kb", "create", "There", "--workspace", other)
	if out := s.ok("kb", "list").out; strings.Contains(out, "There") {
		t.Error("--workspace was not followed")
	}
	if out := s.ok("--workspace="+other, "kb", "list").out; !strings.Contains(out, "There") {
		t.Error("--workspace before the command was not followed")
	}
	// Without either, the person's own data folder.
	s.env = []string{"GREENLIGHT_WORKSPACE="}
	var v map[string]any
	s.json(&v, "init")
	if want := filepath.Join(s.workspace+".data", "greenlight"); v["workspace"] != want {
		t.Errorf("the default workspace is %v, want %s", v["workspace"], want)
	}
}

func TestDoctor(t *testing.T) {
	var findings []any
	sample(t).json(&findings, "doctor")
	if len(findings) < 4 {
		t.Fatalf("findings %v", findings)
	}
	for _, f := range findings {
		o := has(t, "a finding", f, "name", "title", "status", "detail", "hint")
		if o["status"] != "ok" && o["hint"] == "" {
			t.Errorf("%v does not say what to do", o)
		}
	}
	s := nowhere(t)
	r := s.run("doctor", "--json").fails(1, "unavailable")
	r.decode(&findings)
	if f := has(t, "a finding", findings[0], "status"); f["status"] != "missing" || f["hint"] == "" {
		t.Errorf("without a workspace: %v", f)
	}
}

func TestBackupAndRestore(t *testing.T) {
	s := sample(t)
	file := filepath.Join(t.TempDir(), "b.greenlight-backup")
	var b map[string]any
	s.json(&b, "backup", file)
	has(t, "backup", b, "path", "size", "schema")
	s.ok("backup", file) // an older backup is replaced
	s.ok("kb", "delete", "Company policies")
	s.ok("kb", "create", "Later")

	var r map[string]any
	s.json(&r, "restore", file)
	has(t, "restore", r, "workspace", "restored", "kept")
	if out := s.ok("kb", "list").out; strings.Contains(out, "Later") || !strings.Contains(out, "Company policies") {
		t.Errorf("after the restore there are\n%s", out)
	}
	if kept, _ := r["kept"].(string); kept == "" {
		t.Error("the old workspace was not kept")
	} else if _, err := os.Stat(kept); err != nil {
		t.Error(err)
	}
	var answers map[string]any
	s.json(&answers, "kb", "search", "Company policies", "--query", "annual leave")
	if len(list(t, "results", answers["results"])) == 0 {
		t.Error("the restored knowledge finds nothing")
	}

	elsewhere := nowhere(t)
	elsewhere.ok("restore", file)
	if out := elsewhere.ok("flow", "list").out; !strings.Contains(out, "HR policy helper") {
		t.Errorf("a restore into a new folder gives\n%s", out)
	}
	spoilt, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	bad := write(t, "bad", string(spoilt[:len(spoilt)/2]))
	s.run("restore", bad).fails(1, "damaged")
	s.ok("kb", "verify", "Company policies")
}

func TestJobs(t *testing.T) {
	s := sample(t)
	var jobs []any
	s.json(&jobs, "jobs")
	s.json(&jobs, "jobs", "list")
	if jobs == nil {
		t.Error("no jobs come as null")
	}
}

func TestWhileAnotherHoldsTheWorkspace(t *testing.T) {
	s := sample(t)
	lock := flock.New(filepath.Join(s.workspace, "greenlight.lock"))
	if ok, err := lock.TryLock(); !ok || err != nil {
		t.Fatal(ok, err)
	}
	defer func() {
		if err := lock.Unlock(); err != nil {
			t.Error(err)
		}
	}()
	// Who only reads, or adds a run, works beside it.
	s.ok("kb", "search", "Company policies", "--query", "leave")
	s.ok("run", "HR policy helper", "--input", "question=annual leave")
	s.ok("backup", filepath.Join(t.TempDir(), "b"))
	s.run("kb", "remove", "Company policies", "Leave FAQ.csv").fails(1, "locked")
	s.run("restore", write(t, "b", "x")).fails(1, "locked")
}
