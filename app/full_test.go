package app

import (
	"encoding/json"
	"strings"
	"testing"

	"greenlight/backend/domain"
)

func TestFullLeavesNoNullWhereTheInterfaceExpectsLists(t *testing.T) {
	data, err := json.Marshal(full(Inspection{Cards: map[string]Card{"a": {}}, Inputs: []FlowInput{{}}}))
	if err != nil || strings.Contains(string(data), "null") {
		t.Errorf("%s %v", data, err)
	}
	data, err = json.Marshal(full([]domain.Run{{Steps: []domain.Step{{Outputs: map[string]domain.Value{"x": {}}}}}}))
	if err != nil || strings.Contains(string(data), "null") {
		t.Errorf("%s %v", data, err)
	}
}

func TestFullChangesNothingElse(t *testing.T) {
	in := domain.Node{ID: "n", Settings: json.RawMessage(`{"a":null}`)}
	if out := full(in); out.ID != "n" || string(out.Settings) != `{"a":null}` {
		t.Errorf("got %+v", out)
	}
	var none json.RawMessage
	if out := full(none); out != nil {
		t.Errorf("raw JSON became %q", out)
	}
}
