package store_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"greenlight/backend/domain"
	"greenlight/backend/store"
)

func TestSettings(t *testing.T) {
	s := fresh(t)
	type choice struct {
		Theme string
		Width int
	}
	got := choice{"system", 3}
	ok, err := s.Setting(ctx, "ui", &got)
	must(t, err)
	if ok || got.Theme != "system" {
		t.Errorf("a setting that is not there gave %v, %+v", ok, got)
	}
	for _, want := range []choice{{"dark", 1}, {"light", 2}} {
		must(t, s.SetSetting(ctx, "ui", want))
		ok, err := s.Setting(ctx, "ui", &got)
		must(t, err)
		if !ok || got != want {
			t.Errorf("got %v %+v, want %+v", ok, got, want)
		}
	}
	must(t, s.DeleteSetting(ctx, "ui"))
	must(t, s.DeleteSetting(ctx, "ui"))
	if ok, err := s.Setting(ctx, "ui", &got); ok || err != nil {
		t.Errorf("deleted setting: %v, %v", ok, err)
	}
	wantCode(t, s.SetSetting(ctx, "bad", func() {}), domain.CodeInvalid)
}

func TestFilesAreKeptOnceByTheirContent(t *testing.T) {
	s := fresh(t)
	data := bytes.Repeat([]byte("a page of text\x00\xff"), 100_000)
	hash, err := s.PutFile(ctx, data)
	must(t, err)
	again, err := s.PutFile(ctx, bytes.Clone(data))
	must(t, err)
	empty, err := s.PutFile(ctx, nil)
	must(t, err)
	if again != hash || len(hash) != 64 || empty != "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" {
		t.Errorf("hashes %s, %s, %s", hash, again, empty)
	}
	got, err := s.File(ctx, hash)
	must(t, err)
	if !bytes.Equal(got, data) {
		t.Error("the content changed")
	}
	sizes, err := s.Sizes(ctx)
	must(t, err)
	if sizes.Originals != int64(len(data)) || sizes.File == 0 {
		t.Errorf("sizes %+v", sizes)
	}
	if ok, err := s.HasFile(ctx, hash); !ok || err != nil {
		t.Errorf("HasFile: %v, %v", ok, err)
	}
	_, err = s.File(ctx, "0000")
	wantCode(t, err, domain.CodeNotFound)

	db := raw(t, s.Path())
	_, err = db.Exec("UPDATE file SET data = CAST('something else' AS BLOB) WHERE hash = ?", hash)
	must(t, err)
	must(t, db.Close())
	_, err = s.File(ctx, hash)
	wantCode(t, err, domain.CodeDamaged)
}

func TestEgressIsListedLatestFirst(t *testing.T) {
	s := fresh(t)
	for i := range 3 {
		must(t, s.AddEgress(ctx, domain.Egress{At: at(i), Host: fmt.Sprint("host", i), Provider: "openai", Purpose: "chat",
			Sent: 100, Received: 200, Status: 200, MS: 1.5, Local: i == 0}))
	}
	must(t, s.AddEgress(ctx, domain.Egress{Host: "now"}))
	list, err := s.Egress(ctx, 3)
	must(t, err)
	if len(list) != 3 || list[0].Host != "now" || list[0].At.IsZero() {
		t.Fatalf("egress %+v", list)
	}
	if want := (domain.Egress{At: at(2), Host: "host2", Provider: "openai", Purpose: "chat", Sent: 100, Received: 200, Status: 200, MS: 1.5}); list[1] != want {
		t.Errorf("record %+v, want %+v", list[1], want)
	}
	if all, err := s.Egress(ctx, 0); err != nil || len(all) != 4 || !all[3].Local {
		t.Errorf("all: %+v, %v", all, err)
	}
}

func TestModelsBelongToConnections(t *testing.T) {
	s := fresh(t)
	_, err := s.SaveModel(ctx, domain.Model{ID: "ollama/llama3.2:3b", Kind: domain.ModelChat})
	wantCode(t, err, domain.CodeNotFound)
	_, err = s.SaveModel(ctx, domain.Model{ID: "nonsense"})
	wantCode(t, err, domain.CodeInvalid)
	_, err = s.SaveProvider(ctx, domain.Provider{})
	wantCode(t, err, domain.CodeInvalid)

	p, err := s.SaveProvider(ctx, domain.Provider{Name: "ollama", Type: "ollama", Address: "http://127.0.0.1:11434", Local: true})
	must(t, err)
	m, err := s.SaveModel(ctx, domain.Model{ID: "ollama/hf.co/x/y:Q4", Kind: domain.ModelChat, Context: 4096, PriceIn: 0.5, PriceKnown: true})
	must(t, err)
	if m.Provider != "ollama" || m.Name != "hf.co/x/y:Q4" || m.AddedAt.IsZero() || p.AddedAt.IsZero() {
		t.Errorf("saved %+v, %+v", m, p)
	}
	changed := m
	changed.Title, changed.AddedAt = "Y", at(0)
	changed, err = s.SaveModel(ctx, changed)
	must(t, err)
	p.Address = "http://127.0.0.1:1"
	p, err = s.SaveProvider(ctx, p)
	must(t, err)
	got, err := s.Model(ctx, m.ID)
	must(t, err)
	if got != changed || got.Title != "Y" || !got.AddedAt.Equal(m.AddedAt) {
		t.Errorf("model %+v, want %+v", got, changed)
	}
	if list, err := s.Models(ctx); err != nil || len(list) != 1 || list[0] != got {
		t.Errorf("models %+v, %v", list, err)
	}
	if stored, err := s.Provider(ctx, "ollama"); err != nil || stored != p {
		t.Errorf("provider %+v, %v, want %+v", stored, err, p)
	}
	must(t, s.DeleteProvider(ctx, "ollama"))
	_, err = s.Model(ctx, m.ID)
	wantCode(t, err, domain.CodeNotFound)
	wantCode(t, s.DeleteProvider(ctx, "ollama"), domain.CodeNotFound)
	wantCode(t, s.DeleteModel(ctx, m.ID), domain.CodeNotFound)
	if list, err := s.Providers(ctx); err != nil || list == nil || len(list) != 0 {
		t.Errorf("providers %v, %v", list, err)
	}
}

func TestJobsSurviveWithTheirPayload(t *testing.T) {
	path := filepath.Join(t.TempDir(), "greenlight.db")
	s, err := store.Open(ctx, path, store.Options{})
	must(t, err)
	job := domain.Job{ID: "job_1", Kind: "ingest", Title: "Adding 3 files", Subject: "kb_1", Status: domain.JobRunning, Done: 1, Total: 3, Left: -1, CreatedAt: at(1)}
	must(t, s.SaveJob(ctx, job, []byte(`{"files":["a"]}`)))
	job.Done = 2
	must(t, s.SaveJob(ctx, job, nil))
	done := domain.Job{ID: "job_2", Kind: "pull", Status: domain.JobDone, CreatedAt: at(2), FinishedAt: at(3)}
	must(t, s.SaveJob(ctx, done, nil))
	must(t, s.SaveJob(ctx, domain.Job{ID: "job_3", Status: domain.JobQueued, CreatedAt: at(3)}, nil))

	shared, err := store.Open(ctx, path, store.Options{Shared: true})
	must(t, err)
	got, err := shared.Job(ctx, "job_1")
	must(t, err)
	if got != job {
		t.Errorf("a second reader sees %+v, want %+v", got, job)
	}
	must(t, shared.Close())
	must(t, s.Close())

	s = open(t, path)
	jobs, err := s.Jobs(ctx)
	must(t, err)
	if len(jobs) != 3 || jobs[0].ID != "job_3" || jobs[0].Status != domain.JobInterrupted || jobs[1] != done ||
		jobs[2].Status != domain.JobInterrupted || jobs[2].Done != 2 {
		t.Errorf("after a restart: %+v", jobs)
	}
	payload, err := s.JobPayload(ctx, "job_1")
	must(t, err)
	if string(payload) != `{"files":["a"]}` {
		t.Errorf("payload %q", payload)
	}
	if payload, err = s.JobPayload(ctx, "job_2"); err != nil || payload != nil {
		t.Errorf("no payload comes as %q, %v", payload, err)
	}
	must(t, s.DeleteJob(ctx, "job_1"))
	_, err = s.Job(ctx, "job_1")
	wantCode(t, err, domain.CodeNotFound)
	_, err = s.JobPayload(ctx, "job_1")
	wantCode(t, err, domain.CodeNotFound)
	wantCode(t, s.DeleteJob(ctx, "job_1"), domain.CodeNotFound)
}

func TestOldJobsAreForgotten(t *testing.T) {
	s := fresh(t)
	must(t, s.SaveJob(ctx, domain.Job{ID: "open", Status: domain.JobInterrupted, CreatedAt: at(0)}, nil))
	for i := range 230 {
		must(t, s.SaveJob(ctx, domain.Job{ID: fmt.Sprint("job_", i), Status: domain.JobDone, CreatedAt: at(1).Add(time.Duration(i) * time.Second)}, nil))
	}
	jobs, err := s.Jobs(ctx)
	must(t, err)
	if len(jobs) != 201 || jobs[0].ID != "job_229" || jobs[200].ID != "open" {
		t.Errorf("%d jobs from %s to %s", len(jobs), jobs[0].ID, jobs[len(jobs)-1].ID)
	}
}

func TestTestSets(t *testing.T) {
	s := fresh(t)
	set, err := s.SaveEvalSet(ctx, domain.EvalSet{Name: "Leave questions", Description: "From HR"})
	must(t, err)
	cases, err := s.ReplaceCases(ctx, set.ID, []domain.Case{
		{Inputs: map[string]string{"question": "How many days?"}, Expected: "30", Sources: []string{"leave.pdf"}},
		{ID: "case_own", Refuse: true, Tags: []string{"refusal"}},
	})
	must(t, err)
	if cases[0].ID == "" || cases[0].Ordinal != 1 || cases[1].ID != "case_own" || cases[1].Ordinal != 2 || cases[0].Tags == nil {
		t.Fatalf("stored %+v", cases)
	}
	added, err := s.AddCases(ctx, set.ID, []domain.Case{{Expected: "third"}})
	must(t, err)
	cases[1].Notes = "must decline"
	must(t, s.SaveCase(ctx, cases[1]))
	got, err := s.Cases(ctx, set.ID)
	must(t, err)
	if want := append(cases, added...); !reflect.DeepEqual(got, want) || got[2].Ordinal != 3 {
		t.Errorf("cases\n%+v\nwant\n%+v", got, want)
	}
	found, err := s.EvalSet(ctx, "leave  QUESTIONS")
	must(t, err)
	if found.ID != set.ID || found.Cases != 3 || found.UpdatedAt.Before(set.UpdatedAt) {
		t.Errorf("set %+v", found)
	}
	must(t, s.DeleteCases(ctx, []string{cases[0].ID, "case_none"}))
	if _, err = s.AddCases(ctx, set.ID, []domain.Case{{Expected: "fourth"}}); err != nil {
		t.Error("no place after a removal:", err)
	}

	_, err = s.SaveEvalSet(ctx, domain.EvalSet{Name: "LEAVE questions"})
	wantCode(t, err, domain.CodeExists)
	renamed, err := s.SaveEvalSet(ctx, domain.EvalSet{ID: set.ID, Name: "Holiday questions"})
	must(t, err)
	if renamed.Name != "Holiday questions" || renamed.Cases != 3 || !renamed.CreatedAt.Equal(set.CreatedAt) {
		t.Errorf("renamed %+v", renamed)
	}
	_, err = s.ReplaceCases(ctx, set.ID, []domain.Case{{ID: "same"}, {ID: "same"}})
	wantCode(t, err, domain.CodeExists)
	if left, err := s.Cases(ctx, set.ID); err != nil || len(left) != 3 {
		t.Errorf("a refused change left %d tests, %v", len(left), err)
	}
	_, err = s.ReplaceCases(ctx, "set_none", nil)
	wantCode(t, err, domain.CodeNotFound)
	_, err = s.AddCases(ctx, "set_none", nil)
	wantCode(t, err, domain.CodeNotFound)
	wantCode(t, s.SaveCase(ctx, domain.Case{ID: "case_none"}), domain.CodeNotFound)
	must(t, s.DeleteEvalSet(ctx, set.ID))
	wantCode(t, s.DeleteEvalSet(ctx, set.ID), domain.CodeNotFound)
	if left, err := s.Cases(ctx, set.ID); err != nil || left == nil || len(left) != 0 {
		t.Errorf("tests stayed: %+v, %v", left, err)
	}
	if sets, err := s.EvalSets(ctx); err != nil || sets == nil || len(sets) != 0 {
		t.Errorf("sets %v, %v", sets, err)
	}
}

func TestAClosedStoreSaysSo(t *testing.T) {
	s := fresh(t)
	must(t, s.Close())
	_, err := s.Models(ctx)
	wantCode(t, err, domain.CodeUnavailable)
	wantCode(t, s.SetSetting(ctx, "a", 1), domain.CodeUnavailable)
}
