package model

import (
	"context"
	"fmt"
	"net/http"

	"greenlight/backend/domain"
)

// Connection is what an adapter gets to reach its provider.
type Connection struct {
	Provider domain.Provider
	// Key gives the provider's key, "" when it has none. It is asked for at each call, so that a
	// changed key counts at once and adapters keep no copy.
	Key func(ctx context.Context) (string, error)
	// HTTP reaches the provider's own address only; it is the only way out.
	HTTP *http.Client
}

// Type is a kind of provider: what Greenlight needs to know to offer it and to make its
// adapter. Each adapter package has one, and package adapters lists them.
type Type struct {
	Name        string // "builtin", "ollama", "openai"
	Title       string
	Help        string // one sentence
	NeedsAddr   bool
	Address     string // address to propose
	Concurrency int    // calls at the same time, 0 for 8
	New         func(Connection) (Provider, error)
}

// Types is the registry of provider types by name.
type Types map[string]Type

// NewTypes makes the registry. It panics on a duplicate, which is a mistake in the program.
func NewTypes(types ...Type) Types {
	r := Types{}
	for _, t := range types {
		if _, ok := r[t.Name]; ok || t.Name == "" || t.New == nil {
			panic(fmt.Sprintf("provider type %q is registered twice or incomplete", t.Name))
		}
		r[t.Name] = t
	}
	return r
}
