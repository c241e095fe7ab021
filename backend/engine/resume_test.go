package engine_test

import (
	"context"
	"errors"
	"testing"

	"greenlight/backend/domain"
	"greenlight/backend/engine"
	"greenlight/backend/node"
)

func TestResumeDoesOnlyWhatIsLeft(t *testing.T) {
	b, log := newBench(), newLog()
	healed := false
	b.funcs["frail"] = func(_ context.Context, c *node.Call[workSettings]) (node.Outputs, error) {
		if !healed {
			return nil, domain.Errorf(domain.CodeUnavailable, "down")
		}
		return node.Outputs{"out": domain.TextValue("b(" + c.In.Text("in0") + ")")}, nil
	}
	b.funcs["fork"] = gives("other", "x")
	flow := graphOf([]string{"q question", `a work {"do":"a","in":1}`, `f work {"do":"fork"}`, `s work {"do":"s","in":1}`, `b work {"do":"frail","in":1}`, `c work {"do":"c","in":1}`},
		"q.question a.in0", "f.out s.in0", "a.out b.in0", "b.out c.in0")
	e := engine.New(engine.Options{Registry: b.registry, Log: log, Concurrency: 1})
	first, err := e.Run(t.Context(), engine.RunRequest{ID: "run_1", Flow: flow, Inputs: map[string]string{"question": "!"}})
	if err != nil || first.Status != domain.RunFailed {
		t.Fatalf("first: %v %v", first.Status, err)
	}
	last := log.events[len(log.events)-1].Seq
	healed = true
	w := &watcher{t: t, log: log}
	run, err := e.Resume(t.Context(), "run_1", engine.ResumeOptions{Sink: w.sink})
	if err != nil || run.Status != domain.RunDone || run.Outputs["out"].Text != "cb(a!)" {
		t.Fatalf("resumed: %+v %v", run, err)
	}
	if b.count("a") != 1 || b.count("fork") != 1 || b.count("frail") != 2 || b.count("c") != 1 || b.count("s") != 0 {
		t.Errorf("executions: %v", b.runs)
	}
	if w.events[0].Seq != last+1 || w.events[0].Type != domain.EventRunStarted {
		t.Errorf("the resumed run begins with %+v", w.events[0])
	}
	if got := statuses(run); got != "q=done f=done a=done s=skipped b=done c=done" {
		t.Errorf("steps: %s", got)
	}
	again, err := e.Resume(t.Context(), "run_1", engine.ResumeOptions{})
	if err != nil || again.Status != domain.RunDone || b.count("c") != 1 {
		t.Errorf("a run that is done: %v %v", again.Status, err)
	}
}

// After a crash the log holds a run that is still "running", with some steps done.
func TestResumeAfterACrash(t *testing.T) {
	b, log := newBench(), newLog()
	b.funcs["die"] = func(context.Context, *node.Call[workSettings]) (node.Outputs, error) {
		return node.Outputs{"out": domain.TextValue("b")}, nil
	}
	crash := true
	log.fail = func(events []domain.Event) error {
		for _, ev := range events {
			if crash && ev.Type == domain.EventStepDone && ev.Node == "b" {
				return errors.New("power cut")
			}
		}
		return nil
	}
	flow := graphOf([]string{`a work {"do":"a"}`, `b work {"do":"die","in":1}`, `c work {"do":"c","in":1}`}, "a.out b.in0", "b.out c.in0")
	e := engine.New(engine.Options{Registry: b.registry, Log: log})
	if _, err := e.Run(t.Context(), engine.RunRequest{ID: "run_2", Flow: flow}); err == nil {
		t.Fatal("the log failed and the run went on")
	}
	if log.run.Status != domain.RunRunning {
		t.Fatalf("stored status %s", log.run.Status)
	}
	crash = false
	run, err := e.Resume(t.Context(), "run_2", engine.ResumeOptions{})
	if err != nil || run.Status != domain.RunDone || run.Outputs["out"].Text != "cb" {
		t.Fatalf("resumed: %+v %v", run, err)
	}
	if b.count("a") != 1 || b.count("die") != 2 || b.count("c") != 1 {
		t.Errorf("executions: %v", b.runs)
	}
}

func TestResumeRefuses(t *testing.T) {
	b := newBench()
	if _, err := engine.New(engine.Options{Registry: b.registry}).Resume(t.Context(), "x", engine.ResumeOptions{}); !domain.IsCode(err, domain.CodeUnsupported) {
		t.Errorf("without a log: %v", err)
	}
	if _, err := engine.New(engine.Options{Registry: b.registry, Log: newLog()}).Resume(t.Context(), "x", engine.ResumeOptions{}); !domain.IsCode(err, domain.CodeNotFound) {
		t.Errorf("an unknown run: %v", err)
	}
}
