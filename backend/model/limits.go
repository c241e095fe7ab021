package model

import (
	"context"
	"errors"
	"sync"
	"time"

	"greenlight/backend/domain"
	"greenlight/backend/model/guard"
)

// Limits are the longest times of one attempt of a call. A model that thinks, or that is first
// loaded into memory, says nothing for minutes, so the first limit is long.
type Limits struct {
	FirstByte time.Duration // until the answer begins; 0 for 5 minutes
	Idle      time.Duration // between two stretches of an answer; 0 for 2 minutes
	Total     time.Duration // the whole attempt; 0 for 30 minutes
	List      time.Duration // asking for the list of models; 0 for 30 seconds
}

func (l Limits) withDefaults() Limits {
	set := func(d *time.Duration, v time.Duration) {
		if *d <= 0 {
			*d = v
		}
	}
	set(&l.FirstByte, 5*time.Minute)
	set(&l.Idle, 2*time.Minute)
	set(&l.Total, 30*time.Minute)
	set(&l.List, 30*time.Second)
	return l
}

var (
	errFirstByte = errors.New("no answer began in time")
	errIdle      = errors.New("the answer stopped coming")
	errTotal     = errors.New("the answer took too long")
)

// watched runs f under the limits and returns its error, or the limit that it broke in plain
// words. Only f's own bytes count as life, see guard.Call.
func watched(ctx context.Context, l Limits, p domain.Provider, call *guard.Call, f func(context.Context) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	w := &watch{idle: l.Idle, cancel: cancel}
	w.first = time.AfterFunc(l.FirstByte, func() { w.expire(errFirstByte) })
	total := time.AfterFunc(l.Total, func() { cancel(errTotal) })
	call.Activity = w.alive
	err := f(guard.With(ctx, call))
	total.Stop()
	w.stop()
	if err == nil {
		return nil
	}
	switch cause := context.Cause(ctx); {
	case errors.Is(cause, errFirstByte):
		return slow("“%s” did not begin to answer within %s.", p, l.FirstByte, cause)
	case errors.Is(cause, errIdle):
		return slow("“%s” stopped in the middle of its answer for %s.", p, l.Idle, cause)
	case errors.Is(cause, errTotal):
		return slow("“%s” took longer than %s.", p, l.Total, cause)
	}
	return err
}

func slow(format string, p domain.Provider, d time.Duration, cause error) error {
	return domain.Errorf(domain.CodeTimeout, format, p.Name, span(d)).
		WithHint("Try again, or choose a faster model.").WithCause(cause)
}

// span says a duration in words.
func span(d time.Duration) string {
	if d >= 2*time.Minute && d%time.Minute == 0 {
		return d.Truncate(time.Minute).String()[:len(d.Truncate(time.Minute).String())-len("m0s")] + " minutes"
	}
	return d.String()
}

// watch cancels a call that shows no life.
type watch struct {
	idle   time.Duration
	cancel context.CancelCauseFunc

	mu      sync.Mutex
	first   *time.Timer
	next    *time.Timer
	stopped bool
}

func (w *watch) alive() {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case w.stopped:
	case w.next == nil:
		w.first.Stop()
		w.next = time.AfterFunc(w.idle, func() { w.expire(errIdle) })
	default:
		w.next.Reset(w.idle)
	}
}

// expire cancels unless the answer has come alive or ended just now.
func (w *watch) expire(cause error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.stopped || errors.Is(cause, errFirstByte) && w.next != nil {
		return
	}
	w.cancel(cause)
}

func (w *watch) stop() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.stopped = true
	w.first.Stop()
	if w.next != nil {
		w.next.Stop()
	}
}
