package nodes_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"greenlight/backend/domain"
	"greenlight/backend/node"
)

// taken gives the one branch on which a value leaves.
func taken(t *testing.T, s node.Step, in node.Inputs) (string, domain.Value) {
	t.Helper()
	out, err := s.Run(t.Context(), node.Request{In: in})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) != 1 {
		t.Fatalf("%d branches were taken: %v", len(out), out)
	}
	for name, v := range out {
		return name, v
	}
	return "", domain.Value{}
}

func TestConditions(t *testing.T) {
	cases := []struct {
		test, value, text string
		fits              bool
	}{
		{"contains", "invoice", "Two INVOICES are open", true},
		{"contains", "leave", "Roll up your sleeves", false},
		{"contains", "refund, money back", "I want my  money\nback!", true},
		{"contains", "Ärger", "so viel ärger hier", true},
		{"contains", "返品", "商品を返品したい", true},
		{"contains", "a+b", "what is a+b?", true},
		{"contains", " , ,", "anything", false},
		{"contains", "e", "the", false},
		{"not_contains", "spam", "hello", true},
		{"not_contains", "spam", "Spam!", false},
		{"equals", "yes, ja", " JA ", true},
		{"equals", "yes", "yes please", false},
		{"equals", "12", "12.0", true},
		{"equals", "a, b", "a, b", true},
		{"empty", "", " \n", true},
		{"empty", "", "x", false},
		{"not_empty", "", "x", true},
		{"more_than", "10", "10.5", true},
		{"more_than", "10", "10", false},
		{"more_than", "1 000", "1 200,50", true},
		{"more_than", "10", "many", false},
		{"less_than", "10", "-3", true},
		{"less_than", "0,5", "0.4", true},
		{"matches", `^\d{4}-\d{2}$`, "2026-11", true},
		{"matches", `^\d{4}$`, "20261", false},
	}
	for _, c := range cases {
		raw, _ := json.Marshal(map[string]any{"branches": []map[string]string{{"id": "x", "name": "X", "test": c.test, "value": c.value}}})
		got, v := taken(t, step(t, "choose", string(raw)), node.Inputs{"value": {domain.TextValue(c.text)}})
		if (got == "branch:x") != c.fits || v.Text != c.text {
			t.Errorf("%s %q on %q: took %q", c.test, c.value, c.text, got)
		}
	}
}

func TestFirstFittingBranchIsTaken(t *testing.T) {
	s := step(t, "choose", `{"branches":[{"id":"a","name":"A","value":"x"},{"name":"B","value":"x, y"},{"id":"c","name":"C","value":"y"}],"otherwise":"Rest"}`)
	if got := portNames(s.Ports().Out); got != "branch:a,branch:2,branch:c,otherwise" {
		t.Errorf("ports: %s", got)
	}
	for text, want := range map[string]string{"x": "branch:a", "y": "branch:2", "z": "otherwise"} {
		if got, _ := taken(t, s, node.Inputs{"value": {domain.TextValue(text)}}); got != want {
			t.Errorf("%s: took %s, want %s", text, got, want)
		}
	}
}

func TestChooseByFieldAndPassesOn(t *testing.T) {
	data := domain.Value{Type: domain.PortData, Data: json.RawMessage(`{"topic":{"name":"Money","ranks":[3,11]},"none":null}`)}
	cases := []struct {
		field, test, value string
		fits               bool
	}{
		{"topic.name", "equals", "money", true},
		{"topic.ranks.2", "more_than", "10", true},
		{"topic.ranks.9", "empty", "", true},
		{"none", "empty", "", true},
		{"absent.deep", "empty", "", true},
		{"topic", "contains", "money", true},
	}
	for _, c := range cases {
		s := step(t, "choose", fmt.Sprintf(`{"field":%q,"branches":[{"id":"x","name":"X","test":%q,"value":%q}]}`, c.field, c.test, c.value))
		got, v := taken(t, s, node.Inputs{"value": {data}, "pass": {domain.TextValue("the letter")}})
		if (got == "branch:x") != c.fits || v.Text != "the letter" {
			t.Errorf("%+v: took %s with %q", c, got, v.Text)
		}
	}
}

func TestChooseChecks(t *testing.T) {
	cases := []struct{ settings, field, says string }{
		{`{"branches":[{"id":"1","name":"A","test":"matches","value":"("}]}`, "branches[0].value", "cannot be tested"},
		{`{"branches":[{"id":"1","name":"A","test":"more_than","value":"ten"}]}`, "branches[0].value", "cannot be tested"},
		{`{"branches":[{"id":"1","name":"A","value":"x"},{"id":"1","name":"B","value":"y"}]}`, "branches[1]", "share the identifier"},
		{`{"branches":[{"id":"1","name":"A","value":""}]}`, "branches[0].value", "is empty"},
		{`{"branches":[]}`, "branches", "at least 1"},
	}
	for _, c := range cases {
		p := step(t, "choose", c.settings).Check(node.Site{})
		if len(p) != 1 || p[0].Field != c.field || !strings.Contains(p[0].Message, c.says) {
			t.Errorf("%s: got %+v", c.settings, p)
		}
	}
	if p := step(t, "choose", `{"branches":[{"id":"1","name":"A","test":"empty"}]}`).Check(node.Site{}); len(p) != 0 {
		t.Errorf("a condition without a value: %+v", p)
	}
}

func TestCombine(t *testing.T) {
	a, b := domain.TextValue("a"), domain.Value{Type: domain.PortData, Data: json.RawMessage(`{"n":1}`)}
	in := node.Inputs{"in": {a, domain.TextValue(""), b}}
	run := func(settings string, in node.Inputs) domain.Value {
		t.Helper()
		out, err := step(t, "combine", settings).Run(t.Context(), node.Request{In: in})
		if err != nil {
			t.Fatal(err)
		}
		return out["out"]
	}
	if v := run(`{"mode":"first"}`, in); v.Text != "a" || v.Type != domain.PortText {
		t.Errorf("first: %+v", v)
	}
	if v := run(`{"mode":"join","separator":"comma"}`, in); v.Text != `a, {"n":1}` {
		t.Errorf("join: %+v", v)
	}
	if v := run(`{"mode":"list"}`, in); string(v.Data) != `["a","",{"n":1}]` {
		t.Errorf("list: %s", v.Data)
	}
	one, two := domain.PassagesValue(leave), domain.PassagesValue([]domain.Passage{{KnowledgeID: "kb2", DocumentID: "d", Start: 1, End: 2, Text: "x"}, leave[0]})
	v := run(`{"mode":"pieces"}`, node.Inputs{"in": {one, two}})
	var got []string
	for _, p := range v.Passages {
		got = append(got, fmt.Sprintf("%d:%s", p.Rank, p.DocumentID))
	}
	if want := "1:doc_1 2:d 3:doc_2"; strings.Join(got, " ") != want {
		t.Errorf("pieces: %v, want %s", got, want)
	}
	if leave[1].Rank != 2 {
		t.Error("the inputs were changed")
	}
}

func TestSearchLeavesOutWeakPieces(t *testing.T) {
	in := node.Inputs{"query": {domain.TextValue(" days ")}}
	for settings, want := range map[string]int{`{"knowledge":"kb"}`: 2, `{"knowledge":"kb","minScore":0.5}`: 1, `{"knowledge":"kb","k":1}`: 1} {
		out, err := step(t, "search", settings).Run(t.Context(), node.Request{In: in, Env: scripted()})
		if err != nil || len(out["passages"].Passages) != want {
			t.Errorf("%s: %v, %v", settings, out, err)
		}
	}
	out, err := step(t, "search", `{"knowledge":"kb"}`).Run(t.Context(), node.Request{In: node.Inputs{"query": {domain.TextValue(" ")}}, Env: scripted()})
	if err != nil || out["passages"].Passages == nil || len(out["passages"].Passages) != 0 {
		t.Errorf("an empty question: %v, %v", out, err)
	}
}

func TestQuestionChecksNames(t *testing.T) {
	cases := map[string]string{
		`{"inputs":[{"name":"a=b"}]}`:                  "cannot be the name",
		`{"inputs":[{"name":"a"},{"name":"a"}]}`:       "Two inputs",
		`{"inputs":[{"name":""}]}`:                     "is empty",
		`{"inputs":[]}`:                                "at least 1",
		`{"inputs":[{"name":"order number"}]}`:         "",
		`{"inputs":[{"name":"Größe_2"},{"name":"b"}]}`: "",
	}
	for settings, says := range cases {
		p := step(t, "question", settings).Check(node.Site{})
		if says == "" && len(p) != 0 || says != "" && (len(p) != 1 || !strings.Contains(p[0].Message, says)) {
			t.Errorf("%s: got %+v", settings, p)
		}
	}
}
