// Package workspace puts the program together: a folder with its lock, the store, the model
// hub, the knowledge service, the engine, and long work. The window, the bridge and the
// command line all open one of these and do nothing that is not in here or below.
package workspace

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"greenlight/backend/document"
	"greenlight/backend/domain"
	"greenlight/backend/engine"
	"greenlight/backend/knowledge"
	"greenlight/backend/model"
	"greenlight/backend/model/adapters"
	"greenlight/backend/model/ollama"
	"greenlight/backend/model/secret"
	"greenlight/backend/node"
	"greenlight/backend/nodes"
	"greenlight/backend/store"
)

// Options say how a workspace is opened. The functions are called from many goroutines and
// must return quickly; each may be nil.
type Options struct {
	Create    bool          // make the folder and the file when they are missing
	Exclusive bool          // be the only process that changes documents and runs long work
	LockWait  time.Duration // how long to wait for another process, 0 not at all
	Log       *slog.Logger  // nil: silent

	OnRun    func(domain.Event)
	OnJob    func(domain.Job)
	OnChange func(topic, id string)
}

// Workspace is an open workspace. Close it.
type Workspace struct {
	Folder  string
	Created bool // it was new with this opening

	Store     *store.Store
	Secrets   *secret.Keeper
	Models    *model.Hub
	Knowledge *knowledge.Service
	Nodes     *node.Registry
	Engine    *engine.Engine
	Runs      *Runs
	Jobs      *Jobs
	Reader    *document.Reader

	o     Options
	world world
	lock  *flock.Flock
	log   *slog.Logger

	localMu sync.Mutex
	local   *ollama.Process // started by this workspace, nil for none

	passwordMu sync.Mutex
	passwords  map[string]string // of documents being added; never stored
}

// Open opens the workspace in a folder. CodeNotFound when there is none and Create is not
// set; CodeLocked when another process holds it and Exclusive is set.
func Open(ctx context.Context, folder string, o Options) (*Workspace, error) {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return nil, folderError(folder, err)
	}
	o = o.withDefaults()
	ws := &Workspace{Folder: folder, o: o, log: o.Log, Nodes: nodes.Registry(), passwords: map[string]string{}}
	if err := ws.openFile(ctx); err != nil {
		return nil, err
	}
	ws.world = world{ws.Store, ws.log}
	id, err := ws.identify(ctx)
	if err != nil {
		return nil, errors.Join(err, ws.closeFile())
	}
	ws.assemble(id)
	return ws, nil
}

func (o Options) withDefaults() Options {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.OnRun == nil {
		o.OnRun = func(domain.Event) {}
	}
	if o.OnJob == nil {
		o.OnJob = func(domain.Job) {}
	}
	if o.OnChange == nil {
		o.OnChange = func(string, string) {}
	}
	return o
}

// openFile takes the lock, if it is wanted, and opens the store.
func (ws *Workspace) openFile(ctx context.Context) error {
	path := filepath.Join(ws.Folder, FileName)
	_, err := os.Stat(path)
	missing := errors.Is(err, os.ErrNotExist)
	if missing && !ws.o.Create {
		return domain.Errorf(domain.CodeNotFound, "There is no workspace in this folder.").
			WithHint("Make one with: greenlight-cli init").WithPath(ws.Folder)
	}
	if err := os.MkdirAll(ws.Folder, 0o700); err != nil {
		return folderError(ws.Folder, err)
	}
	if ws.o.Exclusive {
		ws.lock, err = holdFolder(ctx, ws.Folder, ws.o.LockWait)
	} else {
		ws.lock, err = joinGuests(ws.Folder)
	}
	if err != nil {
		return err
	}
	ws.Store, err = store.Open(ctx, path, store.Options{MustExist: !ws.o.Create, Shared: !ws.o.Exclusive && !missing})
	if err != nil {
		return errors.Join(err, ws.unlock())
	}
	return nil
}

// identityKey is the setting that tells workspaces apart, wherever their folder lies.
const identityKey = "identity"

// identify gives the workspace's identity. A new workspace first gets what comes with the
// program; its identity is written last, so that a crash in between leaves it new.
func (ws *Workspace) identify(ctx context.Context) (id string, err error) {
	found, err := ws.Store.Setting(ctx, identityKey, &id)
	if err != nil || found || !ws.o.Create {
		return id, err
	}
	if err := ws.addBuiltin(ctx); err != nil {
		return "", err
	}
	id, ws.Created = domain.NewID("ws"), true
	return id, ws.Store.SetSetting(ctx, identityKey, id)
}

// assemble makes everything that stands on the store. The keychain keeps the keys of each
// workspace apart by its identity: removing a connection in one must not take the key from
// another.
func (ws *Workspace) assemble(id string) {
	ws.Secrets = secret.New(secret.Options{Service: "Greenlight " + id, File: filepath.Join(ws.Folder, keysName)})
	ws.Models = model.New(model.Options{Store: ws.Store, Secrets: ws.Secrets, Types: adapters.All(), Log: ws.log})
	ws.Reader = document.NewReader(document.ReaderOptions{Log: ws.log})
	ws.Knowledge = knowledge.New(ws.Store, ws.Reader, ws.Models)
	ws.Engine = engine.New(engine.Options{
		Registry: ws.Nodes, Env: node.Env{Models: ws.Models, Knowledge: ws.Knowledge}, World: ws.world,
		Log: runLog{ws.Store}, Cache: results{ws.Store}, Identities: ws.world, Logger: ws.log,
	})
	ws.Runs = newRuns(ws.Engine, ws.o.OnRun, ws.log)
	ws.Jobs = newJobs(ws.Store, ws.o.OnJob, ws.log)
	ws.registerJobs()
}

// runsKept is how many runs of each assistant stay in the workspace; older ones are forgotten,
// because each holds all that its steps were given.
const runsKept = 500

// TakeUp goes on with what a crash or the end of the program interrupted: runs continue from
// their last finished step, and the sample is completed. Other long work waits for a person
// to resume it, since it may cost money or read files that have moved. While another process
// uses the workspace nothing is taken up: the runs may be that one's.
func (ws *Workspace) TakeUp(ctx context.Context) error {
	if ok, err := alone(ws.Folder); err != nil || !ok {
		return err
	}
	if _, err := ws.Store.PruneRuns(ctx, runsKept); err != nil {
		return err
	}
	runs, err := ws.Store.UnfinishedRuns(ctx)
	if err != nil {
		return err
	}
	for _, r := range runs {
		if err := ws.Runs.Resume(r.ID); err != nil {
			ws.log.Warn("run cannot be continued", "run", r.ID, "error", err)
		}
	}
	jobs, err := ws.Jobs.List(ctx)
	if err != nil {
		return err
	}
	for _, j := range jobs {
		if j.Kind == JobSample && j.Status == domain.JobInterrupted {
			if _, err := ws.Jobs.Resume(ctx, j.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// Names tells steps what models and knowledge bases are called.
func (ws *Workspace) Names() node.Names { return ws.world }

// Check finds what is wrong with a flow.
func (ws *Workspace) Check(flow domain.Flow) []domain.Problem {
	return engine.Check(flow, ws.Nodes, ws.world)
}

// Close stops all runs and jobs, waits for them, and closes the file.
func (ws *Workspace) Close() error {
	ws.Runs.close()
	ws.Jobs.close()
	ws.stopLocal()
	ws.Models.Close()
	ws.Reader.Close()
	return ws.closeFile()
}

func (ws *Workspace) closeFile() error { return errors.Join(ws.Store.Close(), ws.unlock()) }

func (ws *Workspace) unlock() error {
	if ws.lock == nil {
		return nil
	}
	return ws.lock.Unlock()
}

// runLog and results fit the store to what the engine asks for.
type runLog struct{ *store.Store }

// LoadRun gives back a stored run.
func (l runLog) LoadRun(ctx context.Context, id string) (engine.Record, error) {
	rec, err := l.Store.LoadRun(ctx, id)
	return engine.Record(rec), err
}

type results struct{ *store.Store }

// Get gives kept outputs.
func (r results) Get(ctx context.Context, key string) (map[string]domain.Value, bool, error) {
	return r.CachedResult(ctx, key)
}

// Put keeps outputs.
func (r results) Put(ctx context.Context, key string, outputs map[string]domain.Value) error {
	return r.KeepResult(ctx, key, outputs)
}
