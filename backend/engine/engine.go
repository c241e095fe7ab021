// Package engine checks a flow in plain words, plans it, and runs it.
//
// A run is driven by one goroutine, the conductor (run.go), which alone decides, numbers
// events and writes the log; each running step has a goroutine of its own, and the conductor
// ends only when all of them have. A step starts as soon as everything connected to it has
// arrived; what hangs on a branch that was not taken is skipped. Lifecycle events are stored
// before they are shown, so what a person saw is never lost, and the outputs stored with them
// are the checkpoints from which Resume continues.
package engine

import (
	"context"
	"log/slog"
	"time"

	"greenlight/backend/domain"
	"greenlight/backend/node"
)

// Limits of a flow and of what a run is given.
const (
	MaxNodes     = 2_000
	MaxEdges     = 10_000
	MaxInputSize = 1 << 20 // bytes of one input
)

// Defaults of Options.
const (
	DefaultConcurrency = 8
	DefaultStepTimeout = 10 * time.Minute
)

// deltaPause is how long streamed text is gathered before it is shown.
const deltaPause = 50 * time.Millisecond

// Log keeps runs so that they survive a crash. Each method is one transaction and has stored
// everything when it returns nil. One run is written by one goroutine at a time.
type Log interface {
	// StartRun stores a new run, the graph as it will be run, and the run's first event.
	StartRun(ctx context.Context, run domain.Run, flow domain.Flow, first domain.Event) error
	// Append stores lifecycle events in their order. An event of a step carries the step; that
	// of a done step, with its outputs, is the checkpoint.
	Append(ctx context.Context, runID string, events []domain.Event) error
	// FinishRun stores the run as it ended, and its last event.
	FinishRun(ctx context.Context, run domain.Run, last domain.Event) error
	// LoadRun gives back what was stored; CodeNotFound when there is no such run.
	LoadRun(ctx context.Context, runID string) (Record, error)
}

// Record is a stored run: how it began or ended, its graph, the latest state of each of its
// steps, and the number of its last stored event.
type Record struct {
	Run     domain.Run
	Flow    domain.Flow
	Steps   []domain.Step
	LastSeq int
}

// Cache keeps results of steps for reuse. Its failures never fail a run.
type Cache interface {
	Get(ctx context.Context, key string) (outputs map[string]domain.Value, found bool, err error)
	Put(ctx context.Context, key string, outputs map[string]domain.Value) error
}

// Identities tells one state of a model or a knowledge base from another, for reuse. An empty
// identity means that the state cannot be told; results that depend on it are not reused.
type Identities interface {
	ModelIdentity(ctx context.Context, id string) (string, error)
	KnowledgeIdentity(ctx context.Context, ref string) (string, error)
}

// Options are what an engine works with.
type Options struct {
	Registry    *node.Registry
	Env         node.Env
	World       node.World    // nil: every model and knowledge base exists
	Log         Log           // nil: runs are not kept and cannot be resumed
	Cache       Cache         // nil: nothing is reused
	Identities  Identities    // nil: only results that depend on no model or knowledge are reused
	Concurrency int           // steps of one run at the same time; 0 for DefaultConcurrency
	StepTimeout time.Duration // for kinds without a limit of their own; 0 for DefaultStepTimeout
	Logger      *slog.Logger  // nil: silent
}

// Engine runs flows. It is safe for concurrent use.
type Engine struct {
	opts Options
}

// New makes an engine.
func New(opts Options) *Engine {
	if opts.Concurrency <= 0 {
		opts.Concurrency = DefaultConcurrency
	}
	if opts.StepTimeout <= 0 {
		opts.StepTimeout = DefaultStepTimeout
	}
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	return &Engine{opts: opts}
}

// RunRequest asks for a run.
type RunRequest struct {
	ID      string             // "" for a fresh one
	Flow    domain.Flow        //
	Inputs  map[string]string  // by input name
	Sink    func(domain.Event) // receives every event in order, from one goroutine; must return quickly; may be nil
	NoCache bool               // do everything anew
}

// Run runs a flow to its end and gives the run with its steps and outputs. The error is not
// nil when the run could not start (the flow has problems, an input is missing or unknown) or
// could not be recorded; a run that failed or was stopped is returned without an error, with
// its Status and Error. Cancelling ctx stops the run at once.
func (e *Engine) Run(ctx context.Context, req RunRequest) (domain.Run, error) {
	g, err := e.plan(&req.Flow)
	if err != nil {
		return domain.Run{}, err
	}
	inputs, err := takeInputs(g, req.Inputs)
	if err != nil {
		return domain.Run{}, err
	}
	if req.ID == "" {
		req.ID = domain.NewID("run")
	}
	x := newExecution(e, g, domain.Run{
		ID: req.ID, FlowID: req.Flow.ID, FlowName: req.Flow.Name, Revision: req.Flow.Revision,
		Status: domain.RunRunning, Inputs: inputs, StartedAt: time.Now().UTC(),
	}, req.Sink, req.NoCache)
	if err := x.begin(ctx); err != nil {
		return domain.Run{}, err
	}
	return x.run(ctx)
}

// ResumeOptions adjust how a run is continued.
type ResumeOptions struct {
	Sink    func(domain.Event) // as in RunRequest
	NoCache bool
}

// Resume continues a stored run that a crash, a failure or a person interrupted: steps that
// were done keep their results, everything else is done now, on the graph as it was when the
// run began. A run that is done is returned as it is. Errors are as for Run.
func (e *Engine) Resume(ctx context.Context, runID string, opts ResumeOptions) (domain.Run, error) {
	if e.opts.Log == nil {
		return domain.Run{}, domain.Errorf(domain.CodeUnsupported, "Runs are not kept here, so this one cannot be continued.")
	}
	rec, err := e.opts.Log.LoadRun(ctx, runID)
	if err != nil {
		return domain.Run{}, err
	}
	if rec.Run.Status == domain.RunDone {
		return rec.Run, nil
	}
	g, err := e.plan(&rec.Flow)
	if err != nil {
		return domain.Run{}, err
	}
	run := rec.Run
	run.Status, run.Error, run.FinishedAt = domain.RunRunning, nil, time.Time{}
	x := newExecution(e, g, run, opts.Sink, opts.NoCache)
	if err := x.restore(ctx, rec); err != nil {
		return domain.Run{}, err
	}
	return x.run(ctx)
}

// plan makes the graph of a flow that is free of errors, or says the first one.
func (e *Engine) plan(flow *domain.Flow) (*graph, error) {
	g := newGraph(flow, e.opts.Registry)
	for _, p := range g.check(e.opts.World) {
		if p.Severity == domain.SeverityError {
			return nil, problemError(g, p)
		}
	}
	return g, nil
}

// problemError turns the first problem of a flow into the refusal of a run.
func problemError(g *graph, p domain.Problem) error {
	code := domain.CodeInvalid
	if p.Code == string(domain.CodeNoModel) || p.Code == string(domain.CodeNewer) {
		code = domain.Code(p.Code)
	}
	err := domain.Errorf(code, "%s", p.Message)
	err.Hint = p.Hint
	if i, ok := g.byID[p.Node]; ok {
		err.Path = g.title(i)
	}
	return err
}
