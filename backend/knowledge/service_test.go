package knowledge_test

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"greenlight/backend/document"
	"greenlight/backend/domain"
	"greenlight/backend/knowledge"
	"greenlight/backend/model"
	"greenlight/backend/model/builtin"
	"greenlight/backend/store"
)

var ctx = context.Background()

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantCode(t testing.TB, err error, code domain.Code) {
	t.Helper()
	if got := domain.ErrorCode(err); got != code {
		t.Fatalf("error %v has code %q, want %q", err, got, code)
	}
}

// inProcess reads documents without a child process.
type inProcess struct{}

func (inProcess) Read(ctx context.Context, src document.Source, opts document.Options) (*domain.Extracted, error) {
	return document.Load(ctx, src, opts)
}

// embedder is the built-in embedding, and any number of others with the name "test/…" that
// count what they are asked and fail on demand.
type embedder struct {
	mu    sync.Mutex
	texts []string // that test/… embedded
	fail  error
	hook  func()
}

func (e *embedder) Embed(_ context.Context, id string, texts []string, _ model.Purpose) (model.EmbedResponse, error) {
	if id == domain.BuiltinEmbedding {
		return model.EmbedResponse{Vectors: builtin.NewEmbedder().Embed(texts)}, nil
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.hook != nil {
		e.hook()
	}
	if e.fail != nil {
		return model.EmbedResponse{}, e.fail
	}
	e.texts = append(e.texts, texts...)
	var r model.EmbedResponse
	for _, s := range texts {
		v := make([]float32, 8)
		h := fnv.New32a()
		_, _ = h.Write([]byte(s))
		v[h.Sum32()%8] = 1
		r.Vectors = append(r.Vectors, v)
	}
	return r, nil
}

func (e *embedder) Describe(_ context.Context, id string) (domain.Model, error) {
	switch {
	case id == domain.BuiltinEmbedding:
		return domain.Model{ID: id, Kind: domain.ModelEmbedding, Dimensions: builtin.Dimensions}, nil
	case id == "test/chat":
		return domain.Model{ID: id, Kind: domain.ModelChat}, nil
	case strings.HasPrefix(id, "test/"):
		return domain.Model{ID: id, Kind: domain.ModelEmbedding}, nil
	}
	return domain.Model{}, domain.NotFound("model", id)
}

func newService(t testing.TB) (*knowledge.Service, *embedder) {
	t.Helper()
	s, err := store.Open(ctx, filepath.Join(t.TempDir(), "greenlight.db"), store.Options{})
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	e := &embedder{}
	return knowledge.New(s, inProcess{}, e), e
}

func file(path, text string) knowledge.File { return knowledge.File{Path: path, Data: []byte(text)} }

const leave = `# Annual leave

Every employee gets 25 days of paid leave a year.

## Carrying over

Up to five unused days can be carried over. They lapse on 31 March.

# Travelling

Book flights with the travel desk. Hotels may cost 120 € a night.
`

const expenses = `# Expenses

Receipts are handed in within thirty days. The timesheet is sent on Fridays.
`

func TestCreateChecksItsDraft(t *testing.T) {
	s, _ := newService(t)
	kb, err := s.Create(ctx, knowledge.Draft{Name: " HR  policies "})
	must(t, err)
	if kb.Name != "HR policies" || kb.Embedding != domain.BuiltinEmbedding || kb.Dimensions != 384 ||
		kb.Chunking != domain.DefaultChunkSettings() || kb.Sensitivity != domain.SensitivityInternal {
		t.Errorf("made %+v", kb)
	}
	if kb, err = s.Create(ctx, knowledge.Draft{Name: "Asked", Embedding: "test/any"}); err != nil || kb.Dimensions != 8 {
		t.Errorf("the length of the vectors is not found out: %+v %v", kb, err)
	}
	for name, tt := range map[string]struct {
		draft knowledge.Draft
		code  domain.Code
	}{
		"no name":       {knowledge.Draft{}, domain.CodeInvalid},
		"taken":         {knowledge.Draft{Name: "hr POLICIES"}, domain.CodeExists},
		"tiny pieces":   {knowledge.Draft{Name: "A", Chunking: domain.ChunkSettings{Words: 2}}, domain.CodeInvalid},
		"sensitivity":   {knowledge.Draft{Name: "A", Sensitivity: "secret"}, domain.CodeInvalid},
		"no such model": {knowledge.Draft{Name: "A", Embedding: "nobody/x"}, domain.CodeNotFound},
		"chat model":    {knowledge.Draft{Name: "A", Embedding: "test/chat"}, domain.CodeInvalid},
	} {
		_, err := s.Create(ctx, tt.draft)
		if domain.ErrorCode(err) != tt.code {
			t.Errorf("%s: %v, want %s", name, err, tt.code)
		}
	}
	must(t, s.Delete(ctx, "hr policies"))
	_, err = s.Get(ctx, "HR policies")
	wantCode(t, err, domain.CodeNotFound)
}

func statuses(r knowledge.AddReport) string {
	var out []string
	for _, d := range r.Documents {
		out = append(out, d.Path+" "+d.Status)
	}
	return strings.Join(out, ", ")
}

func TestAddReportsEachFile(t *testing.T) {
	s, _ := newService(t)
	_, err := s.Create(ctx, knowledge.Draft{Name: "HR"})
	must(t, err)
	broken := knowledge.File{Path: "broken.txt", Open: func() (io.ReadCloser, error) { return nil, errors.New("disk on fire") }}
	var last int64
	progress := func(done, total int64, unit, _ string) {
		if done < last || total != 6 || unit != "files" {
			t.Errorf("progress %d of %d %s after %d", done, total, unit, last)
		}
		last = done
	}
	files := []knowledge.File{file("leave.md", leave), file("empty.html", "<p> </p>"), file("photo.png", "\x89PNG\r\n"), broken,
		file("expenses.md", expenses), file("bad.pdf", "%PDF-1.4 nothing"), file("leave.md", "twice")}
	r, err := s.Add(ctx, "hr", files, knowledge.AddOptions{Progress: progress})
	must(t, err)
	want := "leave.md added, empty.html empty, photo.png failed, broken.txt failed, expenses.md added, bad.pdf failed"
	if statuses(r) != want || r.Added != 2 || r.Failed != 3 || r.Empty != 1 || last != 6 {
		t.Errorf("report: %s %+v", statuses(r), r)
	}
	for _, d := range r.Documents {
		if d.Status == knowledge.StatusFailed && (d.Error == nil || d.Error.Message == "") || d.Warnings == nil {
			t.Errorf("%+v does not say what is wrong", d)
		}
	}

	r, err = s.Add(ctx, "hr", []knowledge.File{file("leave.md", leave), file("expenses.md", expenses+"\nMileage is paid.")}, knowledge.AddOptions{})
	must(t, err)
	if statuses(r) != "leave.md unchanged, expenses.md updated" || r.Documents[0].Chunks == 0 {
		t.Errorf("again: %s", statuses(r))
	}
	kb, err := s.Get(ctx, "HR")
	must(t, err)
	if kb.Documents != 4 { // the picture and the unreadable path are not kept
		t.Errorf("%d documents", kb.Documents)
	}
	problems, err := s.Verify(ctx, "HR")
	must(t, err)
	if len(problems) != 0 {
		t.Errorf("problems %v", problems)
	}
}

func TestAFileThatCanNoLongerBeReadKeepsItsOlderVersion(t *testing.T) {
	s, _ := newService(t)
	_, err := s.Create(ctx, knowledge.Draft{Name: "HR"})
	must(t, err)
	page := "<html><body><p>Lunch is at noon.</p></body></html>"
	_, err = s.Add(ctx, "HR", []knowledge.File{file("a.pdf.html", page)}, knowledge.AddOptions{})
	must(t, err)
	for _, now := range []string{"PK\x03\x04 broken", "\x7fELF\x02\x01\x01 a program"} {
		r, err := s.Add(ctx, "HR", []knowledge.File{{Path: "a.pdf.html", Data: []byte(now)}}, knowledge.AddOptions{})
		must(t, err)
		found, err := s.Search(ctx, "HR", "lunch", "", 0)
		must(t, err)
		if r.Failed != 1 || len(found.Results) != 1 || len(r.Documents[0].Warnings) != 1 || r.Documents[0].Error.Path != "a.pdf.html" {
			t.Errorf("report %+v, found %+v", r, found.Results)
		}
	}
}

func TestSearchShowsWhereAndWhy(t *testing.T) {
	s, _ := newService(t)
	kb, err := s.Create(ctx, knowledge.Draft{Name: "HR", Chunking: domain.ChunkSettings{Words: 25, Overlap: 5}})
	must(t, err)
	_, err = s.Add(ctx, "HR", []knowledge.File{file("leave.md", leave), file("expenses.md", expenses), file("copy of expenses.md", expenses)}, knowledge.AddOptions{})
	must(t, err)
	for _, mode := range []domain.SearchMode{domain.SearchHybrid, domain.SearchKeyword, domain.SearchMeaning} {
		r, err := s.Search(ctx, "HR", "How many unused days are carried over?", mode, 3)
		must(t, err)
		if len(r.Results) == 0 {
			t.Fatalf("%s finds nothing", mode)
		}
		p := r.Results[0]
		if !strings.Contains(p.Text, "five unused days") || p.Rank != 1 || p.KnowledgeID != kb.ID || !strings.Contains(p.Heading, "Carrying over") {
			t.Errorf("%s: %+v", mode, p)
		}
		if !slices.Contains(p.Matched, "carried") || !slices.Contains(p.Matched, "unused") {
			t.Errorf("%s: matched %v", mode, p.Matched)
		}
		if (p.KeywordRank == 1) != (mode != domain.SearchMeaning) || (p.MeaningRank == 1) != (mode != domain.SearchKeyword) {
			t.Errorf("%s: ranks %d and %d", mode, p.KeywordRank, p.MeaningRank)
		}
		seen := map[string]bool{}
		for _, p := range r.Results {
			d, err := s.Text(ctx, p.DocumentID)
			must(t, err)
			if got := string([]rune(d.Text)[p.Start:p.End]); got != p.Text {
				t.Errorf("%s: %q stands at the place of %q", mode, got, p.Text)
			}
			if seen[p.Text] {
				t.Errorf("%s: %q twice", mode, p.Text)
			}
			seen[p.Text] = true
		}
	}
}

func TestHybridFindsWhatWordsMiss(t *testing.T) {
	s, _ := newService(t)
	_, err := s.Create(ctx, knowledge.Draft{Name: "HR", Chunking: domain.ChunkSettings{Words: 25, Overlap: 5}})
	must(t, err)
	_, err = s.Add(ctx, "HR", []knowledge.File{file("leave.md", leave), file("expenses.md", expenses)}, knowledge.AddOptions{})
	must(t, err)
	for query, want := range map[string]string{"receits": "Receipts", "time sheet": "timesheet", "emploiees": "employee"} {
		r, err := s.Search(ctx, "HR", query, domain.SearchHybrid, 1)
		must(t, err)
		if len(r.Results) == 0 || !strings.Contains(r.Results[0].Text, want) {
			t.Errorf("%q finds %+v", query, r.Results)
		} else if !slices.ContainsFunc(r.Results[0].Matched, func(m string) bool { return strings.EqualFold(m, want) }) {
			t.Errorf("%q matched %v", query, r.Results[0].Matched)
		}
	}
}

func TestSearchRefusesPlainly(t *testing.T) {
	s, _ := newService(t)
	_, err := s.Create(ctx, knowledge.Draft{Name: "HR"})
	must(t, err)
	for name, tt := range map[string]struct {
		ref, query string
		mode       domain.SearchMode
		k          int
		code       domain.Code
	}{
		"empty":        {"HR", " \n", "", 0, domain.CodeInvalid},
		"too many":     {"HR", "x", "", 201, domain.CodeInvalid},
		"negative":     {"HR", "x", "", -1, domain.CodeInvalid},
		"mode":         {"HR", "x", "magic", 0, domain.CodeInvalid},
		"no knowledge": {"IT", "x", "", 0, domain.CodeNotFound},
		"too long":     {"HR", strings.Repeat("x ", 20_000), "", 0, domain.CodeTooLong},
	} {
		_, err := s.Search(ctx, tt.ref, tt.query, tt.mode, tt.k)
		if domain.ErrorCode(err) != tt.code {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, query := range []string{"anything", "?!", "the", `"quoted" AND OR NOT (x* ^y: -z`, "\x00\xff"} {
		for _, mode := range []domain.SearchMode{domain.SearchHybrid, domain.SearchKeyword, domain.SearchMeaning} {
			r, err := s.Search(ctx, "HR", query, mode, 5)
			if err != nil || r.Results == nil || len(r.Results) != 0 {
				t.Errorf("%q in nothing gives %v %v", query, r.Results, err)
			}
		}
	}
}

func TestDocumentsAreNamedInManyWays(t *testing.T) {
	s, _ := newService(t)
	_, err := s.Create(ctx, knowledge.Draft{Name: "HR"})
	must(t, err)
	_, err = s.Add(ctx, "HR", []knowledge.File{file("/a/x/leave.md", leave), file("/a/y/leave.md", expenses), file("/a/z.md", "Something else.")}, knowledge.AddOptions{})
	must(t, err)
	d, err := s.Document(ctx, "HR", "x/leave.md")
	must(t, err)
	if byID, err := s.Document(ctx, "HR", d.ID); err != nil || byID.Path != "/a/x/leave.md" {
		t.Errorf("%v %v", byID, err)
	}
	_, err = s.Document(ctx, "HR", "leave.md")
	wantCode(t, err, domain.CodeInvalid)
	wantCode(t, s.Remove(ctx, "HR", []string{"z.md", "nothing.md"}), domain.CodeNotFound)
	before, err := s.Snapshot(ctx, "HR")
	must(t, err)
	must(t, s.Remove(ctx, "HR", []string{"z.md"}))
	if after, err := s.Snapshot(ctx, "HR"); err != nil || after == before {
		t.Errorf("the snapshot does not change: %v", err)
	}
	if r, err := s.Search(ctx, "HR", "something else", domain.SearchKeyword, 5); err != nil || len(r.Results) != 0 {
		t.Errorf("a removed document is found: %v %v", r.Results, err)
	}
	_, err = s.Add(ctx, "HR", []knowledge.File{file("/a/z.md", "Something else.")}, knowledge.AddOptions{})
	must(t, err)
	if after, err := s.Snapshot(ctx, "HR"); err != nil || after != before {
		t.Errorf("the same documents have another snapshot: %v", err)
	}
	src, err := s.Original(ctx, d.ID)
	must(t, err)
	if src.Name != "leave.md" || string(src.Data) != leave {
		t.Errorf("original %q", src.Name)
	}
	chunks, err := s.PreviewChunks(ctx, d.ID, domain.ChunkSettings{Words: 20, Overlap: 0})
	must(t, err)
	text, err := s.Text(ctx, d.ID)
	must(t, err)
	if len(chunks) <= len(text.Chunks) {
		t.Errorf("smaller pieces are %d, the usual ones %d", len(chunks), len(text.Chunks))
	}
}

func TestWalk(t *testing.T) {
	root := t.TempDir()
	outside := filepath.Join(t.TempDir(), "secret.txt")
	for path, text := range map[string]string{"b.txt": "b", "a/c.txt": "c", ".hidden.txt": "h", ".git/x.txt": "x", "a/.DS_Store": ""} {
		must(t, os.MkdirAll(filepath.Dir(filepath.Join(root, path)), 0o755))
		must(t, os.WriteFile(filepath.Join(root, path), []byte(text), 0o600))
	}
	must(t, os.WriteFile(outside, []byte("secret"), 0o600))
	links := os.Symlink(outside, filepath.Join(root, "out.txt")) == nil &&
		os.Symlink(filepath.Join(root, "b.txt"), filepath.Join(root, "in.txt")) == nil &&
		os.Symlink(root, filepath.Join(root, "a", "loop")) == nil
	files, err := knowledge.Walk(ctx, []string{root, filepath.Join(root, "missing.txt")})
	must(t, err)
	if unnamed, err := knowledge.Walk(ctx, []string{""}); err != nil || len(unnamed) != 1 || unnamed[0].Err == nil {
		t.Errorf("an empty name gives %v, %v", unnamed, err)
	}
	var got []string
	for _, f := range files {
		rel, err := filepath.Rel(root, filepath.FromSlash(f.Path))
		must(t, err)
		got = append(got, fmt.Sprint(filepath.ToSlash(rel), " ", domain.ErrorCode(f.Err)))
	}
	want := []string{"a/c.txt ", "b.txt ", "in.txt ", "missing.txt not_found"}
	if !links {
		want = slices.Delete(want, 2, 3)
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
