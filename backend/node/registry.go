package node

import (
	"fmt"

	"greenlight/backend/domain"
)

// Registry holds the kinds of step by name, in the order in which the palette shows them.
// Fill it before use; it is then safe for concurrent reading.
type Registry struct {
	kinds map[string]Kind
	order []Kind
}

// NewRegistry makes a registry of the kinds. Two kinds of one name are a mistake of the
// program and panic.
func NewRegistry(kinds ...Kind) *Registry {
	r := &Registry{kinds: make(map[string]Kind, len(kinds))}
	for _, k := range kinds {
		r.Add(k)
	}
	return r
}

// Add registers one more kind; it panics when the name is taken.
func (r *Registry) Add(k Kind) {
	name := k.Spec().Kind
	if _, taken := r.kinds[name]; taken {
		panic(fmt.Sprintf("node: the kind %q is registered twice", name))
	}
	r.kinds[name] = k
	r.order = append(r.order, k)
}

// Lookup gives the kind with the name.
func (r *Registry) Lookup(name string) (Kind, bool) {
	k, ok := r.kinds[name]
	return k, ok
}

// Kinds gives all kinds in the order of registration.
func (r *Registry) Kinds() []Kind { return append([]Kind(nil), r.order...) }

// Specs gives the declarations of all kinds for the palette.
func (r *Registry) Specs() []Spec {
	specs := make([]Spec, 0, len(r.order))
	for _, k := range r.order {
		specs = append(specs, k.Spec())
	}
	return specs
}

// Open reads the settings of a step: it upgrades them from older versions and fills in what
// is missing. It fails with CodeNotFound for an unknown kind, CodeNewer for a newer version
// and CodeInvalid, with the field as the path, for settings that do not fit.
func (r *Registry) Open(n domain.Node) (Step, error) {
	k, ok := r.kinds[n.Kind]
	if !ok {
		return nil, domain.Errorf(domain.CodeNotFound, "This Greenlight has no step of the kind “%s”.", n.Kind).
			WithHint("It was probably made with a newer version. Update Greenlight, or remove the step.")
	}
	return k.Open(n.Version, n.Settings)
}
