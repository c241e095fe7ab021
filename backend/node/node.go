// Package node says what a kind of step is: its declaration, ports, settings form, checks and
// upgrades, and the registry that holds all kinds. The kinds themselves are in package nodes.
//
// A kind is one Declaration in one Go file. The settings struct's tags become the form
// (form.go), settings from files are read strictly against it (decode.go) and checked
// (check.go); the palette, the card, the messages and the documentation page are all made
// from the same declaration.
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
	Required bool            `json:"required"`       // input: the step cannot run without a connection
	Many     bool            `json:"many"`           // input: takes several edges, in their order
	Like     string          `json:"like,omitempty"` // output: has the type of what this input receives, or of the first connected of "a|b"; Type is "any" until that is known
	Help     string          `json:"help"`
}

// Ports are the inputs and outputs of a step. Neither list is nil.
type Ports struct {
	In  []Port `json:"in"`
	Out []Port `json:"out"`
}

// Input gives the input port with the name.
func (p Ports) Input(name string) (Port, bool) { return portNamed(p.In, name) }

// Output gives the output port with the name.
func (p Ports) Output(name string) (Port, bool) { return portNamed(p.Out, name) }

func portNamed(ports []Port, name string) (Port, bool) {
	for _, p := range ports {
		if p.Name == name {
			return p, true
		}
	}
	return Port{}, false
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
	Widget      string   `json:"widget"` // text, textarea, prompt, number, slider, switch, select, model, knowledge, list, branches, hidden
	Options     []Option `json:"options"`
	Min         *float64 `json:"min"` // nil for no limit; of a list, the fewest rows
	Max         *float64 `json:"max"` // of a text, the most characters; of a list, the most rows
	Step        float64  `json:"step"`
	Required    bool     `json:"required"`
	Advanced    bool     `json:"advanced"` // shown on demand
	ShowIf      string   `json:"showIf"`   // "field=value" or "field=one|other": shown only then; "" always
	Placeholder string   `json:"placeholder"`
	Default     any      `json:"default"` // value in a new step, or in a new row of a list
	Items       []Field  `json:"items"`   // of a list: the controls of one row
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

// Input is one thing that a flow asks for when it runs.
type Input struct {
	Name     string `json:"name"`
	Label    string `json:"label"`
	Help     string `json:"help"`
	Example  string `json:"example"`
	Long     bool   `json:"long"` // wants a field of several lines
	Required bool   `json:"required"`
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

// Names gives what people call things, for the line on a step's card. Both return "" for
// what they do not know. A nil Names knows nothing.
type Names interface {
	ModelTitle(id string) string
	KnowledgeName(ref string) string
}

// Usage is what a step consumed.
type Usage struct {
	Model     string
	TokensIn  int
	TokensOut int
	Cost      float64
}

// Uses names what a step's result depends on besides its settings and inputs: models by id
// and knowledge bases by id or name.
type Uses struct {
	Models    []string
	Knowledge []string
}
