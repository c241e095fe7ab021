package app

import (
	"context"
	"log/slog"
	"path/filepath"
	"sync"
	"sync/atomic"

	"greenlight/backend/domain"
	"greenlight/backend/workspace"
)

// App is the running desktop program: one open workspace, and the interface that looks at it.
type App struct {
	folder  string
	log     *slog.Logger
	emitter *emitter
	dialogs nativeDialogs // nil without a window
	shown   func()        // called when the interface is on screen; may be nil

	firstStart atomic.Bool
	begun      chan struct{} // closed once the workspace was opened, or refused, for the first time

	mu     sync.RWMutex
	ws     *workspace.Workspace
	failed error // why there is no workspace
	ctx    context.Context
	cancel context.CancelFunc
}

// newApp makes the program over a workspace's folder, which start opens.
func newApp(folder string, log *slog.Logger) *App {
	return &App{folder: folder, log: log, emitter: newEmitter(), begun: make(chan struct{})}
}

// Bound gives the structs whose methods the interface may call.
func (a *App) Bound() []any {
	return []any{
		&Home{a}, &Flows{a}, &Runs{a}, &Knowledge{a}, &Models{a}, &Jobs{a}, &Settings{a}, &Dialogs{a},
	}
}

// open gives the workspace and the context of calls, which ends when the workspace closes. The
// interface is often quicker than the opening of the workspace, so it waits for that.
func (a *App) open() (*workspace.Workspace, context.Context, error) {
	<-a.begun
	a.mu.RLock()
	defer a.mu.RUnlock()
	if a.ws == nil {
		if a.failed != nil {
			return nil, nil, a.failed
		}
		return nil, nil, domain.Errorf(domain.CodeUnavailable, "The workspace is not open.").WithHint("Wait a moment and try again.")
	}
	return a.ws, a.ctx, nil
}

// start opens the workspace, and fills a new one with the sample. It is called once.
func (a *App) start(ctx context.Context) error {
	defer close(a.begun)
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.startLocked(ctx)
}

func (a *App) startLocked(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	ws, err := workspace.Open(ctx, a.folder, workspace.Options{
		Create: true, Exclusive: true, Log: a.log,
		OnRun:    a.emitter.emitRun,
		OnJob:    func(j domain.Job) { a.emitter.emit("job", full(j)); a.jobEnded(j) },
		OnChange: a.changed,
	})
	if err != nil {
		cancel()
		a.failed = err
		return err
	}
	a.ws, a.ctx, a.cancel, a.failed = ws, ctx, cancel, nil
	begin := ws.TakeUp
	if ws.Created {
		a.firstStart.Store(true)
		begin = ws.StartSample
	}
	if err := begin(ctx); err != nil {
		a.log.Error("work at the start failed", "error", err)
	}
	return nil
}

// stop closes the workspace after everything that runs on it has ended.
func (a *App) stop() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.stopLocked()
}

func (a *App) stopLocked() {
	if a.ws == nil {
		return
	}
	a.cancel()
	if err := a.ws.Close(); err != nil {
		a.log.Error("workspace did not close cleanly", "error", err)
	}
	a.ws = nil
}

// changed tells the interface that something was changed.
func (a *App) changed(topic, id string) { a.emitter.emit("change", Change{Topic: topic, ID: id}) }

// jobEnded tells what a finished job has changed.
func (a *App) jobEnded(j domain.Job) {
	if !j.Status.Ended() {
		return
	}
	switch j.Kind {
	case workspace.JobPull:
		a.changed("models", j.Subject)
	case workspace.JobIngest, workspace.JobRetry, workspace.JobReindex, workspace.JobSample:
		a.changed("knowledge", j.Subject)
		a.changed("flows", "")
	}
}

func (a *App) uploads() uploads { return uploads{filepath.Join(a.folder, workspace.UploadsDir)} }
