package workspace

import (
	"context"
	"fmt"
	"log/slog"

	"greenlight/backend/domain"
	"greenlight/backend/store"
)

// world answers the questions that checks and cards ask of the workspace. Lookups are by
// primary key and take microseconds, so nothing is kept in memory.
type world struct {
	store *store.Store
	log   *slog.Logger
}

func (w world) found(err error, what, id string) bool {
	if err != nil && !domain.IsCode(err, domain.CodeNotFound) {
		w.log.Error("lookup failed", "what", what, "id", id, "error", err)
	}
	return err == nil
}

// HasModel reports whether the model is in the catalogue and of the kind.
func (w world) HasModel(id string, kind domain.ModelKind) bool {
	m, err := w.store.Model(context.Background(), id)
	return w.found(err, "model", id) && m.Kind == kind
}

// HasKnowledge reports whether a knowledge base has this id or name.
func (w world) HasKnowledge(ref string) bool {
	_, err := w.store.Knowledge(context.Background(), ref)
	return w.found(err, "knowledge", ref)
}

// ModelTitle gives what people call a model; its id when it is not in the catalogue.
func (w world) ModelTitle(id string) string {
	m, err := w.store.Model(context.Background(), id)
	if !w.found(err, "model", id) || m.Title == "" {
		return id
	}
	return m.Title
}

// KnowledgeName gives a knowledge base's name; the reference itself when it is gone.
func (w world) KnowledgeName(ref string) string {
	k, err := w.store.Knowledge(context.Background(), ref)
	if !w.found(err, "knowledge", ref) {
		return ref
	}
	return k.Name
}

// ModelIdentity tells one state of a model from another: its digest where the provider tells
// one. Models elsewhere can change behind their name, so they have none.
func (w world) ModelIdentity(ctx context.Context, id string) (string, error) {
	m, err := w.store.Model(ctx, id)
	if err != nil {
		return "", err
	}
	if m.Provider == "builtin" {
		return m.ID + "@" + domain.Version, nil
	}
	if m.Digest == "" {
		return "", nil
	}
	return m.ID + "@" + m.Digest, nil
}

// KnowledgeIdentity tells one state of a knowledge base from another.
func (w world) KnowledgeIdentity(ctx context.Context, ref string) (string, error) {
	kb, err := w.store.Knowledge(ctx, ref)
	if err != nil {
		return "", err
	}
	index, err := w.store.LiveIndex(ctx, kb.ID)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("index %d, change %d", index.ID, index.Version), nil
}
