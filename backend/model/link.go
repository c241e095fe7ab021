package model

import (
	"context"
	"sync"
	"time"

	"greenlight/backend/domain"
)

const defaultConcurrency = 8

// link is a provider in use: its adapter, how many calls run, and until when it asked to wait.
type link struct {
	provider domain.Provider
	adapter  Provider
	slots    chan struct{}

	mu    sync.Mutex
	until time.Time
}

func newLink(p domain.Provider, adapter Provider, concurrency int) *link {
	if concurrency <= 0 {
		concurrency = defaultConcurrency
	}
	return &link{provider: p, adapter: adapter, slots: make(chan struct{}, concurrency)}
}

// same reports whether the link still fits the workspace's entry.
func (l *link) same(p domain.Provider) bool {
	return l.provider.Type == p.Type && l.provider.Preset == p.Preset && l.provider.Address == p.Address &&
		l.provider.Local == p.Local && l.provider.HasKey == p.HasKey
}

// enter waits until the provider may be called and a slot is free. The wait that a provider
// asked one call for holds for all: more calls would only be refused and count against it.
func (l *link) enter(ctx context.Context) error {
	for {
		if err := sleep(ctx, l.wait()); err != nil {
			return err
		}
		select {
		case l.slots <- struct{}{}:
		case <-ctx.Done():
			return ctx.Err()
		}
		if l.wait() <= 0 {
			return nil
		}
		l.leave()
	}
}

func (l *link) leave() { <-l.slots }

func (l *link) wait() time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	return time.Until(l.until)
}

// pause holds further calls back.
func (l *link) pause(d time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if t := time.Now().Add(d); t.After(l.until) {
		l.until = t
	}
}

func sleep(ctx context.Context, d time.Duration) error {
	if err := ctx.Err(); err != nil || d <= 0 {
		return err
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
