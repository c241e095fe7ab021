package engine

import (
	"context"
	"time"

	"greenlight/backend/domain"
	"greenlight/backend/node"
)

// execution is one run in progress. All fields belong to the conductor, the goroutine that
// calls run; steps speak to it through messages and streams only.
type execution struct {
	engine  *Engine
	g       *graph
	outcome domain.Run
	rec     *recorder
	noCache bool

	states   []state
	ready    []int // vertices to start, in order
	running  int
	messages chan message
	streams  *streams

	stop     context.CancelFunc // stops all steps
	stopping bool               // nothing more is started
	failure  error              // the first failure of a step, or of the log
	broken   error              // the log failed: nothing can be recorded any more
}

// state is how far one step has got.
type state struct {
	waiting int // incoming links whose step has not ended
	outputs node.Outputs
	step    domain.Step // status "" until it starts
}

// message is what a step's goroutine tells the conductor: that it tries once more (retry is
// then closed when the conductor has taken note), or how it ended.
type message struct {
	vertex   int
	attempts int
	retry    chan struct{}
	result   result
}

func newExecution(e *Engine, g *graph, run domain.Run, sink func(domain.Event), noCache bool) *execution {
	x := &execution{
		engine: e, g: g, outcome: run, noCache: noCache,
		rec:      &recorder{log: e.opts.Log, sink: sink, run: run.ID, flow: run.FlowID, began: time.Now()},
		states:   make([]state, len(g.vertices)),
		messages: make(chan message, e.opts.Concurrency),
		streams:  newStreams(),
	}
	for i := range g.vertices {
		x.states[i].waiting = len(g.vertices[i].in)
	}
	return x
}

// begin records a new run.
func (x *execution) begin(ctx context.Context) error {
	first := x.rec.event(domain.EventRunStarted)
	if x.rec.log != nil {
		if err := x.rec.log.StartRun(ctx, x.outcome, *x.g.flow, first); err != nil {
			return err
		}
	}
	x.rec.show(first)
	return nil
}

// restore takes over the steps of a stored run that were done.
func (x *execution) restore(ctx context.Context, rec Record) error {
	x.rec.seq = rec.LastSeq
	for _, s := range rec.Steps {
		if i, ok := x.g.byID[s.Node]; ok && s.Status == domain.RunDone {
			x.states[i].step = s
		}
	}
	x.rec.add(x.rec.event(domain.EventRunStarted))
	return x.rec.commit(ctx)
}

// run drives the run to its end: it starts what is ready, records what happened, and waits
// for the next message, until nothing runs any more.
func (x *execution) run(ctx context.Context) (domain.Run, error) {
	stepCtx, stop := context.WithCancel(ctx)
	defer stop()
	x.stop = stop
	x.stopping = ctx.Err() != nil
	x.seed()
	cancelled := ctx.Done()
	for {
		starting := x.startReady()
		x.commit(ctx)
		if x.broken != nil { // a start that is not stored does not happen
			x.running -= len(starting)
			starting = nil
		}
		for _, i := range starting {
			x.launch(stepCtx, i)
		}
		if x.running == 0 {
			return x.finish(ctx)
		}
		select {
		case m := <-x.messages:
			x.take(m)
			x.takeMore()
		case <-x.streams.due:
			x.flushDeltas()
		case <-cancelled:
			x.halt()
			cancelled = nil
		}
	}
}

// seed makes ready what waits for nothing, and passes on what restored steps gave.
func (x *execution) seed() {
	for _, i := range x.g.order {
		v := x.g.vertices[i]
		switch {
		case v.idle:
		case x.states[i].step.Status == domain.RunDone:
			x.states[i].outputs = x.states[i].step.Outputs
			x.release(i)
		case len(v.in) == 0:
			x.arrive(i)
		}
	}
}

// release tells the steps behind a step that it has ended.
func (x *execution) release(i int) {
	for _, l := range x.g.vertices[i].out {
		next := &x.states[l.other]
		next.waiting--
		if next.waiting == 0 && next.step.Status == "" {
			x.arrive(l.other)
		}
	}
}

// arrive decides about a step before which everything has ended: it runs when each of its
// connected inputs has received something, and is skipped otherwise.
func (x *execution) arrive(i int) {
	if !x.live(i) {
		v := x.g.vertices[i]
		s := &x.states[i]
		s.step = domain.Step{Node: v.node.ID, Kind: v.node.Kind, Title: x.g.title(i), Status: domain.RunSkipped, StartedAt: time.Now().UTC(),
			Inputs: map[string]domain.Value{}, Outputs: map[string]domain.Value{}}
		x.rec.addStep(domain.EventStepSkipped, s.step)
		x.release(i)
		return
	}
	if !x.stopping {
		x.ready = append(x.ready, i)
	}
}

// halt stops all running steps and starts no more.
func (x *execution) halt() {
	x.stopping, x.ready = true, nil
	x.stop()
}

func (x *execution) live(i int) bool {
	in := x.g.vertices[i].in
	for _, l := range in {
		if x.carries(l) {
			continue
		}
		reached := false
		for _, other := range in {
			if other.edge.ToPort == l.edge.ToPort && x.carries(other) {
				reached = true
				break
			}
		}
		if !reached {
			return false
		}
	}
	return true
}

// carries reports whether something came along a link; nothing comes along a branch that was
// not taken.
func (x *execution) carries(l link) bool {
	_, ok := x.states[l.other].outputs[l.edge.FromPort]
	return ok
}

// startReady marks as started as many ready steps as may run at once.
func (x *execution) startReady() []int {
	n := min(len(x.ready), x.engine.opts.Concurrency-x.running)
	starting := x.ready[:n:n]
	x.ready = x.ready[n:]
	x.running += n
	for _, i := range starting {
		v := x.g.vertices[i]
		s := &x.states[i]
		s.step = domain.Step{Node: v.node.ID, Kind: v.node.Kind, Title: x.g.title(i), Status: domain.RunRunning, Attempts: 1, StartedAt: time.Now().UTC(),
			Inputs: map[string]domain.Value{}, Outputs: map[string]domain.Value{}}
		x.rec.addStep(domain.EventStepStarted, s.step)
	}
	return starting
}

// takeMore takes the messages that are there already, so that they share one transaction.
func (x *execution) takeMore() {
	for {
		select {
		case m := <-x.messages:
			x.take(m)
		default:
			return
		}
	}
}

func (x *execution) take(m message) {
	if m.retry != nil {
		x.streams.drop(m.vertex)
		s := &x.states[m.vertex]
		s.step.Attempts = m.attempts
		x.rec.addStep(domain.EventStepStarted, s.step)
		close(m.retry)
		return
	}
	x.running--
	x.end(m.vertex, m.result)
}

// end takes note of how a step ended.
func (x *execution) end(i int, r result) {
	if delta := x.streams.close(i); delta != "" {
		x.rec.addDelta(x.g.vertices[i].node.ID, delta)
	}
	s := &x.states[i]
	s.step.Status, s.step.MS, s.step.Attempts, s.step.Cached = domain.RunDone, r.ms, r.attempts, r.cached
	s.step.TokensIn, s.step.TokensOut, s.step.Cost, s.step.Model = r.usage.TokensIn, r.usage.TokensOut, r.usage.Cost, r.usage.Model
	s.step.Inputs, s.step.Outputs = firstValues(r.inputs), r.outputs
	if s.step.Outputs == nil {
		s.step.Outputs = map[string]domain.Value{}
	}
	if r.err != nil {
		x.fail(i, r.err)
		return
	}
	s.outputs = r.outputs
	x.rec.addStep(domain.EventStepDone, s.step)
	x.release(i)
}

// fail records the failure of a step and stops all others, since the run's outcome is decided.
func (x *execution) fail(i int, err error) {
	s := &x.states[i]
	s.step.Error = domain.AsError(domain.At(err, x.g.title(i)))
	s.step.Status = domain.RunFailed
	if s.step.Error.Code == domain.CodeCancelled {
		s.step.Status = domain.RunCancelled
	} else if x.failure == nil {
		x.failure = s.step.Error
	}
	x.rec.addStep(domain.EventStepFailed, s.step)
	x.halt()
}

func (x *execution) flushDeltas() {
	for _, d := range x.streams.take() {
		x.rec.addDelta(x.g.vertices[d.vertex].node.ID, d.text)
	}
}

// commit stores and shows what has happened. When the log fails nothing more is started.
func (x *execution) commit(ctx context.Context) {
	if x.broken != nil {
		x.rec.pending = nil
		return
	}
	if err := x.rec.commit(ctx); err != nil {
		x.broken, x.failure = err, err
		x.halt()
	}
}

// firstValues is what a trace shows of a step's inputs: one value a port, several as a list.
func firstValues(in node.Inputs) map[string]domain.Value {
	shown := make(map[string]domain.Value, len(in))
	for port, values := range in {
		if len(values) == 1 {
			shown[port] = values[0]
			continue
		}
		list := make([]any, 0, len(values))
		for _, v := range values {
			if data, err := node.Convert(v, domain.PortData); err == nil {
				list = append(list, data.Data)
			} else {
				list = append(list, node.AsText(v))
			}
		}
		if v, err := domain.DataValue(list); err == nil {
			shown[port] = v
		}
	}
	return shown
}
