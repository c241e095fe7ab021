package engine_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"greenlight/backend/domain"
	"greenlight/backend/engine"
	"greenlight/backend/store"
)

// chain is n text steps, each taking the text of the one before.
func chain(n int) domain.Flow {
	steps := []string{`s0 text {"template":"x"}`}
	var edges []string
	for i := 1; i < n; i++ {
		steps = append(steps, fmt.Sprintf(`s%d text {"template":"{{x}}"}`, i))
		edges = append(edges, fmt.Sprintf("s%d.text s%d.x", i-1, i))
	}
	return graphOf(steps, edges...)
}

// fan is n text steps side by side, which all end in one that combines them.
func fan(n int) domain.Flow {
	steps := []string{"q question", `join combine {"mode":"join"}`}
	var edges []string
	for i := range n {
		steps = append(steps, fmt.Sprintf(`s%d text {"template":"{{x}}"}`, i))
		edges = append(edges, fmt.Sprintf("q.question s%d.x", i), fmt.Sprintf("s%d.text join.in", i))
	}
	return graphOf(steps, edges...)
}

func BenchmarkRun(b *testing.B) {
	flows := []struct {
		name string
		flow domain.Flow
	}{{"chain1000", chain(1000)}, {"fan500", fan(500)}}
	for _, f := range flows {
		inputs := map[string]string{}
		if len(engine.Inputs(f.flow, newBench().registry)) > 0 {
			inputs["question"] = "x"
		}
		b.Run(f.name+"/memory", func(b *testing.B) { benchRun(b, f.flow, inputs, nil) })
		b.Run(f.name+"/sqlite", func(b *testing.B) {
			s := openStore(b, filepath.Join(b.TempDir(), "bench.db"))
			benchRun(b, f.flow, inputs, storeLog{s})
		})
	}
}

func benchRun(b *testing.B, flow domain.Flow, inputs map[string]string, log engine.Log) {
	e := engine.New(engine.Options{Registry: newBench().registry, Log: log})
	b.ReportAllocs()
	for b.Loop() {
		run, err := e.Run(b.Context(), engine.RunRequest{Flow: flow, Inputs: inputs, Sink: func(domain.Event) {}})
		if err != nil || run.Status != domain.RunDone {
			b.Fatal(run.Status, err)
		}
	}
	perNode := float64(b.Elapsed().Microseconds()) / float64(b.N) / float64(len(flow.Nodes))
	b.ReportMetric(perNode, "µs/node")
}

func BenchmarkCheck1000(b *testing.B) {
	var steps, edges []string
	steps = append(steps, "q question")
	for i := range 333 {
		steps = append(steps, fmt.Sprintf(`s%d search {"knowledge":"kb"}`, i), fmt.Sprintf(`a%d answer {"model":"ollama/x"}`, i), fmt.Sprintf(`p%d prompt {"model":"ollama/x","template":"Check {{answer}}"}`, i))
		edges = append(edges, fmt.Sprintf("q.question s%d.query", i), fmt.Sprintf("q.question a%d.question", i), fmt.Sprintf("s%d.passages a%d.passages", i, i), fmt.Sprintf("a%d.answer p%d.answer", i, i))
	}
	flow, registry := graphOf(steps, edges...), newBench().registry
	b.ReportAllocs()
	for b.Loop() {
		if p := engine.Check(flow, registry, here); len(p) != 0 {
			b.Fatal(p[0])
		}
	}
}

// storeLog is the workspace's file as a log.
type storeLog struct{ s *store.Store }

func (l storeLog) StartRun(ctx context.Context, run domain.Run, flow domain.Flow, first domain.Event) error {
	return l.s.StartRun(ctx, run, flow, first)
}

func (l storeLog) Append(ctx context.Context, runID string, events []domain.Event) error {
	return l.s.Append(ctx, runID, events)
}

func (l storeLog) FinishRun(ctx context.Context, run domain.Run, last domain.Event) error {
	return l.s.FinishRun(ctx, run, last)
}

func (l storeLog) LoadRun(ctx context.Context, id string) (engine.Record, error) {
	rec, err := l.s.LoadRun(ctx, id)
	return engine.Record{Run: rec.Run, Flow: rec.Flow, Steps: rec.Steps, LastSeq: rec.LastSeq}, err
}
