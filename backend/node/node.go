// Package node says what a kind of step is: its declaration, ports, settings form, checks and
// upgrades, and the registry that holds all kinds. The kinds themselves are in package nodes.
package node

import (
	"context"

	"greenlight/backend/domain"
	"greenlight/backend/model"
)

// Port is a named place on a step where edges end or begin.
type Port struct {
	Name     string          `json:"name"`  // unique among the inputs, or outputs, of its step
	Label    string          `json:"label"` // what people read
	Type     domain.PortType `json:"type"`
	Required bool            `json:"required"` // input: the step cannot run without a connection
	Many     bool            `json:"many"`     // input: takes several edges, in their order
	Help     string          `json:"help"`
}

// Ports are the inputs and outputs of a step.
type Ports struct {
	In  []Port `json:"in"`
	Out []Port `json:"out"`
}

// Option is one choice of a field.
type Option struct {
	Value string `json:"value"`
	Label string `json:"label"`
	Help  string `json:"help"`
}

// Field is one control of a settings form, made from a settings struct's field and its tags.
type Field struct {
	Name        string   `json:"name"`   // JSON name in the settings
	Label       string   `json:"label"`  // what people read
	Help        string   `json:"help"`   // one sentence
	Widget      string   `json:"widget"` // text, textarea, prompt, number, slider, switch, select, model, knowledge, branches, variables, …
	Options     []Option `json:"options"`
	Min         *float64 `json:"min"` // nil for no limit
	Max         *float64 `json:"max"`
	Step        float64  `json:"step"`
	Required    bool     `json:"required"`
	Advanced    bool     `json:"advanced"` // shown on demand
	ShowIf      string   `json:"showIf"`   // "field=value": shown only then; "" always
	Placeholder string   `json:"placeholder"`
}

// Spec is everything that the interface, the command line and the documentation need to know
// of a kind.
type Spec struct {
	Kind     string         `json:"kind"`
	Version  int            `json:"version"`
	Title    string         `json:"title"`
	Group    string         `json:"group"` // palette heading
	Icon     string         `json:"icon"`  // name in the icon set (lucide)
	Color    string         `json:"color"` // "info", "warn", "violet", "accent", "neutral"
	Help     string         `json:"help"`  // one sentence
	Details  string         `json:"details"`
	Keywords []string       `json:"keywords"`
	Fields   []Field        `json:"fields"`
	Defaults map[string]any `json:"defaults"`
	Ports    Ports          `json:"ports"` // with the default settings
}

// Searcher finds passages in a knowledge base, by its id or name.
type Searcher interface {
	Search(ctx context.Context, knowledge, query string, mode domain.SearchMode, k int) (domain.SearchResult, error)
}

// Env is what a running step may use.
type Env struct {
	Models    model.Chatter
	Knowledge Searcher
}

// World answers the checks' questions about what exists, without running anything. A nil
// World answers that everything exists.
type World interface {
	// HasModel reports whether the model is in the catalogue and of the kind.
	HasModel(id string, kind domain.ModelKind) bool
	// HasKnowledge reports whether a knowledge base has this id or name.
	HasKnowledge(ref string) bool
}

// Usage is what a step consumed.
type Usage struct {
	Model     string
	TokensIn  int
	TokensOut int
	Cost      float64
}
