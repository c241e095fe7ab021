package store_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"greenlight/backend/domain"
	"greenlight/backend/store"
)

func BenchmarkOpenNew(b *testing.B) {
	dir := b.TempDir()
	for i := range b.N {
		s, err := store.Open(ctx, filepath.Join(dir, fmt.Sprint(i)), store.Options{})
		must(b, err)
		must(b, s.Close())
	}
}

func BenchmarkOpenExisting(b *testing.B) {
	path := filepath.Join(b.TempDir(), "greenlight.db")
	s, err := store.Open(ctx, path, store.Options{})
	must(b, err)
	must(b, s.Close())
	for b.Loop() {
		s, err := store.Open(ctx, path, store.Options{})
		must(b, err)
		_, err = s.Flows(ctx)
		must(b, err)
		must(b, s.Close())
	}
}

// BenchmarkRunOfThreeSteps is what the record of one small run costs: five transactions.
func BenchmarkRunOfThreeSteps(b *testing.B) {
	s := fresh(b)
	flow := saveFlow(b, s, draw("HR", 3))
	for i := range b.N {
		id := fmt.Sprint("run_", i)
		run := domain.Run{ID: id, FlowID: flow.ID, StartedAt: time.Now()}
		must(b, s.StartRun(ctx, run, flow, event(id, 1, domain.EventRunStarted, nil)))
		steps := []domain.Step{step("a", domain.RunDone), step("b", domain.RunDone), step("c", domain.RunDone)}
		for n := range steps {
			must(b, s.Append(ctx, id, []domain.Event{event(id, n+2, domain.EventStepDone, &steps[n])}))
		}
		must(b, s.FinishRun(ctx, finished(run, domain.RunDone, steps...), event(id, 9, domain.EventRunDone, nil)))
	}
}

func BenchmarkSetting(b *testing.B) {
	s := fresh(b)
	b.Run("write", func(b *testing.B) {
		for b.Loop() {
			must(b, s.SetSetting(ctx, "theme", "dark"))
		}
	})
	b.Run("read", func(b *testing.B) {
		var v string
		for b.Loop() {
			_, err := s.Setting(ctx, "theme", &v)
			must(b, err)
		}
	})
}
