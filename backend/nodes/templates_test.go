package nodes_test

import (
	"testing"

	"greenlight/backend/domain"
	"greenlight/backend/engine"
	"greenlight/backend/nodes"
)

func TestTemplatesAreReadyToRun(t *testing.T) {
	registry := nodes.Registry()
	seen := map[string]bool{}
	for _, tpl := range nodes.Templates() {
		if tpl.ID == "" || seen[tpl.ID] || tpl.Name == "" || tpl.Icon == "" {
			t.Errorf("template %+v", tpl)
		}
		seen[tpl.ID] = true
		sentence(t, "description", tpl.Description)
		flow := tpl.Build("kb")
		for _, p := range engine.Check(flow, registry, nil) {
			t.Errorf("%s: %+v", tpl.ID, p)
		}
		for _, p := range engine.Check(tpl.Build(""), registry, nil) {
			if p.Fix != "choose_knowledge" {
				t.Errorf("%s without knowledge: %+v", tpl.ID, p)
			}
		}
		places := map[[2]float64]bool{}
		for _, n := range flow.Nodes {
			at := [2]float64{n.X, n.Y}
			if places[at] {
				t.Errorf("%s: two steps at %v", tpl.ID, at)
			}
			places[at] = true
		}
	}
}

func TestSortTemplateTakesItsBranches(t *testing.T) {
	var flow domain.Flow
	for _, tpl := range nodes.Templates() {
		if tpl.ID == "sort" {
			flow = tpl.Build("kb")
		}
	}
	e := engine.New(engine.Options{Registry: nodes.Registry(), Env: scripted()})
	for question, step := range map[string]string{
		"I want to talk to somebody!":       "person",
		"My lamp arrived broken.":           "answer problem",
		"How many days of leave are there?": "answer",
	} {
		run, err := e.Run(t.Context(), engine.RunRequest{Flow: flow, Inputs: map[string]string{"question": question}})
		if err != nil || run.Status != domain.RunDone {
			t.Fatalf("%s: %v %+v", question, err, run.Error)
		}
		ran := map[string]domain.RunStatus{}
		for _, s := range run.Steps {
			ran[s.Node] = s.Status
		}
		for _, other := range []string{"person", "answer problem", "answer"} {
			if want := map[bool]domain.RunStatus{true: domain.RunDone, false: domain.RunSkipped}[other == step]; ran[other] != want {
				t.Errorf("%s: %s is %s", question, other, ran[other])
			}
		}
		if run.Outputs["answer"].Text == "" {
			t.Errorf("%s: no answer", question)
		}
	}
}
