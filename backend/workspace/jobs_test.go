package workspace

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"path/filepath"
	"testing"

	"greenlight/backend/domain"
	"greenlight/backend/store"
)

func testJobs(t *testing.T, run func(context.Context, json.RawMessage, Report) error) (*Jobs, *store.Store) {
	t.Helper()
	st, err := store.Open(t.Context(), filepath.Join(t.TempDir(), FileName), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	j := newJobs(st, func(domain.Job) {}, slog.New(slog.DiscardHandler))
	j.register(JobKind{"test", run})
	t.Cleanup(func() {
		j.close()
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	return j, st
}

func start(t *testing.T, j *Jobs, subject string, payload any) domain.Job {
	t.Helper()
	job, err := j.Start(t.Context(), "test", "A test", subject, payload)
	if err != nil {
		t.Fatal(err)
	}
	return job
}

func wait(t *testing.T, j *Jobs, id string, want domain.JobStatus) domain.Job {
	t.Helper()
	job, err := j.Wait(t.Context(), id)
	if err != nil || job.Status != want {
		t.Fatalf("job is %+v, %v; want it %s", job, err, want)
	}
	return job
}

func TestJobReportsHowItEnded(t *testing.T) {
	failure := domain.Errorf(domain.CodeUnreadable, "It cannot be read.")
	for name, c := range map[string]struct {
		err  error
		want domain.JobStatus
	}{
		"done":      {nil, domain.JobDone},
		"failed":    {failure, domain.JobFailed},
		"defect":    {errors.New("internal detail"), domain.JobFailed},
		"cancelled": {context.Canceled, domain.JobCancelled},
	} {
		t.Run(name, func(t *testing.T) {
			j, _ := testJobs(t, func(_ context.Context, _ json.RawMessage, report Report) error {
				report(1, 2, "files", "a.pdf")
				return c.err
			})
			job := wait(t, j, start(t, j, "s", nil).ID, c.want)
			if c.want == domain.JobFailed && (job.Error == nil || job.Error.Message == "internal detail") {
				t.Errorf("error shown is %+v", job.Error)
			}
			if c.want == domain.JobDone && job.Done != 2 {
				t.Errorf("done %d of 2", job.Done)
			}
		})
	}
}

func TestJobsOnOneSubjectTakeTurns(t *testing.T) {
	release := make(chan struct{})
	started := make(chan string, 3)
	j, _ := testJobs(t, func(ctx context.Context, raw json.RawMessage, _ Report) error {
		started <- string(raw)
		select {
		case <-release:
		case <-ctx.Done():
		}
		return ctx.Err()
	})
	first := start(t, j, "same", 1)
	if got := <-started; got != "1" {
		t.Fatalf("started %s", got)
	}
	second := start(t, j, "same", 2)
	start(t, j, "other", 3)
	if got := <-started; got != "3" {
		t.Fatalf("job %s overtook", got)
	}
	if err := j.Cancel(t.Context(), second.ID); err != nil {
		t.Fatal(err)
	}
	wait(t, j, second.ID, domain.JobCancelled) // while it waited for its turn
	close(release)
	wait(t, j, first.ID, domain.JobDone)
}

func TestClosingInterruptsAndResumeGoesOn(t *testing.T) {
	st, err := store.Open(t.Context(), filepath.Join(t.TempDir(), FileName), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	begun := make(chan struct{}, 1)
	run := func(ctx context.Context, raw json.RawMessage, _ Report) error {
		begun <- struct{}{}
		<-ctx.Done()
		return ctx.Err()
	}
	j := newJobs(st, func(domain.Job) {}, slog.New(slog.DiscardHandler))
	j.register(JobKind{"test", run})
	job := start(t, j, "s", map[string]int{"n": 7})
	<-begun
	j.close()
	if got, err := st.Job(t.Context(), job.ID); err != nil || got.Status != domain.JobInterrupted {
		t.Fatalf("after closing: %+v %v", got, err)
	}
	if _, err := j.Start(t.Context(), "test", "Late", "s", nil); !domain.IsCode(err, domain.CodeUnavailable) {
		t.Errorf("a job began after closing: %v", err)
	}

	seen := make(chan string, 1)
	again := newJobs(st, func(domain.Job) {}, slog.New(slog.DiscardHandler))
	again.register(JobKind{"test", func(_ context.Context, raw json.RawMessage, _ Report) error { seen <- string(raw); return nil }})
	defer again.close()
	if _, err := again.Resume(t.Context(), job.ID); err != nil {
		t.Fatal(err)
	}
	wait(t, again, job.ID, domain.JobDone)
	if got := <-seen; got != `{"n":7}` {
		t.Errorf("resumed with %s", got)
	}
	if _, err := again.Resume(t.Context(), job.ID); !domain.IsCode(err, domain.CodeConflict) {
		t.Errorf("a finished job was resumed: %v", err)
	}
}

func TestDismissKeepsRunningJobs(t *testing.T) {
	begun := make(chan struct{}, 1)
	j, _ := testJobs(t, func(ctx context.Context, _ json.RawMessage, _ Report) error {
		begun <- struct{}{}
		<-ctx.Done()
		return ctx.Err()
	})
	job := start(t, j, "s", nil)
	<-begun
	if err := j.Dismiss(t.Context(), job.ID); !domain.IsCode(err, domain.CodeConflict) {
		t.Errorf("got %v", err)
	}
	if err := j.Cancel(t.Context(), job.ID); err != nil {
		t.Fatal(err)
	}
	wait(t, j, job.ID, domain.JobCancelled)
	if err := j.Dismiss(t.Context(), job.ID); err != nil {
		t.Error(err)
	}
	if list, err := j.List(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("left: %+v %v", list, err)
	}
}

func TestTimeLeft(t *testing.T) {
	for _, c := range []struct {
		seconds     float64
		done, total int64
		want        float64
	}{{0.5, 1, 10, -1}, {10, 0, 10, -1}, {10, 5, 0, -1}, {10, 5, 10, 10}, {10, 10, 10, 0}} {
		if got := timeLeft(c.seconds, c.done, c.total); got != c.want {
			t.Errorf("timeLeft(%v, %d, %d) = %v, want %v", c.seconds, c.done, c.total, got, c.want)
		}
	}
}
