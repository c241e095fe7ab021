package node_test

import (
	"encoding/json"
	"strings"
	"testing"

	"greenlight/backend/domain"
	"greenlight/backend/node"
)

func sampleValues() map[domain.PortType]domain.Value {
	return map[domain.PortType]domain.Value{
		domain.PortText:     domain.TextValue("12"),
		domain.PortPassages: domain.PassagesValue([]domain.Passage{{Title: "Leave", Page: 3, Text: "25 days"}}),
		domain.PortAnswer:   {Type: domain.PortAnswer, Text: "25 days [1]", Answered: true},
		domain.PortData:     {Type: domain.PortData, Data: json.RawMessage(`{"a":1}`)},
	}
}

// Convert and Accepts must say the same for each pair, and a converted value has the type of
// its input, except at inputs that take anything.
func TestConvertFollowsAccepts(t *testing.T) {
	for _, in := range []domain.PortType{domain.PortText, domain.PortPassages, domain.PortAnswer, domain.PortData, domain.PortAny, "nonsense"} {
		for out, v := range sampleValues() {
			got, err := node.Convert(v, in)
			if accepted := node.Accepts(in, out); accepted != (err == nil) {
				t.Errorf("%s into %s: accepts %v, convert %v", out, in, accepted, err)
			}
			if err == nil && in != domain.PortAny && got.Type != in {
				t.Errorf("%s into %s gives %s", out, in, got.Type)
			}
		}
	}
}

func TestAccepted(t *testing.T) {
	table := node.Accepted()
	want := map[string]string{
		"text": "text answer passages data any", "passages": "passages any", "answer": "answer any",
		"data": "text answer passages data any", "any": "text answer passages data any",
	}
	if len(table) != len(want) {
		t.Errorf("got %v", table)
	}
	for in, outs := range want {
		if got := strings.Join(table[in], " "); got != outs {
			t.Errorf("%s takes %q, want %q", in, got, outs)
		}
	}
}

func TestAsText(t *testing.T) {
	cases := []struct {
		v    domain.Value
		want string
	}{
		{domain.TextValue("a"), "a"},
		{domain.Value{Type: domain.PortAnswer, Text: "b"}, "b"},
		{domain.Value{Type: domain.PortData, Data: json.RawMessage(` "c\n" `)}, "c\n"},
		{domain.Value{Type: domain.PortData, Data: json.RawMessage(` [1, 2] `)}, "[1, 2]"},
		{domain.PassagesValue([]domain.Passage{{Title: "T", Page: 2, Text: "x"}, {Title: "U", PageLabel: "iv", Text: "y"}}), "[1] T, page 2\nx\n\n[2] U, iv\ny"},
		{domain.PassagesValue(nil), ""},
		{domain.Value{}, ""},
	}
	for _, c := range cases {
		if got := node.AsText(c.v); got != c.want {
			t.Errorf("%+v: got %q, want %q", c.v, got, c.want)
		}
	}
}

func TestTextIntoData(t *testing.T) {
	v, err := node.Convert(domain.TextValue(` {"a": [1]} `), domain.PortData)
	if err != nil || string(v.Data) != `{"a": [1]}` {
		t.Errorf("got %s, %v", v.Data, err)
	}
	if _, err := node.Convert(domain.TextValue("hello"), domain.PortData); !domain.IsCode(err, domain.CodeInvalid) || domain.AsError(err).Hint == "" {
		t.Errorf("ordinary text: %v", err)
	}
}

func TestSiteReceives(t *testing.T) {
	if !(node.Site{}).Receives(domain.PortPassages) {
		t.Error("unknown connections must pass")
	}
	site := node.Site{Inputs: map[string][]domain.PortType{"a": {domain.PortText}}}
	if site.Receives(domain.PortPassages) || !site.Receives(domain.PortPassages, domain.PortText) {
		t.Error("connections are not compared by type")
	}
	site.Inputs["b"] = []domain.PortType{domain.PortAny}
	if !site.Receives(domain.PortPassages) {
		t.Error("a type that is not known yet may fit")
	}
}
