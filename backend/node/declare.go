package node

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"greenlight/backend/domain"
)

// Declaration is the whole of a kind of step; S is its settings struct. Functions that are
// nil have the meaning given beside them.
type Declaration[S any] struct {
	Kind     string // unique, lower case
	Version  int    // from 1; raise it, and add an Upgrade, when settings change their shape
	Title    string
	Group    string
	Icon     string // lucide name
	Color    string
	Help     string // one sentence
	Details  string // a paragraph for the documentation
	Keywords []string
	Defaults S // settings of a new step

	Ports    func(s S) Ports                                  // required; the same settings give the same ports
	Check    func(s S, site Site) []domain.Problem            // what tags cannot say; nil for nothing
	Summary  func(s S, names Named) string                    // required; one line for the card
	Upgrades []Upgrade                                        // exactly Version-1, the first from version 1 to 2
	Run      func(context.Context, *Call[S]) (Outputs, error) // required

	Asks    func(s S) []Input      // what the step asks the person for; nil for nothing
	Result  func(s S) string       // the name under which its first input is a result of the flow; nil for none
	Passive bool                   // never runs (a note)
	Decline string                 // output port whose use says that the assistant declined to answer
	Reuse   func(s S) (Uses, bool) // whether, and depending on what, results may be reused; nil for never
	Timeout time.Duration          // 0 for the engine's limit
	Retries int                    // further attempts after a failure that may pass by itself
}

// Upgrade turns the settings of one version into those of the next. Numbers are json.Number.
type Upgrade struct {
	Name  string // what changed, for people: "the limit counts words"
	Apply func(settings map[string]any) error
}

// Kind is a declared kind of step, without its settings' type.
type Kind interface {
	Spec() Spec
	// Open reads settings of the version (0 counts as 1); see Registry.Open for its errors.
	Open(version int, settings json.RawMessage) (Step, error)
}

// Step is a kind with settings. It is immutable and safe for concurrent use.
type Step interface {
	Kind() string
	Title() string // the kind's
	Ports() Ports
	// Check gives everything wrong with the settings at this site. Problem.Node is left empty.
	Check(site Site) []domain.Problem
	// Summary is the one line on the card.
	Summary(names Names) string
	// Settings is the JSON of all settings in the current version, in a stable form.
	Settings() (json.RawMessage, error)
	Version() int
	Asks() []Input
	Result() string
	Passive() bool
	Decline() string
	Reuse() (Uses, bool)
	Timeout() time.Duration
	Retries() int
	Run(ctx context.Context, req Request) (Outputs, error)
}

// Declare makes a kind of its declaration. A declaration that contradicts itself is a mistake
// of the program and panics.
func Declare[S any](d Declaration[S]) Kind {
	k := &kind[S]{decl: d, form: formOf[S](d.Kind)}
	switch {
	case d.Kind == "" || d.Title == "" || d.Version < 1:
		panic(fmt.Sprintf("node: the kind %q needs a name, a title and a version", d.Kind))
	case d.Ports == nil || d.Summary == nil || d.Run == nil:
		panic(fmt.Sprintf("node: the kind %q needs Ports, Summary and Run", d.Kind))
	case len(d.Upgrades) != d.Version-1:
		panic(fmt.Sprintf("node: the kind %q is at version %d and has %d upgrades", d.Kind, d.Version, len(d.Upgrades)))
	}
	k.spec = k.makeSpec()
	return k
}

type kind[S any] struct {
	decl Declaration[S]
	form *form
	spec Spec
}

func (k *kind[S]) Spec() Spec { return k.spec }

func (k *kind[S]) makeSpec() Spec {
	d := k.decl
	defaults, err := json.Marshal(d.Defaults)
	if err != nil {
		panic(fmt.Sprintf("node: the defaults of %q: %v", d.Kind, err))
	}
	values := map[string]any{}
	if err := json.Unmarshal(defaults, &values); err != nil {
		panic(fmt.Sprintf("node: the defaults of %q: %v", d.Kind, err))
	}
	for name, v := range values {
		if v == nil {
			values[name] = []any{}
		}
	}
	keywords := d.Keywords
	if keywords == nil {
		keywords = []string{}
	}
	return Spec{
		Kind: d.Kind, Version: d.Version, Title: d.Title, Group: d.Group, Icon: d.Icon, Color: d.Color,
		Help: d.Help, Details: d.Details, Keywords: keywords,
		Fields: k.form.describe(values), Defaults: values, Ports: k.ports(d.Defaults),
	}
}

func (k *kind[S]) ports(s S) Ports {
	p := k.decl.Ports(s)
	if p.In == nil {
		p.In = []Port{}
	}
	if p.Out == nil {
		p.Out = []Port{}
	}
	return p
}

func (k *kind[S]) Open(version int, settings json.RawMessage) (Step, error) {
	raw, err := k.upgrade(version, settings)
	if err != nil {
		return nil, err
	}
	s, err := decodeSettings(k.form, raw, k.decl.Defaults)
	if err != nil {
		return nil, err
	}
	return &step[S]{kind: k, settings: s, ports: k.ports(s)}, nil
}

// upgrade brings settings to the current version.
func (k *kind[S]) upgrade(version int, settings json.RawMessage) (json.RawMessage, error) {
	if version < 1 {
		version = 1
	}
	if version > k.decl.Version {
		return nil, domain.Errorf(domain.CodeNewer, "This “%s” step was made with a newer Greenlight.", k.decl.Title).
			WithHint("Update Greenlight to use it.")
	}
	if version == k.decl.Version || len(bytes.TrimSpace(settings)) == 0 {
		return settings, nil
	}
	dec := json.NewDecoder(bytes.NewReader(settings))
	dec.UseNumber()
	var values map[string]any
	if err := dec.Decode(&values); err != nil || !json.Valid(settings) {
		return nil, errNotObject(err)
	}
	if values == nil { // null
		values = map[string]any{}
	}
	for _, u := range k.decl.Upgrades[version-1:] {
		if err := u.Apply(values); err != nil {
			return nil, domain.Errorf(domain.CodeInvalid, "The settings of this “%s” step come from an older version and could not be brought up to date.", k.decl.Title).
				WithHint("Remove the step and add it anew.").WithCause(fmt.Errorf("upgrade %q: %w", u.Name, err))
		}
	}
	raw, err := json.Marshal(values)
	if err != nil {
		return nil, domain.Errorf(domain.CodeInternal, "The settings of this step could not be brought up to date.").WithCause(err)
	}
	return raw, nil
}

type step[S any] struct {
	kind     *kind[S]
	settings S
	ports    Ports
}

func (s *step[S]) Kind() string           { return s.kind.decl.Kind }
func (s *step[S]) Title() string          { return s.kind.decl.Title }
func (s *step[S]) Version() int           { return s.kind.decl.Version }
func (s *step[S]) Ports() Ports           { return s.ports }
func (s *step[S]) Passive() bool          { return s.kind.decl.Passive }
func (s *step[S]) Decline() string        { return s.kind.decl.Decline }
func (s *step[S]) Timeout() time.Duration { return s.kind.decl.Timeout }
func (s *step[S]) Retries() int           { return s.kind.decl.Retries }

func (s *step[S]) Check(site Site) []domain.Problem {
	problems := checkFields(s.kind.form, s.settings, site)
	if s.kind.decl.Check != nil {
		problems = append(problems, s.kind.decl.Check(s.settings, site)...)
	}
	return problems
}

func (s *step[S]) Summary(names Names) string {
	return strings.Join(strings.Fields(s.kind.decl.Summary(s.settings, Named{names})), " ")
}

func (s *step[S]) Settings() (json.RawMessage, error) {
	b, err := json.Marshal(s.settings)
	if err != nil {
		return nil, domain.Errorf(domain.CodeInternal, "The settings of this step could not be written.").WithCause(err)
	}
	return b, nil
}

func (s *step[S]) Asks() []Input {
	if s.kind.decl.Asks == nil {
		return nil
	}
	return s.kind.decl.Asks(s.settings)
}

func (s *step[S]) Result() string {
	if s.kind.decl.Result == nil {
		return ""
	}
	return s.kind.decl.Result(s.settings)
}

func (s *step[S]) Reuse() (Uses, bool) {
	if s.kind.decl.Reuse == nil {
		return Uses{}, false
	}
	return s.kind.decl.Reuse(s.settings)
}

func (s *step[S]) Run(ctx context.Context, req Request) (Outputs, error) {
	return s.kind.decl.Run(ctx, &Call[S]{
		Settings: s.settings, In: req.In, Asked: req.Asked, Env: req.Env, Ports: s.ports,
		delta: req.Delta, use: req.Use,
	})
}

// Named gives what people call things, and the reference itself where that is not known.
type Named struct{ names Names }

// Model gives the title of a model, or its id.
func (n Named) Model(id string) string {
	if n.names != nil {
		if title := n.names.ModelTitle(id); title != "" {
			return title
		}
	}
	return id
}

// Knowledge gives the name of a knowledge base, or the reference to it.
func (n Named) Knowledge(ref string) string {
	if n.names != nil {
		if name := n.names.KnowledgeName(ref); name != "" {
			return name
		}
	}
	return ref
}
