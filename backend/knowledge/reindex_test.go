package knowledge_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"greenlight/backend/domain"
	"greenlight/backend/knowledge"
)

func manyFiles(n int) []knowledge.File {
	files := make([]knowledge.File, n)
	for i := range files {
		files[i] = file(fmt.Sprintf("doc %03d.md", i), fmt.Sprintf("# Rule %d\n\nParagraph %d says that item %d costs %d euros.\n", i, i, i*7, i*11))
	}
	return files
}

func TestReindexSwitchesToAnotherEmbedding(t *testing.T) {
	s, e := newService(t)
	kb, err := s.Create(ctx, knowledge.Draft{Name: "HR"})
	must(t, err)
	_, err = s.Add(ctx, "HR", manyFiles(50), knowledge.AddOptions{})
	must(t, err)
	needs, err := s.NeedsReindex(ctx, "HR", "test/a", domain.ChunkSettings{})
	must(t, err)
	if !needs {
		t.Error("another embedding needs no new index")
	}
	added := false
	progress := func(done, total int64, unit, _ string) {
		if unit != "documents" || done > total {
			t.Errorf("%d of %d %s", done, total, unit)
		}
		if done == 20 && !added { // somebody adds and changes documents meanwhile
			added = true
			_, err := s.Add(ctx, "HR", []knowledge.File{file("late.md", "Late arrivals ring the bell."), file("doc 003.md", "Changed wholly.")}, knowledge.AddOptions{})
			must(t, err)
		}
		if r, err := s.Search(ctx, "HR", "item 70 costs", "", 1); err != nil || len(r.Results) != 1 {
			t.Errorf("while indexing: %v %v", r.Results, err)
		}
	}
	got, err := s.Reindex(ctx, "HR", "test/a", domain.ChunkSettings{}, progress)
	must(t, err)
	if got.Embedding != "test/a" || got.Dimensions != 8 || got.ID != kb.ID || got.Documents != 51 || got.Chunks == 0 {
		t.Errorf("after: %+v", got)
	}
	problems, err := s.Verify(ctx, "HR")
	must(t, err)
	if len(problems) != 0 {
		t.Errorf("problems %v", problems)
	}
	for query, path := range map[string]string{"bell for late arrivals": "late.md", "changed wholly": "doc 003.md", "Rule 41": "doc 041.md"} {
		r, err := s.Search(ctx, "HR", query, domain.SearchKeyword, 1)
		if err != nil || len(r.Results) != 1 || r.Results[0].Path != path {
			t.Errorf("%q finds %v %v", query, r.Results, err)
		}
	}
	n := len(e.texts)
	if _, err = s.Reindex(ctx, "HR", "test/a", domain.ChunkSettings{Words: 100, Overlap: 10}, nil); err != nil {
		t.Fatal(err)
	}
	if again := e.texts[n:]; slices.ContainsFunc(again, func(s string) bool { return strings.Contains(s, "item 70 ") }) {
		t.Errorf("%d texts were embedded a second time", len(again))
	}
}

func TestReindexGoesOnAfterBeingStopped(t *testing.T) {
	s, e := newService(t)
	_, err := s.Create(ctx, knowledge.Draft{Name: "HR"})
	must(t, err)
	_, err = s.Add(ctx, "HR", manyFiles(30), knowledge.AddOptions{})
	must(t, err)
	stopped, stop := context.WithCancel(ctx)
	_, err = s.Reindex(stopped, "HR", "test/a", domain.ChunkSettings{}, func(done, _ int64, _, _ string) {
		if done == 10 {
			stop()
		}
	})
	wantCode(t, err, domain.CodeCancelled)
	if kb, err := s.Get(ctx, "HR"); err != nil || kb.Embedding != domain.BuiltinEmbedding {
		t.Fatalf("%+v %v", kb, err)
	}
	_, err = s.Reindex(ctx, "HR", "test/a", domain.ChunkSettings{}, nil)
	must(t, err)
	seen := map[string]bool{}
	for _, s := range e.texts {
		if seen[s] && strings.Contains(s, "item") { // the model is also asked how long its vectors are
			t.Errorf("%q was embedded twice", s)
		}
		seen[s] = true
	}
}

func TestAddStopsWhenTheEmbeddingCannotBeReached(t *testing.T) {
	s, e := newService(t)
	_, err := s.Create(ctx, knowledge.Draft{Name: "HR", Embedding: "test/a"})
	must(t, err)
	e.fail = domain.Errorf(domain.CodeUnavailable, "It is down.")
	r, err := s.Add(ctx, "HR", manyFiles(20), knowledge.AddOptions{})
	wantCode(t, err, domain.CodeUnavailable)
	if r.Added != 0 || r.Failed != 0 {
		t.Errorf("report %+v", r)
	}
	e.fail = nil
	if r, err = s.Add(ctx, "HR", manyFiles(20), knowledge.AddOptions{}); err != nil || r.Added != 20 {
		t.Errorf("then: %+v %v", r, err)
	}
}

func TestAddCanBeStopped(t *testing.T) {
	s, e := newService(t)
	_, err := s.Create(ctx, knowledge.Draft{Name: "HR", Embedding: "test/a"})
	must(t, err)
	stopped, stop := context.WithCancel(ctx)
	calls := 0
	e.hook = func() {
		if calls++; calls == 2 {
			stop()
		}
	}
	r, err := s.Add(stopped, "HR", manyFiles(300), knowledge.AddOptions{})
	wantCode(t, err, domain.CodeCancelled)
	kb, err := s.Get(ctx, "HR")
	must(t, err)
	if r.Added != kb.Documents {
		t.Errorf("%d reported, %d stored", r.Added, kb.Documents)
	}
	e.hook = nil
	r, err = s.Add(ctx, "HR", manyFiles(300), knowledge.AddOptions{})
	must(t, err)
	if r.Added+r.Unchanged != 300 || r.Unchanged != kb.Documents {
		t.Errorf("then: %d added, %d unchanged", r.Added, r.Unchanged)
	}
}
