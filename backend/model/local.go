package model

import (
	"context"
	"time"

	"greenlight/backend/domain"
	"greenlight/backend/model/guard"
)

// PullProgress says how far the loading of a model has got.
type PullProgress struct {
	Note  string // what it is at, for people
	Done  int64  // bytes
	Total int64  // bytes known so far; 0 while unknown
}

// LoadedModel is a model that a server holds in memory.
type LoadedModel struct {
	Name    string
	Memory  int64 // bytes
	Graphic int64 // bytes of them on a graphics card
	Context int   // tokens for which it was loaded
	Until   time.Time
}

// Manager is what providers also implement that keep models on their disk (Ollama).
type Manager interface {
	// Pull loads a model onto the provider's disk. Progress comes in order from one goroutine.
	// Cancelling keeps what was loaded, so that the next Pull goes on from there.
	Pull(ctx context.Context, name string, progress func(PullProgress)) error
	// Remove deletes a model from the provider's disk.
	Remove(ctx context.Context, name string) error
	// Loaded gives the models in memory.
	Loaded(ctx context.Context) ([]LoadedModel, error)
	// Version gives the version of the provider's program.
	Version(ctx context.Context) (string, error)
}

const (
	pullTotal = 48 * time.Hour
	pullIdle  = 5 * time.Minute
)

func (h *Hub) manager(ctx context.Context, provider string) (*link, Manager, error) {
	l, err := h.link(ctx, provider)
	if err != nil {
		return nil, nil, err
	}
	m, ok := l.adapter.(Manager)
	if !ok {
		return nil, nil, domain.Errorf(domain.CodeUnsupported, "“%s” keeps no models that could be loaded or removed.", provider)
	}
	return l, m, nil
}

// Pull loads a model onto the disk of a provider that keeps models. It may take hours.
func (h *Hub) Pull(ctx context.Context, provider, name string, progress func(PullProgress)) error {
	l, m, err := h.manager(ctx, provider)
	if err != nil {
		return err
	}
	limits := h.o.Limits
	limits.Total, limits.Idle = pullTotal, pullIdle
	call := &guard.Call{Purpose: "pull"} // takes no slot: answers go on meanwhile
	err = watched(ctx, limits, l.provider, call, func(ctx context.Context) error { return m.Pull(ctx, name, progress) })
	if ctx.Err() != nil {
		return stopped(ctx.Err())
	}
	return err
}

// RemoveModel deletes a model from the disk of a provider that keeps models.
func (h *Hub) RemoveModel(ctx context.Context, provider, name string) error {
	l, m, err := h.manager(ctx, provider)
	if err != nil {
		return err
	}
	_, err = h.try(ctx, l, "manage", func(ctx context.Context) (bool, error) { return false, m.Remove(ctx, name) })
	return err
}

// Loaded gives the models that a provider holds in memory.
func (h *Hub) Loaded(ctx context.Context, provider string) ([]LoadedModel, error) {
	l, m, err := h.manager(ctx, provider)
	if err != nil {
		return nil, err
	}
	var out []LoadedModel
	_, err = h.try(ctx, l, "list", func(ctx context.Context) (bool, error) {
		var err error
		out, err = m.Loaded(ctx)
		return false, err
	})
	return out, err
}
