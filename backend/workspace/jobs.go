package workspace

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"greenlight/backend/domain"
)

// JobStore keeps jobs, so that they can be listed and taken up after a crash.
type JobStore interface {
	// SaveJob inserts or replaces a job. A nil payload keeps the stored one.
	SaveJob(ctx context.Context, job domain.Job, payload []byte) error
	Job(ctx context.Context, id string) (domain.Job, error)
	JobPayload(ctx context.Context, id string) ([]byte, error)
	Jobs(ctx context.Context) ([]domain.Job, error)
	DeleteJob(ctx context.Context, id string) error
}

// JobKind is a sort of long work. Run does it and may be called again with the same payload
// after a crash: it must go on where it stopped and not do finished work twice.
type JobKind struct {
	Name string
	Run  func(ctx context.Context, payload json.RawMessage, report Report) error
}

// Report tells how far a job has got: done of total units, and what it is at now. It may be
// called from several goroutines and as often as one likes.
type Report func(done, total int64, unit, note string)

// Jobs runs long work. Jobs on one subject run one after the other; others side by side.
type Jobs struct {
	store   JobStore
	publish func(domain.Job)
	log     *slog.Logger
	kinds   map[string]JobKind

	base   context.Context
	cancel context.CancelFunc
	wg     sync.WaitGroup

	mu       sync.Mutex
	running  map[string]*runningJob
	subjects map[string]chan struct{} // one place each: who holds it may run
}

type runningJob struct {
	job    domain.Job
	cancel context.CancelCauseFunc
	done   chan struct{}
}

// progressPause is the least time between two progress messages of one job.
const progressPause = 100 * time.Millisecond

func newJobs(store JobStore, publish func(domain.Job), log *slog.Logger) *Jobs {
	ctx, cancel := context.WithCancel(context.Background())
	return &Jobs{store: store, publish: publish, log: log, kinds: map[string]JobKind{}, base: ctx, cancel: cancel,
		running: map[string]*runningJob{}, subjects: map[string]chan struct{}{}}
}

// register adds a kind; a second one of the same name is a defect.
func (j *Jobs) register(k JobKind) {
	if _, ok := j.kinds[k.Name]; ok {
		panic("job kind registered twice: " + k.Name)
	}
	j.kinds[k.Name] = k
}

// Start begins a job and gives it back at once. Payload is what its kind needs, as JSON.
func (j *Jobs) Start(ctx context.Context, kind, title, subject string, payload any) (domain.Job, error) {
	if _, ok := j.kinds[kind]; !ok {
		return domain.Job{}, domain.Errorf(domain.CodeInternal, "There is no job of the kind “%s”.", kind)
	}
	data, err := json.Marshal(payload)
	if err != nil {
		return domain.Job{}, err
	}
	job := domain.Job{ID: domain.NewID("job"), Kind: kind, Title: title, Subject: subject,
		Status: domain.JobQueued, Left: -1, CreatedAt: time.Now().UTC()}
	if err := j.store.SaveJob(ctx, job, data); err != nil {
		return domain.Job{}, err
	}
	return j.launch(job, data)
}

// Resume takes up a job that was interrupted, cancelled or failed.
func (j *Jobs) Resume(ctx context.Context, id string) (domain.Job, error) {
	job, err := j.store.Job(ctx, id)
	if err != nil {
		return domain.Job{}, err
	}
	if job.Status != domain.JobInterrupted && job.Status != domain.JobFailed && job.Status != domain.JobCancelled {
		return domain.Job{}, domain.Errorf(domain.CodeConflict, "“%s” cannot be resumed: it is %s.", job.Title, job.Status)
	}
	data, err := j.store.JobPayload(ctx, id)
	if err != nil {
		return domain.Job{}, err
	}
	job.Status, job.Error, job.FinishedAt, job.Left = domain.JobQueued, nil, time.Time{}, -1
	return j.launch(job, data)
}

func (j *Jobs) launch(job domain.Job, payload []byte) (domain.Job, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.base.Err() != nil {
		return domain.Job{}, domain.Errorf(domain.CodeUnavailable, "Greenlight is closing.")
	}
	if _, ok := j.running[job.ID]; ok {
		return domain.Job{}, domain.Errorf(domain.CodeConflict, "“%s” is running already.", job.Title)
	}
	ctx, cancel := context.WithCancelCause(j.base)
	r := &runningJob{job: job, cancel: cancel, done: make(chan struct{})}
	j.running[job.ID] = r
	turn, ok := j.subjects[job.Subject]
	if !ok {
		turn = make(chan struct{}, 1)
		j.subjects[job.Subject] = turn
	}
	j.wg.Go(func() {
		defer close(r.done)
		defer cancel(nil)
		select {
		case turn <- struct{}{}:
			defer func() { <-turn }()
		case <-ctx.Done():
		}
		j.run(ctx, r, payload)
	})
	j.publish(job)
	return job, nil
}

// run does the work of one job and records how it ended.
func (j *Jobs) run(ctx context.Context, r *runningJob, payload []byte) {
	started := time.Now()
	j.update(r, func(job *domain.Job) { job.Status = domain.JobRunning })
	j.save(r)
	var last time.Time
	report := func(done, total int64, unit, note string) {
		j.mu.Lock()
		now := time.Now()
		job := &r.job
		job.Done, job.Total, job.Unit, job.Note = done, total, unit, note
		job.Seconds = now.Sub(started).Seconds()
		job.Left = timeLeft(job.Seconds, done, total)
		quiet := now.Sub(last) < progressPause
		if !quiet {
			last = now
		}
		copied := *job
		j.mu.Unlock()
		if !quiet {
			j.publish(copied)
		}
	}
	err := ctx.Err()
	if err == nil {
		err = j.kinds[r.job.Kind].Run(ctx, payload, report)
	}
	j.update(r, func(job *domain.Job) { finish(job, err, context.Cause(ctx), started) })
	if err != nil && r.job.Status == domain.JobFailed {
		j.log.Error("job failed", "job", r.job.ID, "kind", r.job.Kind, "error", err)
	}
	j.save(r)
	j.mu.Lock()
	delete(j.running, r.job.ID)
	j.mu.Unlock()
}

// errClosing marks jobs that are stopped because the program ends: they go on next time.
var errClosing = domain.Errorf(domain.CodeCancelled, "Greenlight was closed.")

func finish(job *domain.Job, err, cause error, started time.Time) {
	job.FinishedAt = time.Now().UTC()
	job.Seconds = time.Since(started).Seconds()
	job.Left = 0
	switch {
	case err == nil:
		job.Status = domain.JobDone
		job.Done = max(job.Done, job.Total)
	case errors.Is(cause, errClosing):
		job.Status = domain.JobInterrupted
	case domain.IsCode(err, domain.CodeCancelled):
		job.Status = domain.JobCancelled
	default:
		job.Status, job.Error = domain.JobFailed, domain.AsError(err)
	}
}

// timeLeft estimates the seconds left from the speed so far; -1 while nothing is known.
func timeLeft(seconds float64, done, total int64) float64 {
	if done <= 0 || total <= 0 || seconds < 1 {
		return -1
	}
	return seconds / float64(done) * float64(max(0, total-done))
}

func (j *Jobs) update(r *runningJob, change func(*domain.Job)) {
	j.mu.Lock()
	defer j.mu.Unlock()
	change(&r.job)
}

// save keeps the state of a job. It must work while the program closes, so it does not
// depend on the job's own context.
func (j *Jobs) save(r *runningJob) {
	j.mu.Lock()
	job := r.job
	j.mu.Unlock()
	if err := j.store.SaveJob(context.WithoutCancel(j.base), job, nil); err != nil {
		j.log.Error("job cannot be saved", "job", job.ID, "error", err)
	}
	j.publish(job)
}

// Cancel stops a job; what it finished stays.
func (j *Jobs) Cancel(ctx context.Context, id string) error {
	j.mu.Lock()
	r, ok := j.running[id]
	j.mu.Unlock()
	if !ok {
		job, err := j.store.Job(ctx, id)
		if err != nil || job.Status != domain.JobInterrupted {
			return err
		}
		job.Status, job.FinishedAt = domain.JobCancelled, time.Now().UTC()
		return j.store.SaveJob(ctx, job, nil)
	}
	r.cancel(context.Canceled)
	return nil
}

// Wait blocks until the job ended and gives its last state.
func (j *Jobs) Wait(ctx context.Context, id string) (domain.Job, error) {
	j.mu.Lock()
	r, ok := j.running[id]
	j.mu.Unlock()
	if ok {
		select {
		case <-r.done:
		case <-ctx.Done():
			return domain.Job{}, ctx.Err()
		}
	}
	return j.store.Job(ctx, id)
}

// List gives all jobs, running ones with their latest progress, latest first.
func (j *Jobs) List(ctx context.Context) ([]domain.Job, error) {
	jobs, err := j.store.Jobs(ctx)
	if err != nil {
		return nil, err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	for i := range jobs {
		if r, ok := j.running[jobs[i].ID]; ok {
			jobs[i] = r.job
		}
	}
	slices.SortStableFunc(jobs, func(a, b domain.Job) int { return b.CreatedAt.Compare(a.CreatedAt) })
	return jobs, nil
}

// Dismiss takes an ended job off the list.
func (j *Jobs) Dismiss(ctx context.Context, id string) error {
	j.mu.Lock()
	_, running := j.running[id]
	j.mu.Unlock()
	if running {
		return domain.Errorf(domain.CodeConflict, "This work is still running.").WithHint("Stop it first.")
	}
	return j.store.DeleteJob(ctx, id)
}

// close stops all jobs and waits for them; they are marked as interrupted and go on when
// they are resumed.
func (j *Jobs) close() {
	j.mu.Lock()
	for _, r := range j.running {
		r.cancel(errClosing)
	}
	j.mu.Unlock()
	j.cancel()
	j.wg.Wait()
}
