package engine

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"greenlight/backend/domain"
	"greenlight/backend/node"
)

// keyForm is part of every key; raise it when the meaning of stored results changes.
const keyForm = 1

// cacheKey names the result of a step by everything it depends on: kind, version, settings,
// inputs, and the identities of the models and knowledge bases it uses. It is "" when the
// result may not be reused. Maps are written with sorted keys, so the key is stable.
func (e *Engine) cacheKey(ctx context.Context, step node.Step, in node.Inputs) string {
	uses, ok := step.Reuse()
	if !ok {
		return ""
	}
	settings, err := step.Settings()
	if err != nil {
		e.opts.Logger.Warn("a result cannot be reused", "kind", step.Kind(), "error", err)
		return ""
	}
	identities, ok := e.identities(ctx, uses)
	if !ok {
		return ""
	}
	b, err := json.Marshal(struct {
		Form       int
		Kind       string
		Version    int
		Settings   json.RawMessage
		Inputs     node.Inputs
		Identities []string
	}{keyForm, step.Kind(), step.Version(), settings, in, identities})
	if err != nil {
		e.opts.Logger.Warn("a result cannot be reused", "kind", step.Kind(), "error", err)
		return ""
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// identities gives the present identity of all that a step uses; ok is false when one cannot
// be told.
func (e *Engine) identities(ctx context.Context, uses node.Uses) (ids []string, ok bool) {
	if len(uses.Models)+len(uses.Knowledge) > 0 && e.opts.Identities == nil {
		return nil, false
	}
	for _, id := range uses.Models {
		identity, err := e.opts.Identities.ModelIdentity(ctx, id)
		if err != nil || identity == "" {
			return nil, false
		}
		ids = append(ids, "model", id, identity)
	}
	for _, ref := range uses.Knowledge {
		identity, err := e.opts.Identities.KnowledgeIdentity(ctx, ref)
		if err != nil || identity == "" {
			return nil, false
		}
		ids = append(ids, "knowledge", ref, identity)
	}
	return ids, true
}

func (e *Engine) cached(ctx context.Context, key string) (map[string]domain.Value, bool) {
	outputs, found, err := e.opts.Cache.Get(ctx, key)
	if err != nil {
		e.opts.Logger.Warn("a kept result could not be read", "error", err)
		return nil, false
	}
	return outputs, found
}

func (e *Engine) keep(ctx context.Context, key string, outputs map[string]domain.Value) {
	if err := e.opts.Cache.Put(ctx, key, outputs); err != nil {
		e.opts.Logger.Warn("a result could not be kept for reuse", "error", err)
	}
}
