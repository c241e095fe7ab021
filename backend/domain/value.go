package domain

import "encoding/json"

// PortType is the type of what flows along an edge.
type PortType string

// The port types. Any takes every value; only inputs use it.
const (
	PortText     PortType = "text"     // a string
	PortPassages PortType = "passages" // found pieces, in order
	PortAnswer   PortType = "answer"   // a text with verified citations
	PortData     PortType = "data"     // any JSON value
	PortAny      PortType = "any"
)

// Value is what a port carries. Type says which fields count: Text for text and answer,
// Passages for passages, Citations and Answered for answer, Data for data.
type Value struct {
	Type      PortType        `json:"type"`
	Text      string          `json:"text,omitempty"`
	Passages  []Passage       `json:"passages,omitempty"`
	Citations []Citation      `json:"citations,omitempty"`
	Answered  bool            `json:"answered,omitempty"` // answer: false when nothing supports an answer
	Data      json.RawMessage `json:"data,omitempty" ts_type:"unknown"`
}

// TextValue makes a text.
func TextValue(s string) Value { return Value{Type: PortText, Text: s} }

// PassagesValue makes a list of passages; nil becomes an empty list.
func PassagesValue(p []Passage) Value {
	if p == nil {
		p = []Passage{}
	}
	return Value{Type: PortPassages, Passages: p}
}

// DataValue makes a JSON value; v must be marshalable.
func DataValue(v any) (Value, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return Value{}, Errorf(CodeInvalid, "This value cannot be written as JSON.").WithCause(err)
	}
	return Value{Type: PortData, Data: b}, nil
}
