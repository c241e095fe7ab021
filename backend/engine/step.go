package engine

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"greenlight/backend/domain"
	"greenlight/backend/node"
)

// retryPause is the wait before the second attempt; it doubles with each further one.
const retryPause = 200 * time.Millisecond

// result is how a step ended.
type result struct {
	inputs   node.Inputs
	outputs  node.Outputs
	usage    node.Usage
	attempts int
	cached   bool
	ms       float64
	err      error
}

// launch runs a step in a goroutine of its own, which ends with exactly one result message.
func (x *execution) launch(ctx context.Context, i int) {
	inputs, err := x.collect(i)
	go func() {
		began := time.Now()
		r := result{inputs: inputs, attempts: 1, err: err}
		if err == nil {
			x.perform(ctx, i, &r)
		}
		r.ms = float64(time.Since(began)) / float64(time.Millisecond)
		x.messages <- message{vertex: i, result: r}
	}()
}

// collect converts what came along the edges to the types of the inputs.
func (x *execution) collect(i int) (node.Inputs, error) {
	v := x.g.vertices[i]
	inputs := make(node.Inputs, len(v.in))
	for _, l := range v.in {
		value, ok := x.states[l.other].outputs[l.edge.FromPort]
		if !ok {
			continue
		}
		port, _ := v.ports.Input(l.edge.ToPort)
		converted, err := node.Convert(value, port.Type)
		if err != nil {
			return inputs, domain.At(err, port.Label)
		}
		inputs[port.Name] = append(inputs[port.Name], converted)
	}
	return inputs, nil
}

// perform takes the result from the cache, or runs the step with its retries and keeps the
// result for reuse.
func (x *execution) perform(ctx context.Context, i int, r *result) {
	step := x.g.vertices[i].step
	key := ""
	if x.engine.opts.Cache != nil {
		key = x.engine.cacheKey(ctx, step, r.inputs)
	}
	if key != "" && !x.noCache {
		if outputs, ok := x.engine.cached(ctx, key); ok {
			r.outputs, r.cached = outputs, true
			r.usage.Model = modelOf(step)
			return
		}
	}
	x.attempt(ctx, i, r)
	if r.err == nil && key != "" {
		x.engine.keep(ctx, key, r.outputs)
	}
	if name := step.Result(); r.err == nil && name != "" {
		r.outputs = resultOutputs(step, name, r.inputs)
	}
}

// modelOf names the model that a reused result is from: it is part of what the result depends on.
func modelOf(step node.Step) string {
	if uses, _ := step.Reuse(); len(uses.Models) == 1 {
		return uses.Models[0]
	}
	return ""
}

// resultOutputs gives what a step that names a result shows as its own: the value at its
// first input.
func resultOutputs(step node.Step, name string, in node.Inputs) node.Outputs {
	outputs := node.Outputs{}
	if ports := step.Ports(); len(ports.In) > 0 {
		if v, ok := in.Value(ports.In[0].Name); ok {
			outputs[name] = v
		}
	}
	return outputs
}

// attempt runs the step, again after failures that may pass by themselves where its kind
// allows it.
func (x *execution) attempt(ctx context.Context, i int, r *result) {
	step := x.g.vertices[i].step
	var mu sync.Mutex // guards r.usage
	req := node.Request{
		In: r.inputs, Asked: x.outcome.Inputs, Env: x.engine.opts.Env,
		Delta: func(text string) { x.streams.add(i, text) },
		Use: func(u node.Usage) {
			mu.Lock()
			defer mu.Unlock()
			addUsage(&r.usage, u)
		},
	}
	pause := retryPause
	for {
		r.outputs, r.err = x.once(ctx, step, req)
		if r.err == nil || r.attempts > step.Retries() || !mayPass(r.err) || ctx.Err() != nil {
			break
		}
		if !sleep(ctx, pause) {
			break
		}
		pause *= 2
		r.attempts++
		noted := make(chan struct{})
		x.messages <- message{vertex: i, attempts: r.attempts, retry: noted}
		<-noted
	}
	if r.err != nil && errors.Is(context.Cause(ctx), context.Canceled) {
		r.err = domain.Errorf(domain.CodeCancelled, "It was stopped.").WithCause(r.err)
	}
}

// once runs the step one time under its time limit, and turns a panic into an error.
func (x *execution) once(ctx context.Context, step node.Step, req node.Request) (outputs node.Outputs, err error) {
	limit := step.Timeout()
	if limit <= 0 {
		limit = x.engine.opts.StepTimeout
	}
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			outputs, err = nil, domain.AsError(fmt.Errorf("step %s: panic: %v\n%s", step.Kind(), p, debug.Stack()))
			x.engine.opts.Logger.Error("a step panicked", "kind", step.Kind(), "panic", p, "stack", string(debug.Stack()))
		}
	}()
	outputs, err = step.Run(limited, req)
	if err != nil {
		if limited.Err() != nil && ctx.Err() == nil {
			return nil, domain.Errorf(domain.CodeTimeout, "This step took longer than %s.", limit.Round(time.Second)).
				WithHint("Try again, or choose a faster model.").WithCause(err)
		}
		return nil, err
	}
	for name := range outputs {
		if _, ok := step.Ports().Output(name); !ok {
			return nil, domain.AsError(fmt.Errorf("step %s: output %q is not declared", step.Kind(), name))
		}
	}
	return outputs, nil
}

// mayPass reports whether a failure may be gone at the next attempt.
func mayPass(err error) bool {
	switch domain.ErrorCode(err) {
	case domain.CodeUnavailable, domain.CodeRateLimited, domain.CodeTimeout:
		return true
	}
	return false
}

func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

func addUsage(sum *node.Usage, u node.Usage) {
	sum.TokensIn += u.TokensIn
	sum.TokensOut += u.TokensOut
	sum.Cost += u.Cost
	if u.Model != "" {
		sum.Model = u.Model
	}
}
