package engine_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"greenlight/backend/domain"
	"greenlight/backend/engine"
	"greenlight/backend/node"
	"greenlight/backend/nodes"
)

// workSettings are those of the test's own kind "work": what a step does is a function found
// by name, so that tests can watch and steer it.
type workSettings struct {
	Do      string `json:"do" label:"Do"`
	In      int    `json:"in" label:"Inputs"`
	Many    bool   `json:"many" label:"Many"`
	Reuse   bool   `json:"reuse" label:"Reuse"`
	Model   string `json:"model" label:"Model"`
	Retries bool   `json:"retries" label:"Retries"`
}

type workFunc func(ctx context.Context, c *node.Call[workSettings]) (node.Outputs, error)

// bench is a registry with the real kinds and "work", and the functions of its steps.
type bench struct {
	registry *node.Registry
	mu       sync.Mutex
	funcs    map[string]workFunc
	runs     map[string]int // executions by name
}

func newBench() *bench {
	b := &bench{funcs: map[string]workFunc{}, runs: map[string]int{}}
	b.registry = nodes.Registry()
	b.registry.Add(b.kind("work", 0, 0))
	b.registry.Add(b.kind("stubborn", 3, 0))
	b.registry.Add(b.kind("hasty", 0, 20*time.Millisecond))
	return b
}

func (b *bench) kind(name string, retries int, timeout time.Duration) node.Kind {
	return node.Declare(node.Declaration[workSettings]{
		Kind: name, Version: 1, Title: "Work", Retries: retries, Timeout: timeout,
		Ports: func(s workSettings) node.Ports {
			p := node.Ports{Out: []node.Port{{Name: "out", Label: "Out", Type: domain.PortText}, {Name: "other", Label: "Other", Type: domain.PortText}}}
			for i := range s.In {
				p.In = append(p.In, node.Port{Name: fmt.Sprintf("in%d", i), Label: fmt.Sprintf("In %d", i), Type: domain.PortText, Required: true})
			}
			if s.Many {
				p.In = append(p.In, node.Port{Name: "many", Label: "Many", Type: domain.PortText, Many: true})
			}
			return p
		},
		Summary: func(s workSettings, _ node.Named) string { return s.Do },
		Reuse: func(s workSettings) (node.Uses, bool) {
			if s.Model != "" {
				return node.Uses{Models: []string{s.Model}}, s.Reuse
			}
			return node.Uses{}, s.Reuse
		},
		Run: func(ctx context.Context, c *node.Call[workSettings]) (node.Outputs, error) {
			b.mu.Lock()
			f := b.funcs[c.Settings.Do]
			b.runs[c.Settings.Do]++
			b.mu.Unlock()
			if f == nil {
				return node.Outputs{"out": domain.TextValue(c.Settings.Do + c.In.Text("in0"))}, nil
			}
			return f(ctx, c)
		},
	})
}

func (b *bench) count(name string) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.runs[name]
}

// gives makes a function that gives a text on a port.
func gives(port, text string) workFunc {
	return func(context.Context, *node.Call[workSettings]) (node.Outputs, error) {
		return node.Outputs{port: domain.TextValue(text)}, nil
	}
}

// graphOf builds a flow: steps as "id kind settings", edges as "from.port to.port".
func graphOf(steps []string, edges ...string) domain.Flow {
	f := domain.Flow{ID: "flow_1", Name: "Test", Revision: 4}
	for _, s := range steps {
		parts := strings.SplitN(s, " ", 3)
		n := domain.Node{ID: parts[0], Kind: parts[1], Version: 1, Title: strings.ToUpper(parts[0]), Settings: json.RawMessage("{}")}
		if len(parts) > 2 {
			n.Settings = json.RawMessage(parts[2])
		}
		f.Nodes = append(f.Nodes, n)
	}
	for _, e := range edges {
		from, to, _ := strings.Cut(e, " ")
		a, ap, _ := strings.Cut(from, ".")
		b, bp, _ := strings.Cut(to, ".")
		f.Edges = append(f.Edges, domain.Edge{ID: "edge:" + e, From: a, FromPort: ap, To: b, ToPort: bp})
	}
	return f
}

// memoryLog is a Log that keeps everything in memory and can be told to fail.
type memoryLog struct {
	mu     sync.Mutex
	events []domain.Event
	steps  map[string]domain.Step
	run    domain.Run
	flow   domain.Flow
	fail   func(events []domain.Event) error
}

func newLog() *memoryLog { return &memoryLog{steps: map[string]domain.Step{}} }

func (l *memoryLog) StartRun(_ context.Context, run domain.Run, flow domain.Flow, first domain.Event) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.run, l.flow = run, *flow.Clone()
	l.events = append(l.events, first)
	return nil
}

func (l *memoryLog) Append(ctx context.Context, _ string, events []domain.Event) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if l.fail != nil {
		if err := l.fail(events); err != nil {
			return err
		}
	}
	for _, e := range events {
		if !e.Type.Lifecycle() {
			return fmt.Errorf("a delta was stored")
		}
		if e.Step != nil {
			l.steps[e.Node] = *e.Step
		}
	}
	l.events = append(l.events, events...)
	return nil
}

func (l *memoryLog) FinishRun(_ context.Context, run domain.Run, last domain.Event) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.run = run
	l.events = append(l.events, last)
	return nil
}

func (l *memoryLog) LoadRun(_ context.Context, id string) (engine.Record, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if id != l.run.ID {
		return engine.Record{}, domain.NotFound("run", id)
	}
	rec := engine.Record{Run: l.run, Flow: l.flow}
	if n := len(l.events); n > 0 {
		rec.LastSeq = l.events[n-1].Seq
	}
	for _, s := range l.steps {
		rec.Steps = append(rec.Steps, s)
	}
	return rec, nil
}

func (l *memoryLog) stored(seq int) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, e := range l.events {
		if e.Seq == seq {
			return true
		}
	}
	return false
}

// watcher is a sink that keeps events and checks the rules that all of them follow.
type watcher struct {
	t      *testing.T
	log    *memoryLog
	mu     sync.Mutex
	events []domain.Event
}

func (w *watcher) sink(e domain.Event) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.events) > 0 && e.Seq != w.events[len(w.events)-1].Seq+1 {
		w.t.Errorf("event %d follows %d", e.Seq, w.events[len(w.events)-1].Seq)
	}
	if w.log != nil && e.Type.Lifecycle() && !w.log.stored(e.Seq) {
		w.t.Errorf("event %d (%s) was shown before it was stored", e.Seq, e.Type)
	}
	w.events = append(w.events, e)
}

// lines gives the events as "type node".
func (w *watcher) lines() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	lines := make([]string, 0, len(w.events))
	for _, e := range w.events {
		lines = append(lines, strings.TrimSpace(string(e.Type)+" "+e.Node))
	}
	return lines
}

// status gives the status of each step of a run as "node=status".
func statuses(run domain.Run) string {
	parts := make([]string, 0, len(run.Steps))
	for _, s := range run.Steps {
		parts = append(parts, s.Node+"="+string(s.Status))
	}
	return strings.Join(parts, " ")
}
