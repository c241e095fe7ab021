package main_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"greenlight/backend/model/modeltest"
)

// ran is what run gives.
type ran struct {
	ID          any
	Run, Status string
	Answered    bool
	Outputs     map[string]any
	Citations   []struct {
		Text, Document   string
		Page, Start, End int
	}
	Steps []struct {
		Node, Kind, Status, Model string
		MS, Cost                  float64
		TokensIn                  int `json:"tokens_in"`
		TokensOut                 int `json:"tokens_out"`
		Error                     map[string]any
	}
	MS, Cost float64
	Error    map[string]any
}

func TestARunAnswersWithVerbatimCitations(t *testing.T) {
	s := sample(t)
	r := s.ok("run", "HR policy helper", "--input", "question=May I carry annual leave over into the next year?", "--json")
	var raw map[string]any
	r.decode(&raw)
	has(t, "the run", raw, "run", "status", "answered", "outputs", "citations", "steps", "ms", "cost")
	for _, step := range list(t, "steps", raw["steps"]) {
		has(t, "a step", step, "node", "kind", "status", "ms", "tokens_in", "tokens_out", "cost", "model", "error")
	}
	for _, c := range list(t, "citations", raw["citations"]) {
		has(t, "a citation", c, "text", "document", "page", "start", "end")
	}
	var run ran
	r.decode(&run)
	if run.Status != "done" || !run.Answered || len(run.Citations) == 0 {
		t.Fatalf("run %+v", run)
	}
	if _, ok := run.Outputs["answer"].(string); !ok {
		t.Errorf("outputs %v", run.Outputs)
	}
	for _, c := range run.Citations {
		var text textResult
		s.json(&text, "kb", "text", "Company policies", c.Document)
		if string([]rune(text.Text)[c.Start:c.End]) != c.Text {
			t.Errorf("the citation %q is not the text at its place", c.Text)
		}
	}
	s.json(&run, "run", "HR policy helper", "--input", "question=Who won the football world cup of 1998?")
	if run.Answered || run.Status != "done" || len(run.Citations) != 0 {
		t.Errorf("a question that nothing answers: %+v", run)
	}
	if out := s.ok("run", "HR policy helper", "--input", "question=May I carry annual leave over?").out; !strings.Contains(out, "[1]") {
		t.Errorf("for people:\n%s", out)
	}
}

func TestAStreamOfEvents(t *testing.T) {
	s := sample(t)
	events := s.ok("run", "HR policy helper", "--input", "question=May I carry annual leave over?", "--stream").lines()
	var seq float64
	text := ""
	for i, e := range events {
		has(t, "an event", any(e), "run", "seq", "type", "at")
		if n := e["seq"].(float64); n <= seq {
			t.Errorf("event %d has number %v after %v", i, n, seq)
		} else {
			seq = n
		}
		if d, ok := e["delta"].(string); ok {
			text += d
		}
	}
	if events[0]["type"] != "run_started" || events[len(events)-1]["type"] != "run_done" || text == "" {
		t.Errorf("from %v to %v with text %q", events[0]["type"], events[len(events)-1]["type"], text)
	}
}

func TestManyRunsKeepTheirOrder(t *testing.T) {
	s := sample(t)
	var in strings.Builder
	for i := range 40 {
		fmt.Fprintf(&in, `{"id":%d,"inputs":{"question":"What is rule %d of annual leave?"}}`+"\n", i, i)
	}
	lines := s.with(in.String()).ok("run", "HR policy helper", "--inputs", "-", "--concurrency", "8", "--json").lines()
	if len(lines) != 40 {
		t.Fatalf("%d lines", len(lines))
	}
	seen := map[any]bool{}
	for i, line := range lines {
		has(t, "a line", any(line), "id", "run", "status", "answered", "outputs", "citations", "steps", "ms", "cost")
		if line["id"] != float64(i) || line["status"] != "done" || seen[line["run"]] {
			t.Errorf("line %d: id %v, %v, run %v", i, line["id"], line["status"], line["run"])
		}
		seen[line["run"]] = true
	}
}

func TestABadLineOfInputsIsNamed(t *testing.T) {
	s := sample(t)
	good := `{"id":"a","inputs":{"question":"annual leave"}}` + "\n"
	for name, bad := range map[string]string{
		"no JSON": "x", "no inputs": `{"id":"b"}`, "a number as value": `{"id":"b","inputs":{"question":7}}`,
		"an unknown input": `{"id":"b","inputs":{"question":"a","colour":"red"}}`, "a missing input": `{"id":"b","inputs":{}}`,
	} {
		t.Run(name, func(t *testing.T) {
			s := s.with(good + good + bad + "\n" + good)
			s.t = t
			r := s.run("run", "HR policy helper", "--inputs", "-", "--json").fails(2, "unreadable")
			if !strings.Contains(r.err, "ine 3") {
				t.Errorf("the line is not named: %s", r.err)
			}
			lines := r.lines()
			if len(lines) != 4 || lines[0]["id"] != "a" || lines[2]["error"] == nil || lines[3]["status"] != "done" {
				t.Errorf("lines %v", lines)
			}
			if strings.Contains(bad, `"b"`) && lines[2]["id"] != "b" {
				t.Errorf("the bad line has the id %v", lines[2]["id"])
			}
		})
	}
}

// TestLinesAreAnsweredWhileTheInputGoesOn feeds one line at a time and waits for its answer.
func TestLinesAreAnsweredWhileTheInputGoesOn(t *testing.T) {
	s := sample(t)
	cmd := command(s.workspace, nil, "kb", "search", "Company policies", "--queries", "-", "--json")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	guard := time.AfterFunc(time.Minute, func() { _ = cmd.Process.Kill() }) // a hang ends as a failure
	defer guard.Stop()
	r := bufio.NewReader(out)
	for i := range 5 {
		if _, err := fmt.Fprintf(in, `{"id":%d,"query":"annual leave"}`+"\n", i); err != nil {
			t.Fatal(err)
		}
		line, err := r.ReadBytes('\n')
		if err != nil {
			t.Fatal(err)
		}
		var v struct{ ID int }
		if err := json.Unmarshal(line, &v); err != nil || v.ID != i {
			t.Fatalf("line %d: %v %s", i, err, line)
		}
	}
	if err := in.Close(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
}

// written makes an assistant that asks a model, and gives its name.
func written(t *testing.T, s shell, model string) string {
	t.Helper()
	text := fmt.Sprintf(`{"format":"greenlight-assistant","version":1,"assistant":{"name":"Writer","description":"","steps":[
		{"id":"q","kind":"question","version":1,"title":"","x":0,"y":0,"settings":{}},
		{"id":"p","kind":"prompt","version":1,"title":"","x":300,"y":0,"settings":{"template":"Say something about {{question}}.","model":%q}}],
		"connections":[{"id":"e","from":"q","fromPort":"question","to":"p","toPort":"question"}]}}`, model)
	s.ok("flow", "import", write(t, "writer.json", text))
	return "Writer"
}

func TestAModelBehindAnAddress(t *testing.T) {
	server := modeltest.NewServer(t)
	server.RequireKey("secret-key-123")
	s := empty(t)
	s.env = []string{"OFFICE_KEY=secret-key-123", "GREENLIGHT_PASSPHRASE=a long passphrase"}
	var m map[string]any
	s.json(&m, "model", "add", "office/"+modeltest.ChatModel, "--address", server.URL, "--key-env", "OFFICE_KEY")
	if has(t, "the model", m, "id", "provider", "name", "kind", "local")["kind"] != "chat" {
		t.Errorf("added %v", m)
	}
	var test map[string]any
	s.json(&test, "model", "test", "office/"+modeltest.ChatModel)
	if has(t, "the test", test, "model", "ok", "ms", "text", "error")["ok"] != true {
		t.Errorf("test %v", test)
	}
	var models []map[string]any
	s.json(&models, "model", "list")
	if len(models) != 3 {
		t.Errorf("catalogue %v", models)
	}

	flow := written(t, s, "office/"+modeltest.ChatModel)
	server.Script(modeltest.Reply{Text: "Ships are fast.", TokensIn: 12, TokensOut: 4})
	var run ran
	s.json(&run, "run", flow, "--input", "question=ships")
	if fmt.Sprint(run.Outputs) != "map[text:Ships are fast.]" || run.Steps[1].TokensOut != 4 || run.Steps[1].Model != "office/"+modeltest.ChatModel {
		t.Errorf("run %+v", run)
	}

	// A failing model: the run is told with its error, exactly once.
	server.Answer(func(modeltest.Request) modeltest.Reply { return modeltest.Reply{Status: 401, Text: "bad key"} })
	r := s.run("run", flow, "--input", "question=trains", "--json").fails(1, "bad_key")
	r.decode(&run)
	if run.Status != "failed" || run.Error["code"] != "bad_key" || run.Steps[1].Error == nil {
		t.Errorf("a failed run gives %+v", run)
	}
	batch := s.with(`{"id":1,"inputs":{"question":"a"}}`+"\n"+`{"id":2,"inputs":{"question":"b"}}`+"\n").
		run("run", flow, "--inputs", "-", "--json").fails(1, "bad_key")
	if lines := batch.lines(); len(lines) != 2 || lines[0]["status"] != "failed" || lines[1]["id"] != 2.0 {
		t.Errorf("a failed batch gives %v", lines)
	}
	if failed := s.run("model", "test", "office/"+modeltest.ChatModel, "--json"); failed.status != 1 {
		t.Errorf("a test of a failing model has status %d", failed.status)
	}

	// The key is nowhere in the workspace, nor in any output; without the passphrase it is locked.
	s.env = nil
	s.run("run", flow, "--input", "question=planes").fails(1, "password")
	entries, err := os.ReadDir(s.workspace)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if data, err := os.ReadFile(s.workspace + "/" + e.Name()); err == nil && strings.Contains(string(data), "secret-key-123") {
			t.Errorf("the key stands in %s", e.Name())
		}
	}
	s.ok("model", "remove", "office/"+modeltest.ChatModel)
	s.run("model", "add", "office/"+modeltest.ChatModel, "--kind", "embedding", "--address", "http://127.0.0.1:1").fails(1, "unavailable")
}

func TestAnEmbeddingBehindAnAddress(t *testing.T) {
	server := modeltest.NewServer(t)
	s := empty(t)
	s.ok("model", "add", "office/"+modeltest.EmbeddingModel, "--kind", "embedding", "--address", server.URL)
	s.ok("kb", "create", "A", "--embedding", "office/"+modeltest.EmbeddingModel)
	s.ok("kb", "add", "A", folder(t, map[string]string{"a.txt": "The blue ship sails at noon.", "b.txt": "The red train leaves at nine."}))
	var found searchResult
	s.json(&found, "kb", "search", "A", "--query", "the blue ship", "--mode", "meaning")
	if len(found.Results) == 0 || !strings.Contains(found.Results[0].Text, "ship") {
		t.Errorf("found %+v", found.Results)
	}
	s.run("model", "remove", "office/"+modeltest.EmbeddingModel).fails(1, "conflict")
}
