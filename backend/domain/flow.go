package domain

import (
	"encoding/json"
	"time"
)

// Flow is an assistant: a typed directed graph of steps, as drawn on the canvas.
type Flow struct {
	ID          string    `json:"id"`
	Name        string    `json:"name"`
	Description string    `json:"description"`
	Nodes       []Node    `json:"nodes"`
	Edges       []Edge    `json:"edges"`
	Revision    int       `json:"revision"` // rises by one with each save; a save names the revision it changed
	CreatedAt   time.Time `json:"createdAt" ts_type:"string"`
	UpdatedAt   time.Time `json:"updatedAt" ts_type:"string"`
}

// Node is one step. Settings is a JSON object in the shape that the node's kind declares.
type Node struct {
	ID       string          `json:"id"`
	Kind     string          `json:"kind"`
	Version  int             `json:"version"` // of the kind, so that older settings can be upgraded
	Title    string          `json:"title"`   // what the person called it; "" shows the kind's title
	X        float64         `json:"x"`
	Y        float64         `json:"y"`
	Width    float64         `json:"width,omitempty"`  // only notes keep a size
	Height   float64         `json:"height,omitempty"` //
	Settings json.RawMessage `json:"settings" ts_type:"Record<string, unknown>"`
}

// Edge carries a value from an output port to an input port.
type Edge struct {
	ID       string `json:"id"`
	From     string `json:"from"` // node id
	FromPort string `json:"fromPort"`
	To       string `json:"to"` // node id
	ToPort   string `json:"toPort"`
}

// FlowSummary is a flow without its graph, for lists.
type FlowSummary struct {
	ID          string    `json:"id"`
	Name        string    `json:"name"`
	Description string    `json:"description"`
	Steps       int       `json:"steps"`
	Revision    int       `json:"revision"`
	UpdatedAt   time.Time `json:"updatedAt" ts_type:"string"`
	LastRun     *RunBrief `json:"lastRun,omitempty"`
}

// RunBrief says how a run went, in a list.
type RunBrief struct {
	ID        string    `json:"id"`
	Status    RunStatus `json:"status"`
	StartedAt time.Time `json:"startedAt" ts_type:"string"`
	MS        float64   `json:"ms"`
	Cost      float64   `json:"cost"`
}

// Severity parts what forbids a run from what a person should only look at.
type Severity string

// The severities of a problem.
const (
	SeverityError   Severity = "error"
	SeverityWarning Severity = "warning"
)

// Problem is something wrong with a flow, said at the step where it can be repaired.
type Problem struct {
	Code     string   `json:"code"`
	Severity Severity `json:"severity"`
	Message  string   `json:"message"`
	Node     string   `json:"node"`            // node id, "" for the whole flow
	Field    string   `json:"field,omitempty"` // settings field or port
	Hint     string   `json:"hint"`
	Fix      string   `json:"fix,omitempty"` // what a click can do: "choose_model", "choose_knowledge", "remove_edge", "open_field", …
}

// NodeByID gives the node with the id, or nil.
func (f *Flow) NodeByID(id string) *Node {
	for i := range f.Nodes {
		if f.Nodes[i].ID == id {
			return &f.Nodes[i]
		}
	}
	return nil
}

// Clone gives a deep copy.
func (f *Flow) Clone() *Flow {
	c := *f
	c.Nodes = make([]Node, len(f.Nodes))
	for i, n := range f.Nodes {
		n.Settings = append(json.RawMessage(nil), n.Settings...)
		c.Nodes[i] = n
	}
	c.Edges = append([]Edge{}, f.Edges...)
	return &c
}
