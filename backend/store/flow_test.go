package store_test

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"greenlight/backend/domain"
	"greenlight/backend/store"
)

var ctx = context.Background()

// draw makes an assistant of n steps in a row.
func draw(name string, n int) domain.Flow {
	f := domain.Flow{Name: name, Description: "It answers.", Nodes: []domain.Node{}, Edges: []domain.Edge{}}
	for i := range n {
		f.Nodes = append(f.Nodes, domain.Node{ID: fmt.Sprint("n", i), Kind: "prompt", Version: 1, X: float64(i) * 220.5,
			Settings: json.RawMessage(`{"template":"Say \u201cyes\u201d to {{question}}"}`)})
		if i > 0 {
			f.Edges = append(f.Edges, domain.Edge{ID: fmt.Sprint("e", i), From: fmt.Sprint("n", i-1), FromPort: "text", To: fmt.Sprint("n", i), ToPort: "text"})
		}
	}
	return f
}

func saveFlow(t testing.TB, s *store.Store, f domain.Flow) domain.Flow {
	t.Helper()
	saved, err := s.SaveFlow(ctx, f)
	must(t, err)
	return saved
}

func TestAFlowComesBackAsItWasSaved(t *testing.T) {
	s := fresh(t)
	saved := saveFlow(t, s, draw("HR helper", 3))
	if saved.ID == "" || saved.Revision != 1 || saved.CreatedAt.IsZero() || len(saved.Nodes) != 3 || len(saved.Edges) != 2 {
		t.Fatalf("saved as %+v", saved)
	}
	for _, ref := range []string{saved.ID, "hr  HELPER", " HR helper "} {
		got, err := s.FindFlow(ctx, ref)
		must(t, err)
		if !reflect.DeepEqual(got, saved) {
			t.Errorf("FindFlow(%q) gives %+v, want %+v", ref, got, saved)
		}
	}
	var settings struct{ Template string }
	must(t, json.Unmarshal(saved.Nodes[0].Settings, &settings))
	if settings.Template != "Say “yes” to {{question}}" {
		t.Errorf("settings became %q", settings.Template)
	}
	empty := saveFlow(t, s, domain.Flow{Name: "Empty", Nodes: []domain.Node{{ID: "a", Kind: "note"}}})
	if empty.Edges == nil || string(empty.Nodes[0].Settings) != "{}" {
		t.Errorf("empty parts come back as %+v", empty)
	}
	_, err := s.Flow(ctx, "flow_none")
	wantCode(t, err, domain.CodeNotFound)
}

func TestASaveNamesTheRevisionThatItChanged(t *testing.T) {
	s := fresh(t)
	first := saveFlow(t, s, draw("HR", 1))
	mine := first
	mine.Description = "Changed."
	second := saveFlow(t, s, mine)
	if second.Revision != 2 || second.CreatedAt != first.CreatedAt {
		t.Fatalf("second save: %+v", second)
	}
	if again := saveFlow(t, s, second); again.Revision != 2 || again.UpdatedAt != second.UpdatedAt {
		t.Errorf("saving the same again made revision %d", again.Revision)
	}
	late := first
	late.Description = "Too late."
	_, err := s.SaveFlow(ctx, late)
	wantCode(t, err, domain.CodeConflict)
	ahead := second
	ahead.Revision = 7
	_, err = s.SaveFlow(ctx, ahead)
	wantCode(t, err, domain.CodeConflict)
	gone := draw("Gone", 1)
	gone.ID, gone.Revision = "flow_gone", 3
	_, err = s.SaveFlow(ctx, gone)
	wantCode(t, err, domain.CodeNotFound)
	got, err := s.Flow(ctx, first.ID)
	must(t, err)
	if got.Description != "Changed." {
		t.Errorf("a refused save left %q", got.Description)
	}
}

func TestOnlyOneOfTwoSavesOfOneRevisionWins(t *testing.T) {
	s := fresh(t)
	first := saveFlow(t, s, draw("HR", 2))
	var won, lost atomic.Int32
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			f := *first.Clone()
			f.Description = fmt.Sprint("writer ", i)
			switch _, err := s.SaveFlow(ctx, f); domain.ErrorCode(err) {
			case "":
				won.Add(1)
			case domain.CodeConflict:
				lost.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if won.Load() != 1 || lost.Load() != 15 {
		t.Errorf("%d won and %d lost", won.Load(), lost.Load())
	}
}

func TestFlowNamesAreUnique(t *testing.T) {
	s := fresh(t)
	a := saveFlow(t, s, draw("HR helper", 1))
	_, err := s.SaveFlow(ctx, draw("hr Helper", 1))
	wantCode(t, err, domain.CodeExists)
	b := saveFlow(t, s, draw("Other", 1))
	_, err = s.RenameFlow(ctx, b.ID, "HR HELPER", "")
	wantCode(t, err, domain.CodeExists)
	renamed, err := s.RenameFlow(ctx, a.ID, "  People   helper ", "New words")
	must(t, err)
	if renamed.Name != "People helper" || renamed.Description != "New words" || renamed.Revision != 2 {
		t.Errorf("renamed to %+v", renamed)
	}
	_, err = s.SaveFlow(ctx, domain.Flow{Name: " "})
	wantCode(t, err, domain.CodeInvalid)
	_, err = s.RenameFlow(ctx, "flow_none", "X", "")
	wantCode(t, err, domain.CodeNotFound)
}

func TestFlowsListsTheLatestChangeFirstWithTheLastRun(t *testing.T) {
	s := fresh(t)
	old := saveFlow(t, s, draw("Old", 1))
	fresh := saveFlow(t, s, draw("New", 4))
	for i, id := range []string{"run_1", "run_2"} {
		run := domain.Run{ID: id, FlowID: old.ID, FlowName: "Old", StartedAt: time.Now().Add(time.Duration(i) * time.Minute)}
		must(t, s.StartRun(ctx, run, old, domain.Event{Run: id, Seq: 1, Type: domain.EventRunStarted}))
	}
	flows, err := s.Flows(ctx)
	must(t, err)
	if len(flows) != 2 || flows[0].ID != fresh.ID || flows[0].Steps != 4 || flows[0].LastRun != nil {
		t.Fatalf("flows %+v", flows)
	}
	if r := flows[1].LastRun; r == nil || r.ID != "run_2" || r.Status != domain.RunRunning {
		t.Errorf("last run %+v", r)
	}
	none, err := openEmpty(t).Flows(ctx)
	must(t, err)
	if none == nil || len(none) != 0 {
		t.Errorf("no flows come as %v", none)
	}
}

func openEmpty(t testing.TB) *store.Store { return fresh(t) }

func TestDeletingAFlowTakesItsRunsAndHistory(t *testing.T) {
	s := fresh(t)
	f := saveFlow(t, s, draw("HR", 1))
	must(t, s.StartRun(ctx, domain.Run{ID: "run_1", FlowID: f.ID, StartedAt: time.Now()}, f, domain.Event{Run: "run_1", Seq: 1, Type: domain.EventRunStarted}))
	must(t, s.DeleteFlow(ctx, f.ID))
	_, err := s.Run(ctx, "run_1")
	wantCode(t, err, domain.CodeNotFound)
	wantCode(t, s.DeleteFlow(ctx, f.ID), domain.CodeNotFound)
	revisions, err := s.FlowRevisions(ctx, f.ID)
	must(t, err)
	if len(revisions) != 0 {
		t.Errorf("history stayed: %+v", revisions)
	}
	err = s.Append(ctx, "run_1", []domain.Event{{Run: "run_1", Seq: 2, Type: domain.EventStepStarted}})
	wantCode(t, err, domain.CodeNotFound)
}

func TestHistoryKeepsTheLatestAndThoseThatRan(t *testing.T) {
	s := fresh(t)
	f := saveFlow(t, s, draw("HR", 30))
	for i := range 120 {
		f.Description = fmt.Sprint("state ", i)
		f = saveFlow(t, s, f)
		if f.Revision == 20 {
			must(t, s.StartRun(ctx, domain.Run{ID: "run_1", FlowID: f.ID, Revision: f.Revision, StartedAt: time.Now()}, f,
				domain.Event{Run: "run_1", Seq: 1, Type: domain.EventRunStarted}))
		}
	}
	revisions, err := s.FlowRevisions(ctx, f.ID)
	must(t, err)
	if len(revisions) > 55 || revisions[0].Revision != 121 || revisions[0].SavedAt.IsZero() {
		t.Fatalf("%d revisions from %+v", len(revisions), revisions[0])
	}
	kept := map[int]bool{}
	for _, r := range revisions {
		kept[r.Revision] = true
	}
	for r := 72; r <= 121; r++ {
		if !kept[r] {
			t.Errorf("revision %d is gone", r)
		}
	}
	if !kept[20] || kept[21] {
		t.Error("the state that ran must stay and its neighbour go")
	}
	old, err := s.FlowAt(ctx, f.ID, 20)
	must(t, err)
	if old.Revision != 20 || old.Description != "state 18" || len(old.Nodes) != 30 || !reflect.DeepEqual(old.Nodes, f.Nodes) {
		t.Errorf("revision 20 is %+v", old)
	}
	_, err = s.FlowAt(ctx, f.ID, 21)
	wantCode(t, err, domain.CodeNotFound)
}
