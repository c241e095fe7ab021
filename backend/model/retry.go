package model

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"greenlight/backend/domain"
	"greenlight/backend/model/guard"
)

// Retry says how often and how patiently a call is tried again after 429, 5xx and broken
// connections.
type Retry struct {
	Attempts int           // in all; 0 for 5, 1 never tries again
	Base     time.Duration // the first wait is up to this, each next up to twice as long; 0 for 1 s
	Max      time.Duration // longest own wait, and the longest asked one that is obeyed; 0 for 60 s
}

func (r Retry) withDefaults() Retry {
	if r.Attempts <= 0 {
		r.Attempts = 5
	}
	if r.Base <= 0 {
		r.Base = time.Second
	}
	if r.Max <= 0 {
		r.Max = time.Minute
	}
	return r
}

// wait gives the pause after the n-th failed attempt (from 1): what the provider asks for, or
// a random time below a bound that doubles ("full jitter", AWS Architecture Blog, 2015). It
// is at least half the bound, so that a retry never comes at once.
func (r Retry) wait(n int, asked time.Duration) time.Duration {
	if asked > 0 {
		return asked + time.Duration(rand.Int64N(int64(r.Base/4)+1))
	}
	bound := min(r.Base<<min(n-1, 16), r.Max)
	return bound/2 + time.Duration(rand.Int64N(int64(bound/2)+1))
}

// try runs f against a provider until it succeeds, must not be repeated, or the attempts are
// used up. f reports whether something was delivered already, after which there is no second
// try. It gives the number of attempts.
func (h *Hub) try(ctx context.Context, l *link, purpose string, f func(context.Context) (delivered bool, err error)) (int, error) {
	limits := h.o.Limits
	if purpose == "list" {
		limits.Total, limits.FirstByte = limits.List, limits.List
	}
	for n := 1; ; n++ {
		if err := l.enter(ctx); err != nil {
			return n, stopped(err)
		}
		call := &guard.Call{Purpose: purpose}
		delivered := false
		err := watched(ctx, limits, l.provider, call, func(ctx context.Context) error {
			var err error
			delivered, err = f(ctx)
			return err
		})
		l.leave()
		if err == nil {
			return n, nil
		}
		if ctx.Err() != nil {
			return n, stopped(ctx.Err())
		}
		asked := call.RetryAfter()
		if delivered || n >= h.o.Retry.Attempts || !temporary(err) || asked > h.o.Retry.Max {
			return n, h.finally(err, n, asked)
		}
		wait := h.o.Retry.wait(n, asked)
		h.o.Log.Info("a call is tried again", "provider", l.provider.Name, "purpose", purpose, "attempt", n, "wait", wait, "err", err)
		if asked > 0 || domain.IsCode(err, domain.CodeRateLimited) {
			l.pause(wait)
		}
		if err := sleep(ctx, wait); err != nil {
			return n, stopped(err)
		}
	}
}

func temporary(err error) bool {
	var f *Failure
	return errors.As(err, &f) && f.Temporary
}

// finally says how hard it was tried.
func (h *Hub) finally(err error, attempts int, asked time.Duration) error {
	e := domain.AsError(err)
	switch {
	case e.Code == domain.CodeRateLimited && asked > h.o.Retry.Max:
		return e.WithHint("The provider asks to wait %s. Try again then, or choose another model.", asked.Round(time.Second))
	case attempts > 1:
		return e.WithHint("Greenlight tried %d times. %s", attempts, e.Hint)
	}
	return e
}

// stopped turns the context's error into the plain one.
func stopped(err error) error { return domain.AsError(err) }
