package model

import (
	"context"
	"log/slog"
	"net/url"
	"sync"

	"greenlight/backend/domain"
	"greenlight/backend/model/guard"
)

// Store is what the Hub needs of the workspace: the catalogue, the connections, and a place
// for the record of what left. Unknown names give CodeNotFound.
type Store interface {
	Model(ctx context.Context, id string) (domain.Model, error)
	Provider(ctx context.Context, name string) (domain.Provider, error)
	AddEgress(ctx context.Context, e domain.Egress) error
}

// Secrets gives the key of a provider by its KeyName, "" and no error when it has none.
type Secrets interface {
	Get(ctx context.Context, name string) (string, error)
}

// Options configure a Hub. Store and Types are required.
type Options struct {
	Store   Store
	Secrets Secrets // nil when no provider has a key
	Types   Types
	Limits  Limits   // zero fields take the defaults
	Retry   Retry    // zero fields take the defaults
	Proxy   *url.URL // nil connects directly; the environment's proxy variables do not count
	Log     *slog.Logger
}

// Hub reaches every model of a workspace. It is safe for concurrent use.
type Hub struct {
	o     Options
	guard *guard.Guard

	mu    sync.Mutex
	links map[string]*link
}

// New makes a Hub. Close it when the workspace closes.
func New(o Options) *Hub {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	o.Limits = o.Limits.withDefaults()
	o.Retry = o.Retry.withDefaults()
	g := guard.New(guard.Options{Directory: o.Store, Sink: o.Store, Proxy: o.Proxy, Log: o.Log})
	return &Hub{o: o, guard: g, links: map[string]*link{}}
}

// Close gives connections back and waits until the last record is written. Calls that still
// run are not stopped: cancel their contexts first.
func (h *Hub) Close() { h.guard.Close() }

// Guard gives the way out that the Hub uses, for looking for servers on this computer.
func (h *Hub) Guard() *guard.Guard { return h.guard }

// Describe gives the catalogue entry of a model, CodeNoModel if there is none.
func (h *Hub) Describe(ctx context.Context, modelID string) (domain.Model, error) {
	if modelID == "" {
		return domain.Model{}, domain.Errorf(domain.CodeNoModel, "No model is chosen.").WithHint("Choose a model.")
	}
	m, err := h.o.Store.Model(ctx, modelID)
	if domain.IsCode(err, domain.CodeNotFound) {
		return m, domain.Errorf(domain.CodeNoModel, "The model “%s” is not in this workspace.", modelID).
			WithHint("Choose another model, or add it under Models.").WithCause(err)
	}
	return m, err
}

// find gives a model of the wanted kind and the link to its provider.
func (h *Hub) find(ctx context.Context, modelID string, kind domain.ModelKind) (domain.Model, *link, error) {
	m, err := h.Describe(ctx, modelID)
	if err != nil {
		return m, nil, err
	}
	if m.Kind != kind {
		can, cannot := "compares texts by meaning", "write answers"
		if m.Kind == domain.ModelChat {
			can, cannot = "writes answers", "compare texts by meaning"
		}
		return m, nil, domain.Errorf(domain.CodeNoModel, "“%s” %s; it cannot %s.", m.ID, can, cannot).
			WithHint("Choose another model.")
	}
	l, err := h.link(ctx, m.Provider)
	return m, l, err
}

// link gives the live link to a provider, made anew when its entry has changed.
func (h *Hub) link(ctx context.Context, name string) (*link, error) {
	p, err := h.o.Store.Provider(ctx, name)
	if domain.IsCode(err, domain.CodeNotFound) {
		return nil, domain.Errorf(domain.CodeNoModel, "The connection “%s” is not in this workspace.", name).
			WithHint("Add it under Models, or choose another model.").WithCause(err)
	}
	if err != nil {
		return nil, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if l, ok := h.links[name]; ok && l.same(p) {
		return l, nil
	}
	t, ok := h.o.Types[p.Type]
	if !ok {
		return nil, domain.Errorf(domain.CodeUnsupported, "This version of Greenlight does not know connections of the kind “%s”.", p.Type)
	}
	adapter, err := t.New(Connection{Provider: p, HTTP: h.guard.Client(p.Name), Key: h.keyOf(p)})
	if err != nil {
		return nil, err
	}
	l := newLink(p, adapter, t.Concurrency)
	h.links[name] = l
	return l, nil
}

func (h *Hub) keyOf(p domain.Provider) func(context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		if h.o.Secrets == nil || !p.HasKey {
			return "", nil
		}
		return h.o.Secrets.Get(ctx, KeyName(p))
	}
}
