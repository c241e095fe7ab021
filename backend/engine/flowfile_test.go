package engine_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"greenlight/backend/domain"
	"greenlight/backend/engine"
	"greenlight/backend/nodes"
)

func TestFlowFileRoundTrip(t *testing.T) {
	for _, tpl := range nodes.Templates() {
		flow := tpl.Build("kb_1")
		flow.ID, flow.Revision, flow.Description = "flow_1", 7, "With <marks> & “quotes”\nand lines"
		text, err := engine.ExportFlow(flow)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(text, "flow_1") || !strings.Contains(text, "<marks> &") {
			t.Errorf("the file holds what belongs to the workspace, or escapes: %s", text)
		}
		for _, prefix := range []string{"", "\ufeff"} {
			back, err := engine.ImportFlow(prefix + text)
			if err != nil {
				t.Fatal(err)
			}
			again, err := engine.ExportFlow(back)
			if err != nil || again != text {
				t.Errorf("%s: the second export differs: %v\n%s", tpl.ID, err, again)
			}
			if len(back.Nodes) != len(flow.Nodes) || !reflect.DeepEqual(back.Edges, flow.Edges) || back.ID != "" || back.Revision != 0 {
				t.Errorf("%s: got %+v", tpl.ID, back)
			}
		}
	}
}

func TestImportRefusesClearly(t *testing.T) {
	file := func(body string) string {
		return `{"format":"greenlight-assistant","version":1,"assistant":` + body + `}`
	}
	step := func(more string) string {
		return `{"id":"a","kind":"text","version":1,"title":"","x":0,"y":0` + more + `}`
	}
	cases := []struct {
		text string
		code domain.Code
		says string
	}{
		{"", domain.CodeUnreadable, "not an assistant"},
		{"hello", domain.CodeUnreadable, "not an assistant"},
		{"{}", domain.CodeUnreadable, "not an assistant"},
		{"\xff\xfe", domain.CodeUnreadable, "not an assistant"},
		{`{"format":"other","version":1}`, domain.CodeUnreadable, "not an assistant"},
		{`{"format":"greenlight-assistant","version":2,"new":1}`, domain.CodeNewer, "newer Greenlight"},
		{`{"format":"greenlight-assistant"}`, domain.CodeInvalid, "which version"},
		{file(`{"name":""}`), domain.CodeInvalid, "needs a name"},
		{file(`{"name":"x","extra":1}`), domain.CodeInvalid, "“extra”"},
		{file(`{"name":"x"}`) + "{}", domain.CodeUnreadable, "not an assistant"},
		{file(`{"name":7}`), domain.CodeInvalid, "“assistant.name” in this file holds a number"},
		{file(`{"name":"x","steps":[` + step("") + `,` + step("") + `]}`), domain.CodeInvalid, "identifier “a”"},
		{file(`{"name":"x","steps":[` + step(`,"settings":[1]`) + `]}`), domain.CodeInvalid, "not a list of names"},
		{file(`{"name":"x","steps":[{"id":"","kind":"text"}]}`), domain.CodeInvalid, "no identifier"},
		{file(`{"name":"x","steps":[{"id":"a","kind":""}]}`), domain.CodeInvalid, "what kind"},
		{file(`{"name":"x","steps":[{"id":"a","kind":"text","x":1e300}]}`), domain.CodeInvalid, "outside the canvas"},
		{file(`{"name":"x","steps":[{"id":"a","kind":"text","settings":{"template":"` + strings.Repeat("x", engine.MaxNodeSettings) + `"}}]}`), domain.CodeTooLarge, "settings are larger"},
		{file(`{"name":"x","steps":[` + step("") + `],"connections":[{"id":"e","from":"a","fromPort":"x","to":"b","toPort":"y"}]}`), domain.CodeInvalid, "not in the file"},
		{file(`{"name":"x","steps":[` + step("") + `],"connections":[{"id":"","from":"a","fromPort":"x","to":"a","toPort":"y"}]}`), domain.CodeInvalid, "no identifier of its own"},
		{strings.Repeat(" ", engine.MaxFlowFile+1), domain.CodeTooLarge, "larger than 16 MB"},
	}
	for i, c := range cases {
		_, err := engine.ImportFlow(c.text)
		if e := domain.AsError(err); e == nil || e.Code != c.code || !strings.Contains(e.Message, c.says) {
			t.Errorf("%d: got %+v, want %s %q", i, e, c.code, c.says)
		}
	}
	var many strings.Builder
	for i := range engine.MaxNodes + 1 {
		fmt.Fprintf(&many, `,{"id":"n%d","kind":"text"}`, i)
	}
	if _, err := engine.ImportFlow(file(`{"name":"x","steps":[` + many.String()[1:] + `]}`)); !domain.IsCode(err, domain.CodeTooLarge) {
		t.Errorf("too many steps: %v", err)
	}
}

func TestImportLetsRepairableStepsIn(t *testing.T) {
	flow, err := engine.ImportFlow(`{"format":"greenlight-assistant","version":1,"assistant":{"name":" My  flow ","steps":[{"id":"a","kind":"teleport","version":9,"settings":{"x":1}},{"id":"b","kind":"text"}]}}`)
	if err != nil || flow.Name != "My flow" || len(flow.Nodes) != 2 || flow.Edges == nil || string(flow.Nodes[1].Settings) != "{}" {
		t.Fatalf("got %+v, %v", flow, err)
	}
	if p := engine.Check(flow, newBench().registry, nil); len(p) == 0 {
		t.Error("the unknown step has no problem")
	}
}

func TestExportRefusesDamagedSettings(t *testing.T) {
	_, err := engine.ExportFlow(domain.Flow{Name: "x", Nodes: []domain.Node{{ID: "a", Kind: "text", Settings: json.RawMessage("{")}}})
	if !domain.IsCode(err, domain.CodeInvalid) {
		t.Errorf("got %v", err)
	}
}

func FuzzImportFlow(f *testing.F) {
	for _, tpl := range nodes.Templates() {
		text, err := engine.ExportFlow(tpl.Build("kb"))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	registry := newBench().registry
	f.Fuzz(func(t *testing.T, text string) {
		flow, err := engine.ImportFlow(text)
		if err != nil {
			if domain.ErrorCode(err) == domain.CodeInternal {
				t.Fatalf("internal error: %v", err)
			}
			return
		}
		engine.Check(flow, registry, nil)
		engine.Describe(flow, registry, nil)
		out, err := engine.ExportFlow(flow)
		if err != nil {
			t.Fatalf("an imported assistant cannot be exported: %v", err)
		}
		if _, err := engine.ImportFlow(out); err != nil {
			t.Fatalf("an exported assistant cannot be imported: %v", err)
		}
	})
}
