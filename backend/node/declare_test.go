package node_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"greenlight/backend/domain"
	"greenlight/backend/node"
)

type settings struct {
	Name  string  `json:"name" label:"Name" help:"A name." required:"true" max:"10"`
	Model string  `json:"model" label:"Model" widget:"model" required:"true"`
	Where string  `json:"where" label:"Knowledge" widget:"knowledge"`
	Mode  string  `json:"mode" label:"Mode" options:"one=One=The first|two=Two"`
	Count int     `json:"count" label:"Count" min:"1" max:"5"`
	Share float64 `json:"share" label:"Share" min:"0"`
	On    bool    `json:"on" label:"On"`
	Extra string  `json:"extra" label:"Extra" required:"true" showif:"mode=two"`
	Rows  []entry `json:"rows" label:"Rows" max:"2"`
}

type entry struct {
	Key  string `json:"key" label:"Key" required:"true"`
	Kind string `json:"kind" label:"Kind" default:"a" options:"a=A|b=B"`
	Size int    `json:"size" label:"Size" default:"3"`
	Keep bool   `json:"keep" label:"Keep" default:"true"`
}

func declaration() node.Declaration[settings] {
	return node.Declaration[settings]{
		Kind: "thing", Version: 3, Title: "Thing",
		Defaults: settings{Name: "new", Model: "m", Mode: "one", Count: 2, Rows: []entry{{Key: "first", Kind: "b"}}},
		Ports: func(s settings) node.Ports {
			return node.Ports{Out: []node.Port{{Name: s.Name, Type: domain.PortText}}}
		},
		Summary: func(s settings, names node.Named) string {
			return names.Model(s.Model) + "\n· " + names.Knowledge(s.Where)
		},
		Upgrades: []node.Upgrade{
			{Name: "title became name", Apply: func(m map[string]any) error {
				m["name"] = m["title"]
				delete(m, "title")
				return nil
			}},
			{Name: "the count was in dozens", Apply: func(m map[string]any) error {
				number, ok := m["count"].(json.Number)
				if !ok {
					return errors.New("the count is no number")
				}
				n, err := number.Int64()
				if err != nil {
					return err
				}
				m["count"] = n * 12
				return nil
			}},
		},
		Run: func(_ context.Context, c *node.Call[settings]) (node.Outputs, error) {
			return node.Outputs{c.Settings.Name: domain.TextValue(c.In.Text("in"))}, nil
		},
	}
}

func open(t *testing.T, version int, raw string) node.Step {
	t.Helper()
	step, err := node.Declare(declaration()).Open(version, json.RawMessage(raw))
	if err != nil {
		t.Fatalf("open %s: %v", raw, err)
	}
	return step
}

func settingsOf(t *testing.T, step node.Step) settings {
	t.Helper()
	raw, err := step.Settings()
	if err != nil {
		t.Fatal(err)
	}
	var s settings
	if err := json.Unmarshal(raw, &s); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestMissingSettingsHaveDefaults(t *testing.T) {
	for _, raw := range []string{"", "{}", `{"name":null}`, "null"} {
		s := settingsOf(t, open(t, 3, raw))
		if s.Name != "new" || s.Count != 2 || len(s.Rows) != 1 || s.Rows[0].Kind != "b" {
			t.Errorf("%q: got %+v", raw, s)
		}
	}
	s := settingsOf(t, open(t, 3, `{"rows":[{"key":"x"},{"key":"y","keep":false,"size":0}]}`))
	if want := []entry{{"x", "a", 3, true}, {"y", "a", 0, false}}; fmt.Sprint(s.Rows) != fmt.Sprint(want) {
		t.Errorf("rows: got %v, want %v", s.Rows, want)
	}
}

func TestDefaultsAreNotShared(t *testing.T) {
	kind := node.Declare(declaration())
	if _, err := kind.Open(3, json.RawMessage(`{"rows":[{"key":"other"}]}`)); err != nil {
		t.Fatal(err)
	}
	step, err := kind.Open(3, nil)
	if err != nil {
		t.Fatal(err)
	}
	if s := settingsOf(t, step); s.Rows[0].Key != "first" {
		t.Errorf("the defaults changed: %v", s.Rows)
	}
}

func TestWrongSettingsNameTheField(t *testing.T) {
	cases := []struct {
		raw, path, says string
		code            domain.Code
	}{
		{`{"name":5}`, "settings.name", "“Name” must be a text", domain.CodeInvalid},
		{`{"count":1.5}`, "settings.count", "“Count” must be a whole number", domain.CodeInvalid},
		{`{"count":"2"}`, "settings.count", "whole number", domain.CodeInvalid},
		{`{"share":"much"}`, "settings.share", "“Share” must be a number", domain.CodeInvalid},
		{`{"on":1}`, "settings.on", "on or off", domain.CodeInvalid},
		{`{"rows":{}}`, "settings.rows", "“Rows” must be a list", domain.CodeInvalid},
		{`{"rows":[{"key":"a"},{"key":[]}]}`, "settings.rows[1].key", "“Key” must be a text", domain.CodeInvalid},
		{`{"rows":[7]}`, "settings.rows[0]", "not a list of names", domain.CodeInvalid},
		{`{"shiny":true}`, "settings.shiny", "“shiny” that this Greenlight does not know", domain.CodeInvalid},
		{`{"rows":[{"shiny":1}]}`, "settings.rows[0].shiny", "does not know", domain.CodeInvalid},
		{`[1]`, "settings", "not a list of names", domain.CodeInvalid},
		{`{"name":`, "settings", "not a list of names", domain.CodeInvalid},
	}
	for _, c := range cases {
		_, err := node.Declare(declaration()).Open(3, json.RawMessage(c.raw))
		e := domain.AsError(err)
		if e == nil {
			t.Errorf("%s was accepted", c.raw)
			continue
		}
		if e.Code != c.code || e.Path != c.path || !strings.Contains(e.Message, c.says) {
			t.Errorf("%s: got %s at %q: %q", c.raw, e.Code, e.Path, e.Message)
		}
	}
}

func TestUpgradesRunInTurn(t *testing.T) {
	if s := settingsOf(t, open(t, 1, `{"title":"old","count":2}`)); s.Name != "old" || s.Count != 24 {
		t.Errorf("from version 1: %+v", s)
	}
	if s := settingsOf(t, open(t, 0, `{"title":"old","count":1}`)); s.Name != "old" || s.Count != 12 {
		t.Errorf("without a version: %+v", s)
	}
	if s := settingsOf(t, open(t, 2, `{"name":"newer","count":1}`)); s.Name != "newer" || s.Count != 12 {
		t.Errorf("from version 2: %+v", s)
	}
	if s := settingsOf(t, open(t, 3, `{"count":5}`)); s.Count != 5 {
		t.Errorf("the current version was changed: %+v", s)
	}
	kind := node.Declare(declaration())
	if _, err := kind.Open(4, nil); !domain.IsCode(err, domain.CodeNewer) {
		t.Errorf("a newer version: %v", err)
	}
	if _, err := kind.Open(2, json.RawMessage(`{"count":1.5}`)); !domain.IsCode(err, domain.CodeInvalid) {
		t.Errorf("a failing upgrade: %v", err)
	}
	if _, err := kind.Open(1, json.RawMessage(`[]`)); !domain.IsCode(err, domain.CodeInvalid) {
		t.Errorf("old settings that are no object: %v", err)
	}
}

type world struct{ models, knowledge string }

func (w world) HasModel(id string, _ domain.ModelKind) bool { return id == w.models }
func (w world) HasKnowledge(ref string) bool                { return ref == w.knowledge }

func TestChecksFollowTheTags(t *testing.T) {
	good := `{"name":"a","model":"m","where":"kb"}`
	cases := []struct{ raw, code, field, fix, says string }{
		{`{"name":" "}`, "invalid", "name", "open_field", "“Name” is empty"},
		{`{"name":"äöüäöüäöüäö"}`, "invalid", "name", "open_field", "longer than 10"},
		{`{"model":""}`, "no_model", "model", "choose_model", "No model is chosen"},
		{`{"model":"gone"}`, "no_model", "model", "choose_model", "“gone” is not in your list"},
		{`{"where":"gone"}`, "no_knowledge", "where", "choose_knowledge", "is gone"},
		{`{"mode":"three"}`, "invalid", "mode", "open_field", "unknown choice"},
		{`{"count":6}`, "invalid", "count", "open_field", "between 1 and 5"},
		{`{"share":-1}`, "invalid", "share", "open_field", "at least 0"},
		{`{"mode":"two"}`, "invalid", "extra", "open_field", "“Extra” is empty"},
		{`{"rows":[{"key":"a"},{"key":"b"},{"key":"c"}]}`, "invalid", "rows", "open_field", "more than 2"},
		{`{"rows":[{"key":"a"},{"key":""}]}`, "invalid", "rows[1].key", "open_field", "“Key” is empty"},
		{`{"rows":[{"key":"a","kind":"z"}]}`, "invalid", "rows[0].kind", "open_field", "unknown choice"},
	}
	site := node.Site{World: world{"m", "kb"}}
	if p := open(t, 3, good).Check(site); len(p) != 0 {
		t.Fatalf("good settings: %v", p)
	}
	for _, c := range cases {
		problems := open(t, 3, c.raw).Check(site)
		if len(problems) != 1 {
			t.Errorf("%s: got %v", c.raw, problems)
			continue
		}
		p := problems[0]
		if p.Code != c.code || p.Field != c.field || p.Fix != c.fix || !strings.Contains(p.Message, c.says) || p.Hint == "" || p.Severity != domain.SeverityError {
			t.Errorf("%s: got %+v", c.raw, p)
		}
	}
	if p := open(t, 3, `{"model":"any","where":"any"}`).Check(node.Site{}); len(p) != 0 {
		t.Errorf("without a world everything exists: %v", p)
	}
}

type names struct{}

func (names) ModelTitle(id string) string {
	if id == "m" {
		return "Model M"
	}
	return ""
}
func (names) KnowledgeName(string) string { return "Handbook" }

func TestSummaryIsOneLineWithNames(t *testing.T) {
	step := open(t, 3, `{"where":"kb"}`)
	if got := step.Summary(names{}); got != "Model M · Handbook" {
		t.Errorf("got %q", got)
	}
	if got := step.Summary(nil); got != "m · kb" {
		t.Errorf("without names: %q", got)
	}
}

func TestSpecDescribesTheForm(t *testing.T) {
	spec := node.Declare(declaration()).Spec()
	byName := map[string]node.Field{}
	for _, f := range spec.Fields {
		byName[f.Name] = f
	}
	widgets := map[string]string{"name": "text", "model": "model", "mode": "select", "count": "number", "on": "switch", "rows": "list"}
	for name, want := range widgets {
		if got := byName[name].Widget; got != want {
			t.Errorf("%s: widget %q, want %q", name, got, want)
		}
	}
	if o := byName["mode"].Options; len(o) != 2 || o[0] != (node.Option{Value: "one", Label: "One", Help: "The first"}) {
		t.Errorf("options: %v", o)
	}
	if f := byName["count"]; *f.Min != 1 || *f.Max != 5 || f.Step != 1 || f.Default != float64(2) {
		t.Errorf("count: %+v", f)
	}
	if items := byName["rows"].Items; len(items) != 4 || items[2].Default != 3 || items[3].Default != true {
		t.Errorf("rows: %+v", items)
	}
	if spec.Ports.In == nil || len(spec.Ports.Out) != 1 || spec.Ports.Out[0].Name != "new" {
		t.Errorf("ports: %+v", spec.Ports)
	}
	b, err := json.Marshal(spec)
	if err != nil || strings.Contains(string(b), `"items":null`) || strings.Contains(string(b), `"options":null`) {
		t.Errorf("spec as JSON: %v %s", err, b)
	}
}

func mustPanic(t *testing.T, what string, f func()) {
	t.Helper()
	defer func() {
		if recover() == nil {
			t.Errorf("%s: no panic", what)
		}
	}()
	f()
}

func TestMistakesOfTheProgramPanic(t *testing.T) {
	change := func(f func(*node.Declaration[settings])) func() {
		return func() {
			d := declaration()
			f(&d)
			node.Declare(d)
		}
	}
	mustPanic(t, "no title", change(func(d *node.Declaration[settings]) { d.Title = "" }))
	mustPanic(t, "no ports", change(func(d *node.Declaration[settings]) { d.Ports = nil }))
	mustPanic(t, "missing upgrade", change(func(d *node.Declaration[settings]) { d.Upgrades = d.Upgrades[:1] }))
	mustPanic(t, "a field without a label", func() {
		type bad struct {
			X string `json:"x"`
		}
		declareWith[bad]()
	})
	mustPanic(t, "a field of a type without a control", func() {
		type bad struct {
			X map[string]string `json:"x" label:"X"`
		}
		declareWith[bad]()
	})
	mustPanic(t, "a condition on no field", func() {
		type bad struct {
			X string `json:"x" label:"X" showif:"y=1"`
		}
		declareWith[bad]()
	})
	mustPanic(t, "two kinds of one name", func() {
		node.NewRegistry(node.Declare(declaration()), node.Declare(declaration()))
	})
}

func declareWith[S any]() node.Kind {
	return node.Declare(node.Declaration[S]{
		Kind: "bad", Version: 1, Title: "Bad",
		Ports:   func(S) node.Ports { return node.Ports{} },
		Summary: func(S, node.Named) string { return "bad" },
		Run:     func(context.Context, *node.Call[S]) (node.Outputs, error) { return nil, nil },
	})
}

func TestRegistryRefusesUnknownKinds(t *testing.T) {
	r := node.NewRegistry(node.Declare(declaration()))
	if _, err := r.Open(domain.Node{Kind: "thing", Version: 3}); err != nil {
		t.Errorf("known kind: %v", err)
	}
	if _, err := r.Open(domain.Node{Kind: "nothing"}); !domain.IsCode(err, domain.CodeNotFound) || !strings.Contains(err.Error(), "nothing") {
		t.Errorf("unknown kind: %v", err)
	}
	if _, ok := r.Lookup("thing"); !ok || len(r.Kinds()) != 1 || len(r.Specs()) != 1 {
		t.Error("the kind is not listed")
	}
}

func TestRunGetsSettingsAndInputs(t *testing.T) {
	out, err := open(t, 3, `{"name":"x"}`).Run(t.Context(), node.Request{In: node.Inputs{"in": {domain.TextValue("hello")}}})
	if err != nil || out["x"].Text != "hello" {
		t.Errorf("got %v, %v", out, err)
	}
}

func FuzzOpen(f *testing.F) {
	for _, seed := range []string{`{}`, `{"rows":[{"key":"a"}]}`, `{"count":1e99}`, `null`, `{"rows":[null]}`, `{"name":"\ud800"}`} {
		f.Add(seed, 3)
	}
	f.Add(`{"title":"a","count":1}`, 1)
	kind := node.Declare(declaration())
	f.Fuzz(func(t *testing.T, raw string, version int) {
		step, err := kind.Open(version, json.RawMessage(raw))
		if err != nil {
			return
		}
		step.Check(node.Site{})
		kept, err := step.Settings()
		if err != nil {
			t.Fatal(err)
		}
		again, err := kind.Open(3, kept)
		if err != nil {
			t.Fatalf("settings do not open again: %v", err)
		}
		if twice, _ := again.Settings(); string(twice) != string(kept) {
			t.Fatalf("settings change: %s, then %s", kept, twice)
		}
	})
}
