package store_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"greenlight/backend/domain"
	"greenlight/backend/store"
)

// frozen makes a file as an old Greenlight left it: testdata/v1.sql holds the schema and rows
// of its time and is never changed.
func frozen(t *testing.T) string {
	t.Helper()
	must(t, fresh(t).Close()) // registers the driver that raw uses
	script, err := os.ReadFile("testdata/v1.sql")
	must(t, err)
	path := filepath.Join(t.TempDir(), "greenlight [old].db")
	db := raw(t, path)
	_, err = db.Exec(string(script))
	must(t, err)
	must(t, db.Close())
	return path
}

func TestAnOldWorkspaceIsBroughtUpToDate(t *testing.T) {
	path := frozen(t)
	s := open(t, path)
	newest, err := fresh(t).Schema(ctx)
	must(t, err)
	if n, err := s.Schema(ctx); err != nil || n != newest {
		t.Fatalf("schema %d, %v, want %d", n, err, newest)
	}
	must(t, s.Check(ctx))
	checkFrozen(t, s)

	// The copy that was made first is whole, of the old version, and opens as well.
	info, err := store.InspectBackup(ctx, path+".before-update-1")
	must(t, err)
	if info.Schema != 1 {
		t.Errorf("the copy has schema %d", info.Schema)
	}
	checkFrozen(t, open(t, path+".before-update-1"))
	if got, want := schema(t, path), schema(t, fresh(t).Path()); !reflect.DeepEqual(got, want) {
		t.Errorf("an updated file has other tables than a new one:\n%v\n%v", got, want)
	}
}

// checkFrozen looks for the rows of testdata/v1.sql.
func checkFrozen(t *testing.T, s *store.Store) {
	t.Helper()
	f, err := s.FindFlow(ctx, "HR helper")
	must(t, err)
	if f.Revision != 2 || len(f.Nodes) != 2 || len(f.Edges) != 1 || f.Edges[0].ToPort != "text" || f.CreatedAt != at(1) {
		t.Errorf("flow %+v", f)
	}
	first, err := s.FlowAt(ctx, f.ID, 1)
	must(t, err)
	if first.Description != "" || len(first.Nodes) != 2 {
		t.Errorf("its first state %+v", first)
	}
	run, err := s.Run(ctx, "run_frozen")
	must(t, err)
	if run.Status != domain.RunDone || !run.Answered || run.Outputs["answer"].Text != "30 days" || len(run.Citations) != 1 ||
		len(run.Steps) != 1 || run.Steps[0].Outputs["found"].Passages[0].Rank != 1 || run.Inputs["question"] != "How many days?" {
		t.Errorf("run %+v", run)
	}
	events, err := s.Events(ctx, "run_frozen", 0)
	must(t, err)
	if len(events) != 3 || events[1].Step == nil || events[2].Final == nil {
		t.Errorf("events %+v", events)
	}
	open, err := s.LoadRun(ctx, "run_open")
	must(t, err)
	if len(open.Flow.Nodes) != 2 || open.LastSeq != 1 {
		t.Errorf("unfinished run %+v", open)
	}
	job, err := s.Job(ctx, "job_frozen")
	must(t, err)
	payload, err := s.JobPayload(ctx, "job_frozen")
	must(t, err)
	if job.Status != domain.JobInterrupted || job.Total != 3 || string(payload) != `{"files":["a.pdf"]}` {
		t.Errorf("job %+v with %s", job, payload)
	}
	m, err := s.Model(ctx, "ollama/llama3.2:3b")
	must(t, err)
	p, err := s.Provider(ctx, "ollama")
	must(t, err)
	if m.Kind != domain.ModelChat || m.Context != 4096 || !p.Local {
		t.Errorf("model %+v of %+v", m, p)
	}
	set, err := s.EvalSet(ctx, "Leave")
	must(t, err)
	cases, err := s.Cases(ctx, set.ID)
	must(t, err)
	if len(cases) != 2 || cases[0].Expected != "30" || !cases[1].Refuse {
		t.Errorf("tests %+v", cases)
	}
	egress, err := s.Egress(ctx, 0)
	must(t, err)
	if len(egress) != 1 || egress[0].Sent != 100 {
		t.Errorf("egress %+v", egress)
	}
	if data, err := s.File(ctx, store.FileHash([]byte("a file"))); err != nil || string(data) != "a file" {
		t.Errorf("file %q, %v", data, err)
	}
	if got := setting(t, s, "theme"); got != "dark" {
		t.Errorf("setting %q", got)
	}
	if _, found, err := s.CachedResult(ctx, "key"); !found || err != nil {
		t.Errorf("kept result: %v, %v", found, err)
	}
}

// schema gives what a file consists of.
func schema(t *testing.T, path string) (list []string) {
	t.Helper()
	db := raw(t, path)
	defer func() { must(t, db.Close()) }()
	var all string
	must(t, db.QueryRow("SELECT group_concat(part, ';') FROM (SELECT coalesce(sql, name) AS part FROM sqlite_schema ORDER BY type, name)").Scan(&all))
	return strings.Split(all, ";")
}

func TestASharedOpeningUpdatesNothing(t *testing.T) {
	path := frozen(t)
	before, err := os.ReadFile(path)
	must(t, err)
	_, err = store.Open(ctx, path, store.Options{Shared: true})
	wantCode(t, err, domain.CodeUnavailable)
	if !store.IsOutdated(err) {
		t.Errorf("%v does not say that the file is outdated", err)
	}
	if after, _ := os.ReadFile(path); string(after) != string(before) {
		t.Error("the file changed")
	}
	_, err = store.Open(ctx, filepath.Join(t.TempDir(), "none"), store.Options{Shared: true})
	wantCode(t, err, domain.CodeNotFound)
}

func TestAnUpdateThatCannotCopyFirstChangesNothing(t *testing.T) {
	path := frozen(t)
	must(t, os.Mkdir(path+".before-update-1", 0o700))
	must(t, os.WriteFile(filepath.Join(path+".before-update-1", "x"), nil, 0o600))
	_, err := store.Open(ctx, path, store.Options{})
	if err == nil {
		t.Fatal("updated without a copy")
	}
	db := raw(t, path)
	var version int
	must(t, db.QueryRow("PRAGMA user_version").Scan(&version))
	must(t, db.Close())
	if version != 1 {
		t.Errorf("the file is at version %d", version)
	}
}

func TestOnlyTheLatestCopyBeforeAnUpdateStays(t *testing.T) {
	path := frozen(t)
	must(t, os.WriteFile(path+".before-update-0", []byte("older"), 0o600))
	open(t, path)
	if _, err := os.Stat(path + ".before-update-0"); !errors.Is(err, fs.ErrNotExist) {
		t.Error("an older copy stayed")
	}
}

func TestProcessesThatMakeAWorkspaceAtTheSameTimeMakeOne(t *testing.T) {
	path := filepath.Join(t.TempDir(), "greenlight.db")
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			if out, err := again("open", path).CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
	wg.Wait()
	s := open(t, path)
	must(t, s.Check(ctx))
	var n int
	_, err := s.Setting(ctx, "opened", &n)
	must(t, err)
}

// openOnce opens a workspace, writes to it and closes it.
func openOnce(path string) error {
	s, err := store.Open(ctx, path, store.Options{})
	if err != nil {
		return err
	}
	return errors.Join(s.SetSetting(ctx, "opened", 1), s.Close())
}
