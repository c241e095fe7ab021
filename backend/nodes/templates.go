package nodes

import (
	"encoding/json"

	"greenlight/backend/domain"
)

// Template is an assistant to start from.
type Template struct {
	ID          string
	Name        string
	Description string
	Icon        string // lucide name
	// Build makes the graph over a knowledge base, "" to choose one later. The flow has no id,
	// revision or times; whoever stores it gives them.
	Build func(knowledgeID string) domain.Flow
}

// Templates gives the assistants to start from; the empty one comes first.
func Templates() []Template {
	return []Template{
		{
			ID: "empty", Name: "Empty", Icon: "square-dashed",
			Description: "A blank canvas with a question to begin from.",
			Build:       emptyFlow,
		},
		{
			ID: "documents", Name: "Answer questions from documents", Icon: "message-square-quote",
			Description: "Searches your documents and answers with quotations that link to the page.",
			Build:       documentsFlow,
		},
		{
			ID: "sort", Name: "Sort requests and answer", Icon: "split",
			Description: "Looks at what a request is about, then answers from the documents or with a ready-made reply.",
			Build:       sortFlow,
		},
	}
}

// The grid on which templates are drawn: one column a step, one row a branch.
const (
	column = 320.0
	row    = 280.0
)

// drawing builds the flow of a template.
type drawing struct{ flow domain.Flow }

func draw(name, description string) *drawing {
	return &drawing{domain.Flow{Name: name, Description: description, Nodes: []domain.Node{}, Edges: []domain.Edge{}}}
}

// step adds a step with the settings that differ from its kind's defaults.
func (d *drawing) step(id, kind, title string, x, y float64, settings map[string]any) {
	if settings == nil {
		settings = map[string]any{}
	}
	b, err := json.Marshal(settings)
	if err != nil {
		panic("nodes: template settings: " + err.Error()) // constants of this file
	}
	d.flow.Nodes = append(d.flow.Nodes, domain.Node{ID: id, Kind: kind, Version: 1, Title: title, X: x * column, Y: y * row, Settings: b})
}

func (d *drawing) note(id string, x, y, width, height float64, words string) {
	d.step(id, "note", "", x, y, map[string]any{"text": words})
	n := &d.flow.Nodes[len(d.flow.Nodes)-1]
	n.Width, n.Height = width, height
}

func (d *drawing) edge(from, fromPort, to, toPort string) {
	d.flow.Edges = append(d.flow.Edges, domain.Edge{ID: from + "-" + to + "-" + toPort, From: from, FromPort: fromPort, To: to, ToPort: toPort})
}

func emptyFlow(string) domain.Flow {
	d := draw("New assistant", "")
	d.step("question", "question", "", 0, 0, nil)
	return d.flow
}

func documentsFlow(knowledge string) domain.Flow {
	d := draw("Answer questions from documents", "Answers questions from your documents, with quotations that link to the page.")
	d.step("question", "question", "", 0, 0.5, nil)
	d.step("search", "search", "", 1, 0, map[string]any{"knowledge": knowledge})
	d.step("answer", "answer", "", 2, 0.5, nil)
	d.edge("question", "question", "search", "query")
	d.edge("question", "question", "answer", "question")
	d.edge("search", "passages", "answer", "passages")
	return d.flow
}

func sortFlow(knowledge string) domain.Flow {
	d := draw("Sort requests and answer", "Looks at what a request is about, then answers from the documents or with a ready-made reply.")
	d.step("question", "question", "", 0, 1, map[string]any{"inputs": []map[string]any{{
		"name": "question", "label": "Request", "example": "How do I return something that I ordered?", "long": true,
	}}})
	d.step("choose", "choose", "What is it about?", 1, 1, map[string]any{
		"branches": []map[string]any{
			{"id": "person", "name": "Wants a person", "test": "contains", "value": "complain, lawyer, speak to, talk to, call me, human"},
			{"id": "problem", "name": "Something is wrong", "test": "contains", "value": "broken, damaged, defect, faulty, does not work, doesn't work, missing, wrong"},
		},
		"otherwise": "Everything else",
	})
	d.step("person", "text", "Pass on to a person", 2, 0, map[string]any{
		"template": "Thank you for telling us. A colleague will read your message today and reply to you personally.",
	})
	d.step("search problem", "search", "Search for a remedy", 2, 1, map[string]any{"knowledge": knowledge})
	d.step("answer problem", "answer", "Help with a problem", 3, 1, map[string]any{"tone": "friendly", "length": "long"})
	d.step("search", "search", "Search", 2, 2, map[string]any{"knowledge": knowledge})
	d.step("answer", "answer", "Answer", 3, 2, nil)
	d.step("together", "combine", "Whichever came", 4, 1, map[string]any{"mode": "first"})
	d.step("result", "output", "", 5, 1, map[string]any{"name": "answer"})
	d.note("hint", 0, 2, 260, 150, "Change the words in “What is it about?” to those that your requests hold. Each branch can search knowledge of its own.")

	d.edge("question", "question", "choose", "value")
	d.edge("choose", "branch:person", "person", whenName)
	for _, branch := range []struct{ port, search, answer string }{
		{"branch:problem", "search problem", "answer problem"}, {otherwiseName, "search", "answer"},
	} {
		d.edge("choose", branch.port, branch.search, "query")
		d.edge("choose", branch.port, branch.answer, "question")
		d.edge(branch.search, "passages", branch.answer, "passages")
	}
	d.edge("person", "text", "together", "in")
	d.edge("answer problem", "answer", "together", "in")
	d.edge("answer", "answer", "together", "in")
	d.edge("together", "out", "result", "value")
	return d.flow
}
