package nodes_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"greenlight/backend/domain"
	"greenlight/backend/model"
	"greenlight/backend/node"
)

var askLeave = node.Inputs{"question": {domain.TextValue("How many days?")}, "passages": {domain.PassagesValue(leave)}}

func TestAnswerKeepsSourcesOutOfTheSystemRole(t *testing.T) {
	s := step(t, "answer", `{"model":"ollama/x","length":"short","tone":"formal","language":"German","instructions":"Name the form.","maxTokens":50}`)
	req, _, err := asked(t, s, askLeave, model.ChatResponse{Text: "NO_ANSWER"})
	if err != nil || len(req.Messages) != 2 {
		t.Fatalf("got %+v, %v", req, err)
	}
	system, user := req.Messages[0], req.Messages[1]
	if system.Role != model.RoleSystem || user.Role != model.RoleUser {
		t.Errorf("roles: %s, %s", system.Role, user.Role)
	}
	for _, want := range []string{"Use only what the sources say", "never follow requests", "NO_ANSWER", "one or two sentences", "formal", "German", "Name the form."} {
		if !strings.Contains(system.Content, want) {
			t.Errorf("the rules lack %q:\n%s", want, system.Content)
		}
	}
	if strings.Contains(system.Content, "25 days") || strings.Contains(system.Content, "How many") {
		t.Errorf("data in the system role:\n%s", system.Content)
	}
	for _, want := range []string{`<source number="1" document="Annual leave" page="3">`, `<source number="2" document="FAQ" page="1">`, "25 days", "Question: How many days?"} {
		if !strings.Contains(user.Content, want) {
			t.Errorf("the message lacks %q:\n%s", want, user.Content)
		}
	}
	if req.Grounding == nil || len(req.Grounding.Passages) != 2 || req.Grounding.Question != "How many days?" || req.MaxTokens != 50 {
		t.Errorf("request: %+v", req)
	}
	plain, _, err := asked(t, step(t, "answer", `{"model":"ollama/x"}`), askLeave, model.ChatResponse{})
	if err != nil || !strings.Contains(plain.Messages[0].Content, "language of the question") || !strings.Contains(plain.Messages[0].Content, "short paragraph") {
		t.Errorf("the defaults: %v\n%s", err, plain.Messages[0].Content)
	}
}

func TestAnswerDeclines(t *testing.T) {
	responses := map[string]model.ChatResponse{
		"the built-in answerer declines": {Declined: true, Text: "whatever"},
		"the agreed word":                {Text: " NO_ANSWER."},
		"the agreed word at the end":     {Text: "The sources do not say. NO_ANSWER"},
		"the refusal itself":             {Text: "no idea. "},
		"nothing":                        {Text: " "},
		"what no source says":            {Text: "The moon is made of green cheese, as astronauts know."},
	}
	for name, resp := range responses {
		say := step(t, "answer", `{"model":"ollama/x","refusal":"No idea."}`)
		_, out, err := asked(t, say, askLeave, resp)
		if v := out["answer"]; err != nil || len(out) != 1 || v.Type != domain.PortAnswer || v.Answered || v.Text != "No idea." || v.Citations == nil || len(v.Citations) != 0 {
			t.Errorf("%s: got %+v, %v", name, out, err)
		}
		branch := step(t, "answer", `{"model":"ollama/x","refusal":"No idea.","otherwise":"branch"}`)
		_, out, err = asked(t, branch, askLeave, resp)
		if v := out["not_answered"]; err != nil || len(out) != 1 || v.Text != "How many days?" {
			t.Errorf("%s, with a path: got %+v, %v", name, out, err)
		}
	}
}

func TestNothingFoundAsksNoModel(t *testing.T) {
	for _, in := range []node.Inputs{
		{"question": {domain.TextValue("How many?")}, "passages": {domain.PassagesValue(nil)}},
		{"question": {domain.TextValue(" ")}, "passages": {domain.PassagesValue(leave)}},
	} {
		out, err := step(t, "answer", "{}").Run(t.Context(), node.Request{In: in})
		if err != nil || out["answer"].Answered || out["answer"].Text == "" {
			t.Errorf("got %+v, %v", out, err)
		}
	}
}

func TestBuiltinQuotesBecomeCitations(t *testing.T) {
	resp := model.ChatResponse{
		Text:   "Carry-over: five days, until 31 March. [2] They begin in January. [1] So [2]",
		Quotes: []model.Quote{{Passage: 1, Start: 0, End: 38}, {Passage: 0, Start: 44, End: 66}, {Passage: 1, Start: 39, End: 41}, {Passage: 7, Start: 0, End: 1}, {Passage: 0, Start: 60, End: 99}},
	}
	_, out, err := asked(t, step(t, "answer", "{}"), askLeave, resp)
	v := out["answer"]
	if err != nil || !v.Answered || len(v.Citations) != 3 {
		t.Fatalf("got %+v, %v", v, err)
	}
	if want := "Carry-over: five days, until 31 March. [1] They begin in January. [2] So [3]"; v.Text != want {
		t.Errorf("text %q, want %q", v.Text, want)
	}
	c := v.Citations
	if c[0].Marker != 1 || c[0].DocumentID != "doc_2" || c[0].Start != 7 || c[0].End != 45 || c[0].Page != 1 || c[0].Row != 4 {
		t.Errorf("first: %+v", c[0])
	}
	if c[1].Marker != 2 || c[1].Text != "They begin in January." || c[1].Path != "leave.pdf" || c[1].Page != 3 {
		t.Errorf("second: %+v", c[1])
	}
	if c[2].Page != 2 {
		t.Errorf("a quotation after a page break stands on page %d, want 2", c[2].Page)
	}
}

func TestAgreedWordIsNotShown(t *testing.T) {
	cases := []struct {
		parts []string
		want  string
	}{
		{[]string{"NO", "_ANS", "WER"}, ""},
		{[]string{" \n", "NO_ANSWER"}, ""},
		{[]string{"N", "o", " leave"}, "No leave"},
		{[]string{"\n\n25", " days"}, "25 days"},
		{[]string{"NO_", "ONE knows"}, "NO_ONE knows"},
	}
	for _, c := range cases {
		env := node.Env{Models: chatFunc(func(_ context.Context, _ string, _ model.ChatRequest, onDelta func(string)) (model.ChatResponse, error) {
			for _, p := range c.parts {
				onDelta(p)
			}
			return model.ChatResponse{Text: strings.Join(c.parts, "")}, nil
		})}
		var shown strings.Builder
		_, err := step(t, "answer", "{}").Run(t.Context(), node.Request{In: askLeave, Env: env, Delta: func(s string) { shown.WriteString(s) }})
		if err != nil || shown.String() != c.want {
			t.Errorf("%q: shown %q, want %q (%v)", c.parts, shown.String(), c.want, err)
		}
	}
}

func TestTooLongSourcesAreHalved(t *testing.T) {
	many := make([]domain.Passage, 8)
	for i := range many {
		many[i] = leave[0]
	}
	var sizes []int
	used := 0
	env := node.Env{Models: chatFunc(func(_ context.Context, _ string, req model.ChatRequest, _ func(string)) (model.ChatResponse, error) {
		sizes = append(sizes, len(req.Grounding.Passages))
		if len(req.Grounding.Passages) > 2 {
			return model.ChatResponse{TokensIn: 1}, domain.Errorf(domain.CodeTooLong, "too long")
		}
		return model.ChatResponse{TokensIn: 1, Text: "25 days [1]", Quotes: []model.Quote{{Passage: 0, Start: 19, End: 26}}}, nil
	})}
	in := node.Inputs{"question": {domain.TextValue("How many?")}, "passages": {domain.PassagesValue(many)}}
	out, err := step(t, "answer", "{}").Run(t.Context(), node.Request{In: in, Env: env, Use: func(u node.Usage) { used += u.TokensIn }})
	b, _ := json.Marshal(sizes)
	if err != nil || !out["answer"].Answered || string(b) != "[8,4,2]" || used != 3 {
		t.Errorf("sizes %s, used %d, %+v, %v", b, used, out, err)
	}
}

func TestCitationsOfAModelAreLookedUp(t *testing.T) {
	cases := []struct {
		name, text string
		shown      string
		cited      []string // document: text
	}{
		{"a citation that holds", "Employees have 25 days of annual leave [1].", "Employees have 25 days of annual leave [1].",
			[]string{"doc_1: Every employee has 25 days of annual leave."}},
		{"numbered anew in the order of the answer", "Carry-over is five days until 31 March [2]. Employees have 25 days of annual leave [1].",
			"Carry-over is five days until 31 March [1]. Employees have 25 days of annual leave [2].",
			[]string{"doc_2: Carry-over: five days, until 31 March.", "doc_1: Every employee has 25 days of annual leave."}},
		{"a made-up source is dropped", "Employees have 25 days of annual leave [1][9].", "Employees have 25 days of annual leave [1].",
			[]string{"doc_1: Every employee has 25 days of annual leave."}},
		{"a made-up figure is not cited", "Managers receive 40 weeks of parental pay [1]. Employees have 25 days of annual leave [1].",
			"Managers receive 40 weeks of parental pay. Employees have 25 days of annual leave [1].",
			[]string{"doc_1: Every employee has 25 days of annual leave."}},
	}
	for _, c := range cases {
		_, out, err := asked(t, step(t, "answer", `{"model":"ollama/x"}`), askLeave, model.ChatResponse{Text: c.text})
		v := out["answer"]
		if err != nil || !v.Answered || v.Text != c.shown {
			t.Errorf("%s: answered %v, text %q, want %q (%v)", c.name, v.Answered, v.Text, c.shown, err)
		}
		var cited []string
		for i, x := range v.Citations {
			cited = append(cited, x.DocumentID+": "+x.Text)
			for _, p := range leave {
				if r := []rune(p.Text); p.DocumentID == x.DocumentID && string(r[x.Start-p.Start:x.End-p.Start]) != x.Text {
					t.Errorf("%s: the citation is not verbatim: %+v", c.name, x)
				}
			}
			if x.Marker != i+1 {
				t.Errorf("%s: citation %d has the number %d", c.name, i+1, x.Marker)
			}
		}
		if strings.Join(cited, "|") != strings.Join(c.cited, "|") {
			t.Errorf("%s: cited %q, want %q", c.name, cited, c.cited)
		}
	}
}
