package store_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"greenlight/backend/domain"
	"greenlight/backend/store"
)

// at is a moment that is stored exactly.
func at(seconds int) time.Time {
	return time.Date(2026, 11, 23, 12, 0, seconds, 123456000, time.UTC)
}

func step(node string, status domain.RunStatus) domain.Step {
	s := domain.Step{Node: node, Kind: "search", Title: "Search", Status: status, Attempts: 1, StartedAt: at(1),
		Inputs: map[string]domain.Value{}, Outputs: map[string]domain.Value{}}
	if status == domain.RunDone {
		s.MS, s.TokensIn, s.TokensOut, s.Cost, s.Model, s.Cached = 12.5, 10, 20, 0.25, "ollama/x", true
		s.Inputs["question"] = domain.TextValue("How many days?")
		s.Outputs["found"] = domain.PassagesValue([]domain.Passage{{Rank: 1, Text: "30 days\x00\f “quoted”", Matched: []string{"days"}}})
		s.Outputs["data"] = domain.Value{Type: domain.PortData, Data: json.RawMessage(`{"a":[1,2.5,null]}`)}
	}
	return s
}

func event(run string, seq int, kind domain.EventType, s *domain.Step) domain.Event {
	e := domain.Event{Run: run, Seq: seq, Type: kind, Step: s, At: at(seq)}
	if s != nil {
		e.Node = s.Node
	}
	return e
}

// begin stores a flow and a run of it.
func begin(t testing.TB, s *store.Store, id string) (domain.Flow, domain.Run) {
	t.Helper()
	f, err := s.FindFlow(ctx, "HR")
	if err != nil {
		f = saveFlow(t, s, draw("HR", 3))
	}
	run := domain.Run{ID: id, FlowID: f.ID, FlowName: f.Name, Revision: f.Revision, Status: domain.RunRunning,
		Inputs: map[string]string{"question": "How many days?"}, StartedAt: at(0)}
	must(t, s.StartRun(ctx, run, f, event(id, 1, domain.EventRunStarted, nil)))
	return f, run
}

func finished(run domain.Run, status domain.RunStatus, steps ...domain.Step) domain.Run {
	run.Status, run.FinishedAt, run.MS, run.Steps = status, at(9), 9000.5, steps
	run.Outputs = map[string]domain.Value{"answer": {Type: domain.PortAnswer, Text: "30 days", Answered: true}}
	run.Citations = []domain.Citation{{Marker: 1, Text: "30 days", Page: 2, Start: 3, End: 10}}
	run.Answered, run.TokensIn, run.TokensOut, run.Cost = true, 10, 20, 0.25
	if status == domain.RunFailed {
		run.Error = domain.Errorf(domain.CodeProvider, "The model answered with an error.").WithPath("Search")
	}
	return run
}

func TestARunComesBackAsItWasRecorded(t *testing.T) {
	s := fresh(t)
	flow, run := begin(t, s, "run_1")
	a, b := step("a", domain.RunDone), step("b", domain.RunSkipped)
	running := step("a", domain.RunRunning)
	must(t, s.Append(ctx, "run_1", []domain.Event{event("run_1", 2, domain.EventStepStarted, &running)}))
	must(t, s.Append(ctx, "run_1", []domain.Event{event("run_1", 5, domain.EventStepDone, &a), event("run_1", 6, domain.EventStepSkipped, &b)}))

	rec, err := s.LoadRun(ctx, "run_1")
	must(t, err)
	if rec.LastSeq != 6 || !reflect.DeepEqual(rec.Flow.Nodes, flow.Nodes) || rec.Flow.ID != flow.ID || rec.Run.Status != domain.RunRunning {
		t.Errorf("record %+v", rec)
	}
	if !reflect.DeepEqual(rec.Steps, []domain.Step{a, b}) {
		t.Errorf("checkpoints\n%+v\nwant\n%+v", rec.Steps, []domain.Step{a, b})
	}
	open, err := s.UnfinishedRuns(ctx)
	must(t, err)
	if len(open) != 1 || open[0].ID != "run_1" {
		t.Errorf("unfinished %+v", open)
	}

	want := finished(run, domain.RunDone, b, a) // the engine's own order counts
	must(t, s.FinishRun(ctx, want, event("run_1", 7, domain.EventRunDone, nil)))
	got, err := s.Run(ctx, "run_1")
	must(t, err)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("run\n%+v\nwant\n%+v", got, want)
	}
	rec, err = s.LoadRun(ctx, "run_1")
	must(t, err)
	if len(rec.Flow.Nodes) != 0 || rec.LastSeq != 7 {
		t.Errorf("a run that is done still keeps its graph: %+v", rec)
	}
	if open, err = s.UnfinishedRuns(ctx); err != nil || len(open) != 0 {
		t.Errorf("unfinished %+v, %v", open, err)
	}
}

func TestEventsComeBackInOrderAndComplete(t *testing.T) {
	s := fresh(t)
	flow, run := begin(t, s, "run_1")
	running, done := step("a", domain.RunRunning), step("a", domain.RunDone)
	must(t, s.Append(ctx, "run_1", []domain.Event{event("run_1", 2, domain.EventStepStarted, &running), event("run_1", 4, domain.EventStepDone, &done)}))
	final := finished(run, domain.RunDone, done)
	must(t, s.FinishRun(ctx, final, event("run_1", 5, domain.EventRunDone, nil)))

	want := []domain.Event{event("run_1", 1, domain.EventRunStarted, nil), event("run_1", 2, domain.EventStepStarted, &running),
		event("run_1", 4, domain.EventStepDone, &done), event("run_1", 5, domain.EventRunDone, nil)}
	want[3].Final = &final
	for i := range want {
		want[i].Flow = flow.ID
	}
	for after, n := range map[int]int{0: 4, 1: 3, 2: 2, 3: 2, 4: 1, 5: 0} {
		got, err := s.Events(ctx, "run_1", after)
		must(t, err)
		if len(got) != n || n > 0 && !reflect.DeepEqual(got, want[4-n:]) {
			t.Errorf("events after %d:\n%+v\nwant\n%+v", after, got, want[4-n:])
		}
	}
	none, err := s.Events(ctx, "run_none", 0)
	must(t, err)
	if none == nil || len(none) != 0 {
		t.Errorf("events of no run: %v", none)
	}
}

func TestAFailedRunCanBeTakenUp(t *testing.T) {
	s := fresh(t)
	flow, run := begin(t, s, "run_1")
	done, failed := step("a", domain.RunDone), step("b", domain.RunFailed)
	failed.Error = domain.Errorf(domain.CodeTimeout, "It took longer than allowed.").WithHint("Try again.")
	must(t, s.Append(ctx, "run_1", []domain.Event{event("run_1", 2, domain.EventStepDone, &done), event("run_1", 3, domain.EventStepFailed, &failed)}))
	must(t, s.FinishRun(ctx, finished(run, domain.RunFailed, done, failed), event("run_1", 4, domain.EventRunDone, nil)))

	rec, err := s.LoadRun(ctx, "run_1")
	must(t, err)
	if len(rec.Flow.Nodes) != len(flow.Nodes) || !reflect.DeepEqual(rec.Steps[1], failed) || rec.Run.Error.Code != domain.CodeProvider {
		t.Fatalf("record %+v", rec)
	}
	must(t, s.Append(ctx, "run_1", []domain.Event{event("run_1", 5, domain.EventRunStarted, nil)}))
	again := step("b", domain.RunDone)
	must(t, s.Append(ctx, "run_1", []domain.Event{event("run_1", 6, domain.EventStepDone, &again)}))
	got, err := s.Run(ctx, "run_1")
	must(t, err)
	if got.Status != domain.RunRunning || got.Error != nil || !got.FinishedAt.IsZero() || !reflect.DeepEqual(got.Steps, []domain.Step{done, again}) {
		t.Errorf("taken up as %+v", got)
	}
	events, err := s.Events(ctx, "run_1", 2)
	must(t, err)
	if e := events[0]; e.Type != domain.EventStepFailed || e.Step.Error == nil || e.Step.Error.Hint != "Try again." {
		t.Errorf("the earlier failure reads %+v", e.Step)
	}
}

func TestRunsOfAGraphThatWasNeverStored(t *testing.T) {
	s := fresh(t)
	f := draw("Trial", 2)
	f.ID = "flow_trial"
	run := domain.Run{ID: "run_1", FlowID: f.ID, FlowName: "Trial", StartedAt: at(0)}
	must(t, s.StartRun(ctx, run, f, event("run_1", 1, domain.EventRunStarted, nil)))
	got, err := s.Run(ctx, "run_1")
	must(t, err)
	if got.FlowID != "" || got.FlowName != "Trial" {
		t.Errorf("run %+v", got)
	}
	wantCode(t, s.StartRun(ctx, run, f, event("run_1", 1, domain.EventRunStarted, nil)), domain.CodeExists)
	wantCode(t, s.Append(ctx, "run_1", []domain.Event{event("run_1", 1, domain.EventRunStarted, nil)}), domain.CodeConflict)
	wantCode(t, s.FinishRun(ctx, domain.Run{ID: "run_none"}, event("run_none", 2, domain.EventRunDone, nil)), domain.CodeNotFound)
	_, err = s.LoadRun(ctx, "run_none")
	wantCode(t, err, domain.CodeNotFound)
}

func TestAnAppendIsAllOrNothing(t *testing.T) {
	s := fresh(t)
	begin(t, s, "run_1")
	a := step("a", domain.RunDone)
	err := s.Append(ctx, "run_1", []domain.Event{event("run_1", 2, domain.EventStepDone, &a), event("run_1", 1, domain.EventStepDone, &a)})
	wantCode(t, err, domain.CodeConflict)
	rec, err := s.LoadRun(ctx, "run_1")
	must(t, err)
	if rec.LastSeq != 1 || len(rec.Steps) != 0 {
		t.Errorf("half of it is stored: %+v", rec)
	}
}

func TestRunsAreListedAndPruned(t *testing.T) {
	s := fresh(t)
	other := saveFlow(t, s, draw("Other", 1))
	must(t, s.StartRun(ctx, domain.Run{ID: "run_other", FlowID: other.ID, StartedAt: at(0)}, other, event("run_other", 1, domain.EventRunStarted, nil)))
	var flow domain.Flow
	for i := range 5 {
		id := fmt.Sprint("run_", i)
		f, run := begin(t, s, id)
		flow = f
		if i > 0 { // the first never ends
			must(t, s.FinishRun(ctx, finished(run, domain.RunDone), event(id, 2, domain.EventRunDone, nil)))
		}
	}
	ids := func(flowID string, limit int) (ids []string) {
		t.Helper()
		runs, err := s.Runs(ctx, flowID, limit)
		must(t, err)
		for _, r := range runs {
			if len(r.Steps) != 0 || r.Steps == nil {
				t.Errorf("steps of a listed run: %v", r.Steps)
			}
			ids = append(ids, r.ID)
		}
		return ids
	}
	if got := ids(flow.ID, 2); !reflect.DeepEqual(got, []string{"run_4", "run_3"}) {
		t.Errorf("latest two: %v", got)
	}
	if got := ids("", 0); len(got) != 6 {
		t.Errorf("all: %v", got)
	}
	n, err := s.PruneRuns(ctx, 1)
	must(t, err)
	if got := ids(flow.ID, 0); n != 3 || !reflect.DeepEqual(got, []string{"run_4", "run_0"}) {
		t.Errorf("after pruning %d: %v", n, got)
	}
	must(t, s.DeleteRun(ctx, "run_4"))
	wantCode(t, s.DeleteRun(ctx, "run_4"), domain.CodeNotFound)
	if got := ids(other.ID, 0); len(got) != 1 {
		t.Errorf("runs of another assistant: %v", got)
	}
}

func TestResultsAreKeptUntilTheLimit(t *testing.T) {
	s := fresh(t)
	_, found, err := s.CachedResult(ctx, "k")
	must(t, err)
	if found {
		t.Fatal("found what was never kept")
	}
	want := step("a", domain.RunDone).Outputs
	must(t, s.KeepResult(ctx, "k", want))
	got, found, err := s.CachedResult(ctx, "k")
	must(t, err)
	if !found || !reflect.DeepEqual(got, want) {
		t.Errorf("kept %+v, got %+v", want, got)
	}
	must(t, s.KeepResult(ctx, "empty", nil))
	if got, found, err = s.CachedResult(ctx, "empty"); err != nil || !found || got == nil {
		t.Errorf("an empty result comes back as %v, %v, %v", got, found, err)
	}
	noise := make([]byte, 10<<20) // does not become smaller
	_, err = rand.NewChaCha8([32]byte{1}).Read(noise)
	must(t, err)
	big := map[string]domain.Value{"text": domain.TextValue(base64.StdEncoding.EncodeToString(noise))}
	must(t, s.KeepResult(ctx, "big", big))
	if _, found, err = s.CachedResult(ctx, "big"); err != nil || found {
		t.Errorf("a huge result was kept: %v", err)
	}
	for i := range 10 {
		must(t, s.KeepResult(ctx, fmt.Sprint("r", i), map[string]domain.Value{"t": domain.TextValue(string(make([]byte, 1000)))}))
	}
	sizes, err := s.Sizes(ctx)
	must(t, err)
	must(t, s.PruneResults(ctx, sizes.Results/2))
	after, err := s.Sizes(ctx)
	must(t, err)
	if after.Results > sizes.Results/2 || after.Results == 0 {
		t.Errorf("pruned from %d to %d", sizes.Results, after.Results)
	}
	if _, found, _ = s.CachedResult(ctx, "r9"); !found {
		t.Error("the latest result was forgotten first")
	}
	must(t, s.PruneResults(ctx, 0))
	if after, err = s.Sizes(ctx); err != nil || after.Results != 0 {
		t.Errorf("%d bytes stayed, %v", after.Results, err)
	}
}

func TestResultsAreForgottenWithTheDocumentsTheyQuote(t *testing.T) {
	s := fresh(t)
	db := raw(t, s.Path())
	defer func() { must(t, db.Close()) }()
	_, err := db.Exec(`INSERT INTO knowledge (id, name, description, sensitivity, created_at, updated_at) VALUES ('kb', 'K', '', 'internal', 0, 0);
		INSERT INTO document (id, knowledge_id, path, title, format, hash, size, status, pages, chunks, words, warnings, error, added_at, updated_at)
		VALUES ('doc', 'kb', 'a.txt', '', '', 'h1', 0, 'ready', 1, 1, 1, '[]', '', 0, 0)`)
	must(t, err)
	for _, change := range []string{
		"UPDATE document SET hash = 'h2' WHERE id = 'doc'",
		"PRAGMA foreign_keys = ON; DELETE FROM knowledge WHERE id = 'kb'",
	} {
		must(t, s.KeepResult(ctx, "key", nil))
		_, err := db.Exec("UPDATE document SET title = 'x'")
		must(t, err)
		if _, found, err := s.CachedResult(ctx, "key"); !found || err != nil {
			t.Fatalf("a new title forgets results: %v", err)
		}
		_, err = db.Exec(change)
		must(t, err)
		if _, found, err := s.CachedResult(ctx, "key"); found || err != nil {
			t.Errorf("after %q the result stays, %v", change, err)
		}
	}
}
