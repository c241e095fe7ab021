package engine

import (
	"context"
	"errors"
	"strconv"
	"time"

	"greenlight/backend/domain"
)

// finish makes the run as it ended and records it. The error is that of the log.
func (x *execution) finish(ctx context.Context) (domain.Run, error) {
	run := &x.outcome
	run.FinishedAt = time.Now().UTC()
	run.MS += float64(run.FinishedAt.Sub(x.rec.began)) / float64(time.Millisecond)
	x.settle(ctx)
	run.Steps = x.steps()
	run.TokensIn, run.TokensOut, run.Cost = 0, 0, 0
	for _, s := range run.Steps {
		run.TokensIn += s.TokensIn
		run.TokensOut += s.TokensOut
		run.Cost += s.Cost
	}
	run.Outputs, run.Citations = x.results()
	run.Answered = run.Status == domain.RunDone && x.answered()
	if x.broken != nil {
		return *run, x.broken
	}
	last := x.rec.event(domain.EventRunDone)
	last.Final = run
	if x.rec.log != nil {
		if err := x.rec.log.FinishRun(context.WithoutCancel(ctx), *run, last); err != nil {
			return *run, err
		}
	}
	x.rec.show(last)
	return *run, nil
}

// settle decides the status: what failed first counts, then whether a person stopped it
// before everything was done.
func (x *execution) settle(ctx context.Context) {
	run := &x.outcome
	switch {
	case x.failure != nil:
		run.Status, run.Error = domain.RunFailed, domain.AsError(x.failure)
	case x.complete():
		run.Status, run.Error = domain.RunDone, nil
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		run.Status, run.Error = domain.RunFailed, domain.AsError(ctx.Err())
	default:
		run.Status, run.Error = domain.RunCancelled, domain.Errorf(domain.CodeCancelled, "It was stopped.")
	}
}

func (x *execution) complete() bool {
	for i, v := range x.g.vertices {
		if s := x.states[i].step.Status; !v.idle && s != domain.RunDone && s != domain.RunSkipped {
			return false
		}
	}
	return true
}

// steps gives the trace in the order in which the steps depend on each other. Steps that were
// never reached are left out.
func (x *execution) steps() []domain.Step {
	steps := make([]domain.Step, 0, len(x.states))
	for _, i := range x.g.order {
		if s := x.states[i].step; s.Status != "" {
			steps = append(steps, s)
		}
	}
	return steps
}

// results gives the outputs by name and the citations in them. Steps that name a result decide;
// in a flow without any, the outputs of the last steps count, under the names of their ports.
func (x *execution) results() (map[string]domain.Value, []domain.Citation) {
	outputs := map[string]domain.Value{}
	citations := []domain.Citation{}
	named := x.g.named
	for i, v := range x.g.vertices {
		s := x.states[i].step
		if s.Status != domain.RunDone || named && v.step.Result() == "" || !named && len(v.out) > 0 {
			continue
		}
		for _, name := range outputNames(v, s) {
			value := s.Outputs[name]
			outputs[freeName(outputs, name)] = value
			citations = append(citations, value.Citations...)
		}
	}
	return outputs, citations
}

// outputNames gives the names of a step's outputs in a fixed order.
func outputNames(v vertex, s domain.Step) []string {
	if name := v.step.Result(); name != "" {
		if _, ok := s.Outputs[name]; ok {
			return []string{name}
		}
		return nil
	}
	var names []string
	for _, p := range v.ports.Out {
		if _, ok := s.Outputs[p.Name]; ok {
			names = append(names, p.Name)
		}
	}
	return names
}

func freeName(taken map[string]domain.Value, name string) string {
	free := name
	for n := 2; ; n++ {
		if _, ok := taken[free]; !ok {
			return free
		}
		free = name + " " + strconv.Itoa(n)
	}
}

// answered tells whether the assistant answered. Where a result is an answer, that decides;
// otherwise the steps do: one that answered, or else one that declined.
func (x *execution) answered() bool {
	answers, answered := count(x.outcome.Outputs)
	if answers > 0 {
		return answered
	}
	declined := false
	for i, v := range x.g.vertices {
		s := x.states[i]
		if v.step == nil || s.step.Status != domain.RunDone {
			continue
		}
		n, ok := count(s.step.Outputs)
		if ok {
			return true
		}
		_, used := s.outputs[v.step.Decline()]
		declined = declined || n > 0 || used && v.step.Decline() != ""
	}
	return !declined && len(x.outcome.Outputs) > 0
}

// count gives how many answers are among the values, and whether one of them answers.
func count(values map[string]domain.Value) (answers int, answered bool) {
	for _, v := range values {
		if v.Type == domain.PortAnswer {
			answers++
			answered = answered || v.Answered
		}
	}
	return answers, answered
}
