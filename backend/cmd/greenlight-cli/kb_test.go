package main_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// folder makes files by name and content.
func folder(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// added is what kb add gives.
type added struct {
	Documents []struct {
		Path, ID, Status string
		Pages, Chunks    int
		Warnings         []map[string]any
		Error            map[string]any
	}
	Added, Updated, Unchanged, Empty, Failed int
	Seconds                                  float64
}

func TestAddingDocuments(t *testing.T) {
	s := empty(t)
	var kb map[string]any
	s.json(&kb, "kb", "create", "Letters", "--chunk-words", "50", "--sensitivity", "confidential")
	has(t, "the knowledge base", kb, "id", "name", "embedding", "dimensions", "chunking", "sensitivity", "documents", "chunks")
	if c := has(t, "chunking", kb["chunking"], "words", "overlap"); c["words"] != 50.0 || c["overlap"] != 8.0 || kb["sensitivity"] != "confidential" {
		t.Errorf("made %v", kb)
	}
	dir := folder(t, map[string]string{"a.txt": "The blue ship sails at noon.", "sub/b.md": "# Notes\n\nThe red train leaves at nine.",
		"empty.txt": "", "broken.docx": "this is no document", "film.mp4": "\x00\x00\x00\x18ftypmp42"})

	r := s.ok("kb", "add", "Letters", dir, "--json")
	var raw map[string]any
	r.decode(&raw)
	has(t, "the report", raw, "documents", "added", "updated", "unchanged", "empty", "failed", "seconds")
	for _, d := range list(t, "documents", raw["documents"]) {
		has(t, "a document", d, "path", "id", "status", "pages", "chunks", "warnings", "error")
	}
	statuses := func(args ...string) map[string]string {
		t.Helper()
		var a added
		s.json(&a, append([]string{"kb", "add", "Letters"}, args...)...)
		if a.Added+a.Updated+a.Unchanged+a.Empty+a.Failed != len(a.Documents) {
			t.Errorf("the counts do not add up: %+v", a)
		}
		m := map[string]string{}
		for _, d := range a.Documents {
			m[filepath.Base(d.Path)] = d.Status
			if (d.Status == "failed") != (d.Error != nil) {
				t.Errorf("%s is %s with error %v", d.Path, d.Status, d.Error)
			}
		}
		return m
	}
	if got := statuses(dir); got["a.txt"] != "unchanged" || got["b.md"] != "unchanged" || got["broken.docx"] != "failed" || got["film.mp4"] != "failed" {
		t.Errorf("added again: %v", got)
	}
	if err := os.WriteFile(filepath.Join(dir, "a.txt"), []byte("The green ship sails at eight."), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := statuses(filepath.Join(dir, "a.txt"), filepath.Join(dir, "missing.txt")); got["a.txt"] != "updated" || got["missing.txt"] != "failed" {
		t.Errorf("after a change: %v", got)
	}
	bad := s.run("kb", "add", "Letters", filepath.Join(dir, "broken.docx"), filepath.Join(dir, "film.mp4"), "--json")
	bad.fails(1, "unreadable").decode(&raw)
	has(t, "a report of failures", raw, "documents", "failed", "error")
	s.run("kb", "add", "Letters", t.TempDir()).fails(1, "unreadable")

	var found searchResult
	s.json(&found, "kb", "search", "Letters", "--query", "blue ship")
	for _, x := range found.Results {
		if strings.Contains(x.Text, "blue") {
			t.Error("the old text is still found")
		}
	}
	var documents []map[string]any
	s.json(&documents, "kb", "documents", "Letters")
	var removed map[string]any
	s.json(&removed, "kb", "remove", "Letters", "a.txt", "sub/b.md")
	if len(list(t, "removed", removed["removed"])) != 2 || removed["documents"] != float64(len(documents)-2) {
		t.Errorf("removed %v of %d", removed, len(documents))
	}
	s.json(&found, "kb", "search", "Letters", "--query", "train ship")
	if len(found.Results) != 0 {
		t.Errorf("removed documents are found: %+v", found.Results)
	}
	// All or none.
	s.ok("kb", "add", "Letters", filepath.Join(dir, "a.txt"))
	s.run("kb", "remove", "Letters", "a.txt", "nothing.txt").fails(1, "not_found")
	s.ok("kb", "text", "Letters", "a.txt")
}

func TestAnEncryptedDocumentWantsItsPassword(t *testing.T) {
	data := os.Getenv("GREENLIGHT_DATA")
	if data == "" {
		data = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	files, _ := filepath.Glob(filepath.Join(data, "pdf", "*password*"))
	if len(files) == 0 {
		t.Skip("no encrypted PDF: set GREENLIGHT_DATA to the folder with pdf/")
	}
	s := empty(t)
	s.ok("kb", "create", "A")
	s.run("kb", "add", "A", files[0]).fails(1, "password")
	s.run("kb", "add", "A", files[0], "--password", "wrong").fails(1, "password")
	var a added
	s.json(&a, "kb", "add", "A", files[0], "--password", "openpassword")
	if a.Added != 1 || a.Documents[0].Status != "added" || a.Documents[0].Pages == 0 {
		t.Errorf("with its password: %+v", a)
	}
}

// searchResult is what kb search gives.
type searchResult struct {
	ID      any
	Query   string
	Mode    string
	MS      float64
	Results []struct {
		Rank, Page, Start, End int
		Chunk                  int64
		Score                  float64
		Document, Path, Title  string
		Text                   string
		KeywordRank            int `json:"keyword_rank"`
		MeaningRank            int `json:"meaning_rank"`
	}
}

type textResult struct {
	Document, Path, Text string
	Pages                []struct{ Number, Start, End int }
}

func TestSearchGivesExactPlaces(t *testing.T) {
	s := sample(t)
	texts := map[string]textResult{}
	for _, mode := range []string{"hybrid", "keyword", "meaning"} {
		r := s.ok("kb", "search", "Company policies", "--query", "How many days of annual leave may be carried over?", "--mode", mode, "--k", "7", "--json")
		var raw map[string]any
		r.decode(&raw)
		has(t, "the result", raw, "query", "mode", "ms", "results")
		for _, x := range list(t, "results", raw["results"]) {
			has(t, "a passage", x, "rank", "score", "document", "path", "title", "page", "chunk", "start", "end", "text", "keyword_rank", "meaning_rank")
		}
		var found searchResult
		r.decode(&found)
		if found.Mode != mode || len(found.Results) == 0 || len(found.Results) > 7 {
			t.Errorf("%s: %d results in mode %s", mode, len(found.Results), found.Mode)
		}
		for i, x := range found.Results {
			text, ok := texts[x.Document]
			if !ok {
				s.json(&text, "kb", "text", "Company policies", x.Document)
				texts[x.Document] = text
			}
			if x.Rank != i+1 || string([]rune(text.Text)[x.Start:x.End]) != x.Text {
				t.Errorf("%s: passage %d of %s is not the text at its place", mode, x.Rank, x.Path)
			}
		}
	}
	for _, text := range texts {
		r := []rune(text.Text)
		for i, p := range text.Pages {
			if p.Number < 1 || p.Start > p.End || p.End > len(r) || i > 0 && (p.Start != text.Pages[i-1].End+1 || r[p.Start-1] != '\f') {
				t.Errorf("%s: page %+v", text.Path, p)
			}
		}
	}
}

func TestManyQueriesKeepTheirOrder(t *testing.T) {
	s := sample(t)
	var in strings.Builder
	const n = 300
	in.WriteString("\ufeff") // as editors on Windows write it
	for i := range n {
		fmt.Fprintf(&in, `{"id":"q%d","query":"What about rule %d of annual leave?","answers":["x"],"more":{"a":1}}`+"\r\n", i, i)
		if i%50 == 0 {
			in.WriteString("\n   \n")
		}
	}
	in.WriteString(`{"id":17,"query":"the last line has no end"}`)
	file := write(t, "queries.jsonl", in.String())
	fromFile := s.ok("kb", "search", "Company policies", "--queries", file, "--k", "2", "--json")
	lines := fromFile.lines()
	if len(lines) != n+1 {
		t.Fatalf("%d lines for %d questions", len(lines), n+1)
	}
	for i, line := range lines[:n] {
		has(t, "a line", line, "id", "query", "mode", "ms", "results")
		if line["id"] != fmt.Sprint("q", i) || line["query"] != fmt.Sprintf("What about rule %d of annual leave?", i) {
			t.Fatalf("line %d answers %v: %v", i+1, line["id"], line["query"])
		}
	}
	if lines[n]["id"] != 17.0 {
		t.Errorf("a number as id comes back as %v", lines[n]["id"])
	}
	fromPipe := s.with(in.String()).ok("kb", "search", "Company policies", "--queries", "-", "--k", "2", "--json")
	if len(fromPipe.lines()) != n+1 {
		t.Error("standard input gives other lines")
	}
	if out := s.with(`{"query":"annual leave"}`).ok("kb", "search", "Company policies", "--queries", "-", "--json").lines(); out[0]["id"] != 1.0 {
		t.Errorf("a line without an id gets %v", out[0]["id"])
	}
}

func TestABadLineIsNamed(t *testing.T) {
	s := sample(t)
	good := `{"id":1,"query":"annual leave"}` + "\n"
	for name, bad := range map[string]string{
		"no JSON": "annual leave", "no object": `["a"]`, "no query": `{"id":3}`, "an empty query": `{"id":3,"query":" "}`,
		"a number as query": `{"id":3,"query":5}`, "a long query": `{"id":3,"query":"` + strings.Repeat("a ", 50_000) + `"}`, "cut off": `{"id":3,"query":"lea`,
		"very long": `{"id":3,"query":"` + strings.Repeat("a", 17<<20) + `"}`,
	} {
		t.Run(name, func(t *testing.T) {
			s := s.with(good + "\n" + good + bad + "\n" + good)
			s.t = t
			r := s.run("kb", "search", "Company policies", "--queries", "-", "--json").fails(2, "unreadable")
			if !strings.Contains(r.err, "ine 4") {
				t.Errorf("the line is not named: %s", r.err)
			}
			lines := r.lines()
			if len(lines) != 4 {
				t.Fatalf("%d lines: %v", len(lines), lines)
			}
			has(t, "the bad line", lines[2], "id", "error")
			has(t, "the line after it", lines[3], "id", "results")
		})
	}
}

func TestSnapshotAndVerify(t *testing.T) {
	snapshot := func(s shell) string {
		t.Helper()
		var v map[string]any
		s.json(&v, "kb", "snapshot", "A")
		has(t, "the snapshot", v, "snapshot", "documents")
		return v["snapshot"].(string)
	}
	dir := folder(t, map[string]string{"a.txt": "The blue ship sails at noon.", "b.txt": "The red train leaves at nine."})
	a, b := empty(t), empty(t)
	for _, s := range []shell{a, b} {
		s.ok("kb", "create", "A")
	}
	a.ok("kb", "add", "A", dir)
	b.ok("kb", "add", "A", filepath.Join(dir, "b.txt"))
	before := snapshot(b)
	b.ok("kb", "add", "A", filepath.Join(dir, "a.txt"))
	if snapshot(a) != snapshot(b) || snapshot(b) == before {
		t.Errorf("snapshots %s, %s, and %s before", snapshot(a), snapshot(b), before)
	}
	var v map[string]any
	a.json(&v, "kb", "verify", "A")
	if v["ok"] != true || len(list(t, "problems", v["problems"])) != 0 {
		t.Errorf("verify gives %v", v)
	}
}

func TestKnowledgeIsListedAndDeleted(t *testing.T) {
	s := empty(t)
	var bases []any
	s.json(&bases, "kb", "list")
	if bases == nil || len(bases) != 0 {
		t.Errorf("an empty list comes as %v", bases)
	}
	s.ok("kb", "create", "B")
	s.ok("kb", "create", "a")
	s.json(&bases, "kb", "list")
	if len(bases) != 2 || has(t, "the first", bases[0], "name")["name"] != "a" {
		t.Errorf("bases %v", bases)
	}
	var docs []json.RawMessage
	s.json(&docs, "kb", "documents", "A")
	if docs == nil {
		t.Error("no documents come as null")
	}
	s.ok("kb", "delete", "A")
	s.run("kb", "documents", "A").fails(1, "not_found")
}
