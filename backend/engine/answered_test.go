package engine_test

import (
	"context"
	"testing"

	"greenlight/backend/domain"
	"greenlight/backend/engine"
	"greenlight/backend/model"
	"greenlight/backend/node"
)

// quoter answers as the built-in answerer does: it quotes the first passage, or declines.
type quoter struct{ declines bool }

func (q quoter) Chat(_ context.Context, _ string, req model.ChatRequest, _ func(string)) (model.ChatResponse, error) {
	if q.declines {
		return model.ChatResponse{Declined: true, Text: "Nothing."}, nil
	}
	return model.ChatResponse{Text: "25 days [1]", Quotes: []model.Quote{{Passage: 0, Start: 0, End: 7}}}, nil
}

func (q quoter) Search(context.Context, string, string, domain.SearchMode, int) (domain.SearchResult, error) {
	return domain.SearchResult{Results: []domain.Passage{{DocumentID: "doc_1", Start: 10, End: 23, Text: "25 days a year"}}}, nil
}

func TestAnsweredSaysWhetherTheAssistantDeclined(t *testing.T) {
	ask := []string{"q.question s.query", "q.question a.question", "s.passages a.passages"}
	branching := `a answer {"otherwise":"branch"}`
	cases := []struct {
		name     string
		steps    []string
		edges    []string
		declines bool
		answered bool
		outputs  map[string]string
		cited    int
	}{
		{"answer", []string{"a answer"}, nil, false, true, map[string]string{"answer": "25 days [1]"}, 1},
		{"declined", []string{`a answer {"refusal":"No idea."}`}, nil, true, false, map[string]string{"answer": "No idea."}, 0},
		{"answer under a name", []string{"a answer", `r output {"name":"reply"}`}, []string{"a.answer r.value"}, false, true, map[string]string{"reply": "25 days [1]"}, 1},
		{"declined and reworded", []string{"a answer", `t text {"template":"We say: {{x}}"}`}, []string{"a.answer t.x"}, true, false, nil, 0},
		{"answered and reworded", []string{"a answer", `t text {"template":"We say: {{x}}"}`}, []string{"a.answer t.x"}, false, true, map[string]string{"text": "We say: 25 days [1]"}, 0},
		{"declined into a ready-made reply", []string{branching, `t text {"template":"Ask HR."}`}, []string{"a.not_answered t.@when"}, true, false, map[string]string{"text": "Ask HR."}, 0},
		{"no answer step", []string{`a text {"template":"{{question}}{{passages}}"}`}, nil, false, true, nil, 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			q := quoter{c.declines}
			e := engine.New(engine.Options{Registry: newBench().registry, Env: node.Env{Models: q, Knowledge: q}})
			flow := graphOf(append([]string{"q question", goodSearch}, c.steps...), append(append([]string{}, ask...), c.edges...)...)
			run := mustRun(t, e, engine.RunRequest{Flow: flow, Inputs: map[string]string{"question": "How many?"}})
			if run.Status != domain.RunDone || run.Answered != c.answered {
				t.Errorf("status %s, answered %v, want %v", run.Status, run.Answered, c.answered)
			}
			for name, want := range c.outputs {
				if got := run.Outputs[name].Text; got != want {
					t.Errorf("output %s: %q, want %q", name, got, want)
				}
			}
			if len(run.Citations) != c.cited {
				t.Errorf("citations: %+v", run.Citations)
			}
		})
	}
}

func TestSecondSearchAfterNothingWasFound(t *testing.T) {
	calls := 0
	env := node.Env{Knowledge: quoter{}, Models: modelFunc(func() model.ChatResponse {
		calls++
		if calls == 1 {
			return model.ChatResponse{Declined: true}
		}
		return model.ChatResponse{Text: "25 days [1]", Quotes: []model.Quote{{Passage: 0, Start: 0, End: 7}}}
	})}
	flow := graphOf([]string{"q question", goodSearch, `a answer {"otherwise":"branch"}`, `s2 search {"knowledge":"kb"}`, "a2 answer", "c combine", "r output"},
		"q.question s.query", "q.question a.question", "s.passages a.passages", "a.not_answered s2.query", "a.not_answered a2.question", "s2.passages a2.passages",
		"a.answer c.in", "a2.answer c.in", "c.out r.value")
	run := mustRun(t, engine.New(engine.Options{Registry: newBench().registry, Env: env}), engine.RunRequest{Flow: flow, Inputs: map[string]string{"question": "How many?"}})
	if !run.Answered || run.Outputs["answer"].Text != "25 days [1]" || len(run.Citations) != 1 || run.Citations[0].Start != 10 || run.Citations[0].Text != "25 days" {
		t.Errorf("run: %v %+v", run.Answered, run.Outputs)
	}
}

type modelFunc func() model.ChatResponse

func (f modelFunc) Chat(context.Context, string, model.ChatRequest, func(string)) (model.ChatResponse, error) {
	return f(), nil
}
