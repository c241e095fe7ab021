package workspace

import (
	"context"
	"log/slog"
	"sync"

	"greenlight/backend/domain"
	"greenlight/backend/engine"
)

// Runs keeps track of the runs that are under way in this process, so that each has an owner
// that can stop it and wait for it.
type Runs struct {
	engine  *engine.Engine
	publish func(domain.Event)
	log     *slog.Logger

	base   context.Context
	cancel context.CancelFunc
	wg     sync.WaitGroup

	mu      sync.Mutex
	running map[string]*activeRun
}

type activeRun struct {
	cancel context.CancelFunc
	done   chan struct{}
}

func newRuns(e *engine.Engine, publish func(domain.Event), log *slog.Logger) *Runs {
	ctx, cancel := context.WithCancel(context.Background())
	return &Runs{engine: e, publish: publish, log: log, base: ctx, cancel: cancel, running: map[string]*activeRun{}}
}

// Start begins a run in the background and gives its id once the run is stored. A flow with
// problems, or wrong inputs, is refused here.
func (r *Runs) Start(flow domain.Flow, inputs map[string]string) (string, error) {
	id := domain.NewID("run")
	return id, r.launch(id, func(ctx context.Context, sink func(domain.Event)) error {
		_, err := r.engine.Run(ctx, engine.RunRequest{ID: id, Flow: flow, Inputs: inputs, Sink: sink})
		return err
	})
}

// Resume continues a stored run that was interrupted, in the background.
func (r *Runs) Resume(id string) error {
	return r.launch(id, func(ctx context.Context, sink func(domain.Event)) error {
		_, err := r.engine.Resume(ctx, id, engine.ResumeOptions{Sink: sink})
		return err
	})
}

// launch runs work until its first event shows that it is under way, or until it refused.
func (r *Runs) launch(id string, work func(context.Context, func(domain.Event)) error) error {
	ctx, cancel := context.WithCancel(r.base)
	a := &activeRun{cancel: cancel, done: make(chan struct{})}
	r.mu.Lock()
	if _, ok := r.running[id]; ok || r.base.Err() != nil {
		r.mu.Unlock()
		cancel()
		return domain.Errorf(domain.CodeConflict, "This run is under way already.")
	}
	r.running[id] = a
	r.wg.Add(1)
	r.mu.Unlock()

	begun := make(chan struct{})
	var once sync.Once
	refused := make(chan error, 1)
	go func() {
		defer r.wg.Done()
		defer close(a.done)
		defer cancel()
		err := work(ctx, func(e domain.Event) {
			r.publish(e)
			once.Do(func() { close(begun) })
		})
		r.mu.Lock()
		delete(r.running, id)
		r.mu.Unlock()
		if err != nil {
			r.log.Warn("run ended with an error", "run", id, "error", err)
		}
		refused <- err
	}()
	select {
	case <-begun:
		return nil
	case err := <-refused:
		return err
	}
}

// Cancel stops a run at once and waits until everything that it started has ended.
func (r *Runs) Cancel(ctx context.Context, id string) error {
	r.mu.Lock()
	a, ok := r.running[id]
	r.mu.Unlock()
	if !ok {
		return domain.Errorf(domain.CodeNotFound, "This run is not under way any more.")
	}
	a.cancel()
	select {
	case <-a.done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Active reports whether the run is under way in this process.
func (r *Runs) Active(id string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	_, ok := r.running[id]
	return ok
}

// close stops all runs and waits for them.
func (r *Runs) close() {
	r.cancel()
	r.wg.Wait()
}
