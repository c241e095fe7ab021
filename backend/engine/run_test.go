package engine_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"greenlight/backend/domain"
	"greenlight/backend/engine"
	"greenlight/backend/node"
)

func mustRun(t *testing.T, e *engine.Engine, req engine.RunRequest) domain.Run {
	t.Helper()
	run, err := e.Run(t.Context(), req)
	if err != nil {
		t.Fatalf("run: %v (path %s)", err, domain.AsError(err).Path)
	}
	return run
}

func TestRunCarriesValuesAndTrace(t *testing.T) {
	b, log := newBench(), newLog()
	w := &watcher{t: t, log: log}
	flow := graphOf([]string{
		"q question", `t text {"template":"Dear {{who}}, you asked: {{what}}"}`, `r output {"name":"letter"}`, `a work {"do":"a"}`, `n note {"text":"x"}`,
	}, "q.question t.what", "a.out t.who", "t.text r.value")
	e := engine.New(engine.Options{Registry: b.registry, Log: log})
	run := mustRun(t, e, engine.RunRequest{Flow: flow, Inputs: map[string]string{"question": "why?"}, Sink: w.sink})
	if run.Status != domain.RunDone || run.Outputs["letter"].Text != "Dear a, you asked: why?" || !run.Answered || run.Error != nil {
		t.Errorf("run: %+v", run)
	}
	if got := statuses(run); got != "q=done a=done t=done r=done" {
		t.Errorf("steps: %s", got)
	}
	if run.ID == "" || run.FlowID != "flow_1" || run.FlowName != "Test" || run.Revision != 4 || run.Inputs["question"] != "why?" {
		t.Errorf("run: %+v", run)
	}
	for _, s := range run.Steps {
		if s.Title != strings.ToUpper(s.Node) || s.Attempts != 1 || s.StartedAt.IsZero() {
			t.Errorf("step: %+v", s)
		}
		if s.Node == "t" && (s.Inputs["what"].Text != "why?" || s.Outputs["text"].Text == "") {
			t.Errorf("trace of t: %+v", s)
		}
	}
	lines := w.lines()
	if lines[0] != "run_started" || lines[len(lines)-1] != "run_done" || len(lines) != 2+2*4 {
		t.Errorf("events: %v", lines)
	}
	if slices.Index(lines, "step_done q") > slices.Index(lines, "step_started t") {
		t.Errorf("order: %v", lines)
	}
	for _, ev := range w.events {
		if ev.Step != nil && (ev.Step.Inputs == nil || ev.Step.Outputs == nil) {
			t.Errorf("event %d carries a step without lists: %+v", ev.Seq, ev.Step)
		}
	}
	if final := w.events[len(w.events)-1].Final; final == nil || final.Status != domain.RunDone {
		t.Error("the last event does not carry the run")
	}
}

func TestBranchesNotTakenAreSkipped(t *testing.T) {
	choose := `c choose {"branches":[{"id":"m","name":"Money","value":"invoice"},{"id":"x","name":"Other","value":"zzz"}]}`
	flow := graphOf([]string{
		"q question", choose, `money text {"template":"Paid."}`, `deep text {"template":"<{{m}}>"}`,
		`rest text {"template":"Hm."}`, `join combine {"mode":"first"}`, `both text {"template":"{{a}}{{b}}"}`, "r output",
	}, "q.question c.value", "c.branch:m money.@when", "money.text deep.m", "c.otherwise rest.@when",
		"deep.text join.in", "rest.text join.in", "join.out r.value", "deep.text both.a", "rest.text both.b")
	e := engine.New(engine.Options{Registry: newBench().registry})
	cases := map[string]string{
		"my invoice": "q=done c=done money=done rest=skipped deep=done join=done both=skipped r=done",
		"hello":      "q=done c=done money=skipped rest=done deep=skipped join=done both=skipped r=done",
	}
	for question, want := range cases {
		w := &watcher{t: t}
		run := mustRun(t, e, engine.RunRequest{Flow: flow, Inputs: map[string]string{"question": question}, Sink: w.sink})
		if got := statuses(run); got != want {
			t.Errorf("%s:\n got %s\nwant %s", question, got, want)
		}
		answer := run.Outputs["answer"].Text
		if question == "hello" && answer != "Hm." || question == "my invoice" && answer != "<Paid.>" {
			t.Errorf("%s: answer %q", question, answer)
		}
		if !slices.Contains(w.lines(), "step_skipped both") {
			t.Errorf("skipped steps are not shown: %v", w.lines())
		}
	}
}

func TestOutputsWithoutResultStep(t *testing.T) {
	b := newBench()
	b.funcs["two"] = func(context.Context, *node.Call[workSettings]) (node.Outputs, error) {
		return node.Outputs{"out": domain.TextValue("1"), "other": domain.TextValue("2")}, nil
	}
	flow := graphOf([]string{`a work {"do":"a"}`, `b work {"do":"two","in":1}`, `c work {"do":"c","in":1}`}, "a.out b.in0", "a.out c.in0")
	run := mustRun(t, engine.New(engine.Options{Registry: b.registry}), engine.RunRequest{Flow: flow})
	if len(run.Outputs) != 3 || run.Outputs["out"].Text != "1" || run.Outputs["other"].Text != "2" || run.Outputs["out 2"].Text != "ca" {
		t.Errorf("outputs: %v", run.Outputs)
	}
}

func TestManyConnectionsKeepTheirOrder(t *testing.T) {
	b := newBench()
	b.funcs["slow"] = func(context.Context, *node.Call[workSettings]) (node.Outputs, error) {
		time.Sleep(20 * time.Millisecond)
		return node.Outputs{"out": domain.TextValue("slow")}, nil
	}
	flow := graphOf([]string{`a work {"do":"slow"}`, `b work {"do":"b"}`, `c work {"do":"c"}`, `j combine {"mode":"join","separator":"space"}`},
		"c.out j.in", "a.out j.in", "b.out j.in")
	run := mustRun(t, engine.New(engine.Options{Registry: b.registry}), engine.RunRequest{Flow: flow})
	if got := run.Outputs["out"].Text; got != "c slow b" {
		t.Errorf("got %q", got)
	}
}

func TestReadyStepsRunTogetherWithinTheBound(t *testing.T) {
	b := newBench()
	var now, most atomic.Int32
	gate := make(chan struct{})
	var once sync.Once
	b.funcs["wait"] = func(ctx context.Context, _ *node.Call[workSettings]) (node.Outputs, error) {
		n := now.Add(1)
		for {
			m := most.Load()
			if n <= m || most.CompareAndSwap(m, n) {
				break
			}
		}
		if n == 3 {
			once.Do(func() { close(gate) }) // three run at the same time
		}
		select {
		case <-gate:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		now.Add(-1)
		return node.Outputs{}, nil
	}
	var steps []string
	for i := range 20 {
		steps = append(steps, fmt.Sprintf(`s%d work {"do":"wait"}`, i))
	}
	run := mustRun(t, engine.New(engine.Options{Registry: b.registry, Concurrency: 3}), engine.RunRequest{Flow: graphOf(steps)})
	if run.Status != domain.RunDone || most.Load() != 3 {
		t.Errorf("status %s, %d at the same time", run.Status, most.Load())
	}
}

func TestDeltasAreGatheredAndComplete(t *testing.T) {
	b, log := newBench(), newLog()
	var want strings.Builder
	b.funcs["stream"] = func(_ context.Context, c *node.Call[workSettings]) (node.Outputs, error) {
		for i := range 2000 {
			c.Delta(fmt.Sprintf("%d ", i))
			if i%500 == 0 {
				time.Sleep(60 * time.Millisecond)
			}
		}
		return node.Outputs{"out": domain.TextValue("done")}, nil
	}
	for i := range 2000 {
		fmt.Fprintf(&want, "%d ", i)
	}
	w := &watcher{t: t, log: log}
	mustRun(t, engine.New(engine.Options{Registry: b.registry, Log: log}), engine.RunRequest{Flow: graphOf([]string{`a work {"do":"stream"}`}), Sink: w.sink})
	var got strings.Builder
	deltas := 0
	for _, e := range w.events {
		if e.Type == domain.EventDelta {
			deltas++
			got.WriteString(e.Delta)
			if e.Node != "a" {
				t.Errorf("delta of %q", e.Node)
			}
		}
	}
	if got.String() != want.String() {
		t.Errorf("the streamed text is not complete: %d of %d bytes", got.Len(), want.Len())
	}
	if deltas < 3 || deltas > 50 {
		t.Errorf("%d delta events for 2000 pieces", deltas)
	}
	lines := w.lines()
	if slices.Index(lines, "step_done a") < len(lines)-2 {
		t.Errorf("text after the end of the step: %v", lines)
	}
}

func TestFailureStopsTheRunAtItsStep(t *testing.T) {
	b, log := newBench(), newLog()
	stopped := make(chan struct{})
	b.funcs["bad"] = func(context.Context, *node.Call[workSettings]) (node.Outputs, error) {
		return nil, domain.Errorf(domain.CodeProvider, "The model is drunk.").WithPath("model")
	}
	b.funcs["long"] = func(ctx context.Context, _ *node.Call[workSettings]) (node.Outputs, error) {
		<-ctx.Done()
		close(stopped)
		return nil, ctx.Err()
	}
	w := &watcher{t: t, log: log}
	flow := graphOf([]string{`a work {"do":"bad"}`, `b work {"do":"long"}`, `c work {"do":"c","in":1}`}, "a.out c.in0")
	run := mustRun(t, engine.New(engine.Options{Registry: b.registry, Log: log}), engine.RunRequest{Flow: flow, Sink: w.sink})
	<-stopped
	if run.Status != domain.RunFailed || run.Error.Code != domain.CodeProvider || run.Error.Path != "A › model" || run.Answered {
		t.Errorf("run: %s %+v", run.Status, run.Error)
	}
	if got := statuses(run); got != "a=failed b=cancelled" {
		t.Errorf("steps: %s", got)
	}
	if b.count("c") != 0 || !slices.Contains(w.lines(), "step_failed a") {
		t.Errorf("events: %v", w.lines())
	}
}

func TestPanicIsAnInternalErrorAtItsStep(t *testing.T) {
	b := newBench()
	b.funcs["boom"] = func(context.Context, *node.Call[workSettings]) (node.Outputs, error) { panic("secret detail") }
	run := mustRun(t, engine.New(engine.Options{Registry: b.registry}), engine.RunRequest{Flow: graphOf([]string{`a work {"do":"boom"}`})})
	if run.Status != domain.RunFailed || run.Error.Code != domain.CodeInternal || run.Error.Path != "A" || strings.Contains(run.Error.Error(), "secret") {
		t.Errorf("got %+v", run.Error)
	}
	if cause := errors.Unwrap(run.Error); cause == nil || !strings.Contains(cause.Error(), "secret detail") {
		t.Errorf("the cause is lost: %v", cause)
	}
}

func TestUndeclaredOutputIsADefect(t *testing.T) {
	b := newBench()
	b.funcs["odd"] = gives("nowhere", "x")
	run := mustRun(t, engine.New(engine.Options{Registry: b.registry}), engine.RunRequest{Flow: graphOf([]string{`a work {"do":"odd"}`})})
	if run.Status != domain.RunFailed || run.Error.Code != domain.CodeInternal {
		t.Errorf("got %s %+v", run.Status, run.Error)
	}
}

func TestCancelStopsAtOnceAndWaits(t *testing.T) {
	b, log := newBench(), newLog()
	ctx, cancel := context.WithCancel(t.Context())
	var active atomic.Int32
	var once sync.Once
	b.funcs["long"] = func(ctx context.Context, _ *node.Call[workSettings]) (node.Outputs, error) {
		active.Add(1)
		defer active.Add(-1)
		once.Do(cancel)
		<-ctx.Done()
		time.Sleep(10 * time.Millisecond)
		return nil, ctx.Err()
	}
	w := &watcher{t: t, log: log}
	flow := graphOf([]string{`a work {"do":"long"}`, `b work {"do":"long"}`, `c work {"do":"c","many":true}`}, "a.out c.many")
	run, err := engine.New(engine.Options{Registry: b.registry, Log: log}).Run(ctx, engine.RunRequest{Flow: flow, Sink: w.sink})
	if err != nil {
		t.Fatal(err)
	}
	if active.Load() != 0 {
		t.Error("a step is still running")
	}
	if run.Status != domain.RunCancelled || run.Error.Code != domain.CodeCancelled || statuses(run) != "a=cancelled b=cancelled" {
		t.Errorf("run: %s, %s, %+v", run.Status, statuses(run), run.Error)
	}
	if log.run.Status != domain.RunCancelled || b.count("c") != 0 {
		t.Error("the end was not recorded, or a step started after it")
	}
}

func TestTimeLimitOfAKind(t *testing.T) {
	b := newBench()
	b.funcs["long"] = func(ctx context.Context, _ *node.Call[workSettings]) (node.Outputs, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	run := mustRun(t, engine.New(engine.Options{Registry: b.registry}), engine.RunRequest{Flow: graphOf([]string{`a hasty {"do":"long"}`})})
	if run.Status != domain.RunFailed || run.Error.Code != domain.CodeTimeout || run.Error.Hint == "" {
		t.Errorf("got %s %+v", run.Status, run.Error)
	}
}

func TestRetriesWhereTheKindAllowsThem(t *testing.T) {
	b := newBench()
	tries := 0
	b.funcs["flaky"] = func(_ context.Context, c *node.Call[workSettings]) (node.Outputs, error) {
		tries++
		c.Delta("try")
		c.Use(node.Usage{TokensIn: 1})
		if tries < 3 {
			return nil, domain.Errorf(domain.CodeUnavailable, "down")
		}
		return node.Outputs{"out": domain.TextValue("up")}, nil
	}
	b.funcs["wrong"] = func(context.Context, *node.Call[workSettings]) (node.Outputs, error) {
		return nil, domain.Errorf(domain.CodeInvalid, "wrong")
	}
	e := engine.New(engine.Options{Registry: b.registry})
	w := &watcher{t: t}
	run := mustRun(t, e, engine.RunRequest{Flow: graphOf([]string{`a stubborn {"do":"flaky"}`}), Sink: w.sink})
	if run.Status != domain.RunDone || run.Steps[0].Attempts != 3 || run.TokensIn != 3 {
		t.Errorf("got %s %+v", run.Status, run.Steps)
	}
	attempts := []int{}
	for _, ev := range w.events {
		if ev.Type == domain.EventStepStarted {
			attempts = append(attempts, ev.Step.Attempts)
		}
	}
	if !slices.Equal(attempts, []int{1, 2, 3}) {
		t.Errorf("attempts shown: %v", attempts)
	}
	tries = 0
	if run := mustRun(t, e, engine.RunRequest{Flow: graphOf([]string{`a work {"do":"flaky"}`})}); run.Status != domain.RunFailed || tries != 1 {
		t.Errorf("a kind without retries: %s after %d tries", run.Status, tries)
	}
	if run := mustRun(t, e, engine.RunRequest{Flow: graphOf([]string{`a stubborn {"do":"wrong"}`})}); run.Status != domain.RunFailed || b.count("wrong") != 1 {
		t.Errorf("a lasting failure: %s after %d tries", run.Status, b.count("wrong"))
	}
}

func TestInputsAreChecked(t *testing.T) {
	flow := graphOf([]string{`q question {"inputs":[{"name":"topic","label":"Your topic"},{"name":"more","required":false}]}`, `t text {"template":"{{a}}{{b}}"}`}, "q.topic t.a", "q.more t.b")
	e := engine.New(engine.Options{Registry: newBench().registry})
	cases := []struct {
		inputs map[string]string
		path   string
		code   domain.Code
		says   string
	}{
		{nil, "inputs.topic", domain.CodeInvalid, "“Your topic” is empty"},
		{map[string]string{"topic": " "}, "inputs.topic", domain.CodeInvalid, "is empty"},
		{map[string]string{"typo": "y", "zzz": "x"}, "inputs.typo", domain.CodeInvalid, "no input called “typo”"},
		{map[string]string{"topic": "x", "typo": "y"}, "inputs.typo", domain.CodeInvalid, "no input called “typo”"},
		{map[string]string{"topic": strings.Repeat("x", engine.MaxInputSize+1)}, "inputs.topic", domain.CodeTooLarge, "longer than"},
	}
	for _, c := range cases {
		_, err := e.Run(t.Context(), engine.RunRequest{Flow: flow, Inputs: c.inputs})
		if got := domain.AsError(err); got == nil || got.Code != c.code || got.Path != c.path || !strings.Contains(got.Message, c.says) || got.Hint == "" {
			t.Errorf("%d inputs: got %+v", len(c.inputs), got)
		}
	}
	if run := mustRun(t, e, engine.RunRequest{Flow: flow, Inputs: map[string]string{"topic": "x"}}); run.Outputs["text"].Text != "x" {
		t.Errorf("an input left out: %v", run.Outputs)
	}
}

func TestFlowWithProblemsIsRefused(t *testing.T) {
	e := engine.New(engine.Options{Registry: newBench().registry})
	_, err := e.Run(t.Context(), engine.RunRequest{Flow: graphOf([]string{"q question", `p prompt {"template":"{{x}}"}`}, "q.question p.x"), Inputs: map[string]string{"question": "x"}})
	if got := domain.AsError(err); got == nil || got.Code != domain.CodeNoModel || got.Path != "P" {
		t.Errorf("got %+v", got)
	}
}

func TestUnfittingTextFailsAtTheInput(t *testing.T) {
	b := newBench()
	b.registry.Add(node.Declare(node.Declaration[struct{}]{
		Kind: "reads", Version: 1, Title: "Reads",
		Ports: func(struct{}) node.Ports {
			return node.Ports{In: []node.Port{{Name: "data", Label: "The data", Type: domain.PortData, Required: true}}}
		},
		Summary: func(struct{}, node.Named) string { return "reads" },
		Run: func(context.Context, *node.Call[struct{}]) (node.Outputs, error) {
			return nil, errors.New("must not run")
		},
	}))
	run := mustRun(t, engine.New(engine.Options{Registry: b.registry}), engine.RunRequest{Flow: graphOf([]string{`a work {"do":"a"}`, "r reads"}, "a.out r.data")})
	if run.Status != domain.RunFailed || run.Error.Code != domain.CodeInvalid || run.Error.Path != "R › The data" {
		t.Errorf("got %+v", run.Error)
	}
}

func TestLogFailureEndsTheRun(t *testing.T) {
	b, log := newBench(), newLog()
	broken := domain.Errorf(domain.CodeUnavailable, "The disk is full.")
	log.fail = func(events []domain.Event) error {
		for _, e := range events {
			if e.Type == domain.EventStepDone && e.Node == "b" {
				return broken
			}
		}
		return nil
	}
	w := &watcher{t: t, log: log}
	flow := graphOf([]string{`a work {"do":"a"}`, `b work {"do":"b","in":1}`, `c work {"do":"c","in":1}`}, "a.out b.in0", "b.out c.in0")
	_, err := engine.New(engine.Options{Registry: b.registry, Log: log}).Run(t.Context(), engine.RunRequest{Flow: flow, Sink: w.sink})
	if !errors.Is(err, broken) || b.count("c") != 0 {
		t.Errorf("got %v, c ran %d times", err, b.count("c"))
	}
	if lines := w.lines(); slices.Contains(lines, "step_done b") || slices.Contains(lines, "run_done") {
		t.Errorf("something was shown that is not stored: %v", lines)
	}
}
