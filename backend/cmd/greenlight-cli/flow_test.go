package main_test

import (
	"encoding/json"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func TestAssistantsAreShownImportedAndSaved(t *testing.T) {
	s := sample(t)
	var flows []map[string]any
	s.json(&flows, "flow", "list")
	if len(flows) < 2 {
		t.Fatalf("flows %v", flows)
	}
	has(t, "a flow", any(flows[0]), "id", "name", "steps", "revision", "updatedAt")

	file := write(t, "hr.json", s.ok("flow", "show", "hr POLICY helper").out)
	var imported, again map[string]any
	s.json(&imported, "flow", "import", file)
	if imported["name"] != "HR policy helper 2" || imported["revision"] != 1.0 {
		t.Errorf("imported as %v", imported["name"])
	}
	s.with(s.ok("flow", "show", "HR policy helper").out).json(&again, "flow", "import", "-")
	if again["name"] != "HR policy helper 3" {
		t.Errorf("imported from standard input as %v", again["name"])
	}
	var original map[string]any
	s.json(&original, "flow", "show", "HR policy helper")
	if !reflect.DeepEqual(imported["nodes"], original["nodes"]) || !reflect.DeepEqual(imported["edges"], original["edges"]) {
		t.Error("an import is not what was shown")
	}

	// Saving: nothing new is no new revision, a change is one, an old file is a conflict.
	whole := write(t, "whole.json", s.ok("flow", "show", "HR policy helper", "--json").out)
	var saved map[string]any
	s.json(&saved, "flow", "save", "HR policy helper", whole)
	if saved["revision"] != original["revision"] {
		t.Errorf("saving the same made revision %v of %v", saved["revision"], original["revision"])
	}
	changed := write(t, "changed.json", strings.Replace(s.ok("flow", "show", "HR policy helper").out, `"x": 320`, `"x": 333`, 1))
	s.json(&saved, "flow", "save", "HR policy helper", changed)
	if saved["revision"] != original["revision"].(float64)+1 || saved["name"] != "HR policy helper" || saved["id"] != original["id"] {
		t.Errorf("saved as %v %v", saved["name"], saved["revision"])
	}
	s.run("flow", "save", "HR policy helper", whole).fails(1, "conflict")
	s.json(&saved, "flow", "save", "Another", changed)
	if saved["name"] != "Another" || saved["revision"] != 1.0 {
		t.Errorf("saved under a new name as %v %v", saved["name"], saved["revision"])
	}

	// A file that is not there yet is written, and can be read again.
	fresh := filepath.Join(t.TempDir(), "fresh.json")
	s.json(&saved, "flow", "save", "Another", fresh)
	s.json(&again, "flow", "import", fresh)
	if again["name"] != "Another 2" || !reflect.DeepEqual(again["nodes"], saved["nodes"]) {
		t.Errorf("the written file is imported as %v", again["name"])
	}
}

func TestChecking(t *testing.T) {
	s := sample(t)
	var v map[string]any
	s.json(&v, "flow", "check", "HR policy helper")
	if has(t, "the check", v, "ok", "problems")["ok"] != true {
		t.Errorf("the sample has problems: %v", v)
	}
	s.ok("kb", "delete", "Company policies")
	r := s.run("flow", "check", "HR policy helper", "--json").fails(1, "invalid")
	r.decode(&v)
	problems := list(t, "problems", v["problems"])
	if v["ok"] != false || len(problems) == 0 {
		t.Fatalf("without its knowledge: %v", v)
	}
	has(t, "a problem", problems[0], "code", "message", "node", "hint")
	s.run("run", "HR policy helper", "--input", "question=a").fails(1, "invalid")
}

func TestHostileFilesAreRefused(t *testing.T) {
	s := sample(t)
	for name, text := range map[string]string{
		"empty": "", "a list": "[]", "a number": "12", "no steps": `{"nodes":5}`, "an unknown form": `{"format":"other","version":1}`,
		"a wrong edge": `{"name":"x","nodes":[],"edges":[{"id":"e","from":"a","to":"b"}]}`, "binary": "\x00\x01\xff",
		"two steps of one id": `{"name":"x","nodes":[{"id":"a","kind":"note"},{"id":"a","kind":"note"}],"edges":[]}`,
	} {
		t.Run(name, func(t *testing.T) {
			s := s
			s.t = t
			r := s.run("flow", "import", write(t, "f.json", text), "--json")
			var v map[string]any
			r.decode(&v)
			if r.status != 2 || has(t, "the error", v["error"], "code", "message")["message"] == "" {
				t.Errorf("status %d: %s", r.status, r.err)
			}
		})
	}
	var flows []json.RawMessage
	s.json(&flows, "flow", "list")
	if len(flows) != 2 {
		t.Errorf("%d assistants are there now", len(flows))
	}
}
