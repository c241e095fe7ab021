package store_test

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"greenlight/backend/domain"
	"greenlight/backend/store"
)

func TestManyReadAndWriteAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "greenlight.db")
	s := open(t, path)
	other, err := store.Open(ctx, path, store.Options{Shared: true}) // as another process would
	must(t, err)
	defer func() { must(t, other.Close()) }()
	flow := saveFlow(t, s, draw("HR", 3))

	const workers, each = 8, 12
	var wg sync.WaitGroup
	for w := range workers {
		db := s
		if w%2 == 1 {
			db = other
		}
		wg.Go(func() {
			for i := range each {
				if err := writeAndRead(db, flow, fmt.Sprintf("run_%d_%d", w, i)); err != nil {
					t.Error(err, causes(err))
					return
				}
			}
		})
	}
	wg.Wait()
	runs, err := s.Runs(ctx, flow.ID, 0)
	must(t, err)
	if len(runs) != workers*each {
		t.Errorf("%d runs are there", len(runs))
	}
	must(t, s.Check(ctx))
}

func writeAndRead(s *store.Store, flow domain.Flow, id string) error {
	a := step("a", domain.RunDone)
	run := domain.Run{ID: id, FlowID: flow.ID, StartedAt: time.Now()}
	if err := s.StartRun(ctx, run, flow, event(id, 1, domain.EventRunStarted, nil)); err != nil {
		return err
	}
	if err := s.Append(ctx, id, []domain.Event{event(id, 2, domain.EventStepDone, &a)}); err != nil {
		return err
	}
	if err := s.KeepResult(ctx, "key", a.Outputs); err != nil {
		return err
	}
	rec, err := s.LoadRun(ctx, id)
	if err != nil {
		return err
	}
	if rec.LastSeq != 2 || len(rec.Steps) != 1 { // one's own writes are seen at once
		return fmt.Errorf("run %s is at event %d with %d steps", id, rec.LastSeq, len(rec.Steps))
	}
	if _, err := s.Flows(ctx); err != nil {
		return err
	}
	if _, _, err := s.CachedResult(ctx, "key"); err != nil {
		return err
	}
	return s.FinishRun(ctx, finished(run, domain.RunDone, a), event(id, 3, domain.EventRunDone, nil))
}

func TestAWriteThatIsStoppedLeavesNothing(t *testing.T) {
	s := fresh(t)
	var wg sync.WaitGroup
	for i := range 50 {
		wg.Go(func() {
			stopped, cancel := context.WithTimeout(ctx, time.Duration(i)*100*time.Microsecond)
			defer cancel()
			name := fmt.Sprint("set ", i)
			set, err := s.SaveEvalSet(stopped, domain.EvalSet{Name: name})
			switch domain.ErrorCode(err) {
			case "":
				if found, err := s.EvalSet(ctx, name); err != nil || found.ID != set.ID {
					t.Errorf("a confirmed set is %+v, %v", found, err)
				}
			case domain.CodeTimeout, domain.CodeCancelled:
			default:
				t.Error(err, causes(err))
			}
		})
	}
	wg.Wait()
	must(t, s.SetSetting(ctx, "still", "alive"))
	must(t, s.Check(ctx))
}

func TestClosingWaitsForWrites(t *testing.T) {
	path := filepath.Join(t.TempDir(), "greenlight.db")
	s, err := store.Open(ctx, path, store.Options{})
	must(t, err)
	stored := make(chan string, 1000)
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			for i := 0; ; i++ {
				key := fmt.Sprint(w, "-", i)
				if err := s.SetSetting(ctx, key, i); err != nil {
					if !domain.IsCode(err, domain.CodeUnavailable) {
						t.Error(err)
					}
					return
				}
				select {
				case stored <- key:
				default:
					return
				}
			}
		})
	}
	<-stored
	must(t, s.Close())
	wg.Wait()
	close(stored)
	s = open(t, path)
	for key := range stored {
		var i int
		if ok, err := s.Setting(ctx, key, &i); !ok || err != nil {
			t.Errorf("%s was confirmed and is not there: %v", key, err)
		}
	}
}
