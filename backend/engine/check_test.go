package engine_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"greenlight/backend/domain"
	"greenlight/backend/engine"
	"greenlight/backend/node"
)

type fakeWorld struct{ models, knowledge []string }

func (w fakeWorld) HasModel(id string, kind domain.ModelKind) bool {
	return slices.Contains(w.models, id) && kind == domain.ModelChat
}
func (w fakeWorld) HasKnowledge(ref string) bool { return slices.Contains(w.knowledge, ref) }

var here = fakeWorld{models: []string{"builtin/quotes", "ollama/x"}, knowledge: []string{"kb"}}

const goodSearch = `s search {"knowledge":"kb"}`

func TestCheckSaysWhatIsWrongWhere(t *testing.T) {
	good := []string{"q question", goodSearch, "a answer"}
	wired := []string{"q.question s.query", "q.question a.question", "s.passages a.passages"}
	with := func(list []string, more ...string) []string { return append(slices.Clone(list), more...) }
	cases := []struct {
		name  string
		flow  domain.Flow
		want  []string // "severity code node field fix"
		says  string
		steps int
	}{
		{name: "a good flow", flow: graphOf(good, wired...)},
		{name: "nothing", flow: domain.Flow{}, want: []string{"error empty   "}, says: "nothing to run"},
		{name: "a note only", flow: graphOf([]string{`n note {"text":"x"}`}), want: []string{"error empty   "}},
		{name: "unknown kind", flow: graphOf(with(good, "z teleport"), wired...), want: []string{"error not_found z  "}, says: "“teleport”"},
		{name: "newer version", flow: func() domain.Flow {
			f := graphOf(good, wired...)
			f.Nodes[1].Version = 99
			return f
		}(), want: []string{"error newer s  "}},
		{name: "unknown setting", flow: graphOf([]string{"q question", `s search {"knowledge":"kb","magic":1}`, "a answer"}, wired...), want: []string{"error invalid s magic open_field"}, says: "“magic”"},
		{name: "setting out of range", flow: graphOf([]string{"q question", `s search {"knowledge":"kb","k":99}`, "a answer"}, wired...), want: []string{"error invalid s k open_field"}, says: "between 1 and 50"},
		{name: "no knowledge", flow: graphOf([]string{"q question", "s search", "a answer"}, wired...), want: []string{"error no_knowledge s knowledge choose_knowledge"}},
		{name: "knowledge gone", flow: graphOf([]string{"q question", `s search {"knowledge":"old"}`, "a answer"}, wired...), want: []string{"error no_knowledge s knowledge choose_knowledge"}, says: "is gone"},
		{name: "model gone", flow: graphOf([]string{"q question", goodSearch, `a answer {"model":"ollama/old"}`}, wired...), want: []string{"error no_model a model choose_model"}, says: "“ollama/old”"},
		{name: "no model", flow: graphOf([]string{"q question", `p prompt {"template":"{{x}}"}`}, "q.question p.x"), want: []string{"error no_model p model choose_model"}},
		{name: "input missing", flow: graphOf(good, "q.question s.query", "s.passages a.passages"), want: []string{"error not_connected a question "}, says: "“Question”"},
		{name: "wrong type", flow: graphOf(good, "q.question s.query", "q.question a.question", "q.question a.passages"), want: []string{"error wrong_type a edge:q.question a.passages remove_edge"}, says: "takes found pieces, but “Q” gives text"},
		{name: "two edges into one input", flow: graphOf(with(good, `t text {"template":"x"}`), with(wired, "t.text s.query")...), want: []string{"error several_edges s edge:t.text s.query remove_edge"}},
		{name: "edge to an old input", flow: graphOf(good, with(wired, "q.question a.mood")...), want: []string{"error missing_port a edge:q.question a.mood remove_edge"}, says: "“mood”"},
		{name: "edge from an old output", flow: graphOf(good, with(wired, "q.gone s.query")...), want: []string{"error missing_port q edge:q.gone s.query remove_edge"}},
		{name: "edge to a missing step", flow: graphOf(good, with(wired, "q.question ghost.in")...), want: []string{"error missing_step q edge:q.question ghost.in remove_edge"}},
		{name: "circle", flow: graphOf([]string{"q question", `a text {"template":"{{x}}{{q}}"}`, `b text {"template":"{{x}}"}`, `c text {"template":"{{x}}"}`, `d text {"template":"{{x}}"}`},
			"q.question a.q", "a.text b.x", "b.text c.x", "c.text a.x", "c.text d.x"), want: []string{"error cycle a  "}, says: "circle"},
		{name: "own tail", flow: graphOf([]string{"q question", `a combine`}, "q.question a.in", "a.out a.in"), want: []string{"error cycle a  "}, says: "“A” → “A”"},
		{name: "one id twice", flow: graphOf([]string{"q question", `t text {"template":"x"}`, `t text {"template":"y"}`}, "q.question t.@when"), want: []string{"error duplicate_id t  "}},
		{name: "no question", flow: graphOf([]string{`t text {"template":"x"}`}), want: []string{"warning no_question   "}},
		{name: "not connected", flow: graphOf(with(good, "z search"), wired...), want: []string{"warning isolated z  "}},
		{name: "inputs of one name", flow: graphOf([]string{"q question", "p question", `t text {"template":"{{a}}{{b}}"}`}, "q.question t.a", "p.question t.b"), want: []string{"error duplicate_input p  "}},
		{name: "results of one name", flow: graphOf([]string{"q question", "r output", "p output"}, "q.question r.value", "q.question p.value"), want: []string{"error duplicate_result p  "}},
		{name: "unused although results are named", flow: graphOf([]string{"q question", "r output", `t text {"template":"{{x}}"}`}, "q.question r.value", "q.question t.x"), want: []string{"warning unused t  "}},
		{name: "unused question", flow: graphOf([]string{"q question", `t text {"template":"x"}`}), want: []string{"warning unused q  "}},
	}
	registry := newBench().registry
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, p := range engine.Check(c.flow, registry, here) {
				got = append(got, strings.Join([]string{string(p.Severity), p.Code, p.Node, p.Field, p.Fix}, " "))
				if p.Message == "" || p.Hint == "" {
					t.Errorf("incomplete: %+v", p)
				}
				if !strings.Contains(p.Message, c.says) {
					t.Errorf("%q does not say %q", p.Message, c.says)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("\n got %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestCircleIsNamedInItsDirection(t *testing.T) {
	flow := graphOf([]string{`a text {"template":"{{x}}"}`, `b text {"template":"{{x}}"}`, `c text {"template":"{{x}}"}`}, "a.text b.x", "b.text c.x", "c.text a.x")
	for _, p := range engine.Check(flow, newBench().registry, nil) {
		if p.Code == "cycle" {
			if !strings.Contains(p.Message, "“A” → “B” → “C” → “A”") {
				t.Errorf("got %q", p.Message)
			}
			return
		}
	}
	t.Error("the circle is not found")
}

func TestLimitsComeFirst(t *testing.T) {
	var f domain.Flow
	for i := range engine.MaxNodes + 1 {
		f.Nodes = append(f.Nodes, domain.Node{ID: fmt.Sprint(i), Kind: "nonsense"})
	}
	if p := engine.Check(f, newBench().registry, nil); len(p) != 1 || p[0].Code != "limit" {
		t.Errorf("%d problems", len(p))
	}
}

func TestTypesFollowThroughChooseAndCombine(t *testing.T) {
	steps := []string{"q question", goodSearch, `c choose {"branches":[{"id":"1","name":"A","value":"x"}]}`, "m combine", "a answer"}
	wires := []string{"q.question s.query", "q.question c.value", "s.passages c.pass", "c.branch:1 m.in", "c.otherwise m.in", "q.question a.question", "m.out a.passages"}
	registry := newBench().registry
	flow := graphOf(steps, wires...)
	if p := engine.Check(flow, registry, here); len(p) != 0 {
		t.Fatalf("problems: %+v", p)
	}
	cards := engine.Describe(flow, registry, nil)
	if got := cards["c"].Ports.Out[0].Type; got != domain.PortPassages {
		t.Errorf("the branch gives %s", got)
	}
	if got := cards["m"].Ports.Out[0].Type; got != domain.PortPassages {
		t.Errorf("combine gives %s", got)
	}
	wires[2] = "q.question c.pass"
	problems := engine.Check(graphOf(steps, wires...), registry, here)
	if len(problems) != 1 || problems[0].Code != "wrong_type" || problems[0].Node != "a" {
		t.Errorf("text into found pieces: %+v", problems)
	}
	k, _ := registry.Lookup("choose")
	if k.Spec().Ports.Out[0].Type != domain.PortAny {
		t.Error("describing a flow changed the kind")
	}
}

type fakeNames struct{}

func (fakeNames) ModelTitle(string) string    { return "My model" }
func (fakeNames) KnowledgeName(string) string { return "Handbook" }

func TestDescribeAndInputs(t *testing.T) {
	flow := graphOf([]string{`q question {"inputs":[{"name":"a","label":"First"},{"name":"b","required":false}]}`, goodSearch, "z teleport"}, "q.a s.query", "s.passages z.beam")
	flow.Nodes[1].Title = ""
	registry := newBench().registry
	cards := engine.Describe(flow, registry, fakeNames{})
	if c := cards["s"]; c.Title != "Search knowledge" || c.Summary != "Handbook · 8 pieces" || len(c.Ports.In) != 1 {
		t.Errorf("card: %+v", c)
	}
	if c := cards["z"]; c.Title != "Z" || len(c.Ports.In) != 1 || c.Ports.In[0].Name != "beam" || c.Ports.Out == nil {
		t.Errorf("card of an unknown kind: %+v", c)
	}
	want := []node.Input{{Name: "a", Label: "First", Required: true}, {Name: "b", Label: "b"}}
	if got := engine.Inputs(flow, registry); !slices.Equal(got, want) {
		t.Errorf("inputs: %+v", got)
	}
	if got := engine.Inputs(domain.Flow{}, registry); got == nil || len(got) != 0 {
		t.Errorf("inputs of nothing: %v", got)
	}
}
