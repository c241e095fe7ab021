package store_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"greenlight/backend/domain"
	"greenlight/backend/store"
)

const testDimensions = 40

// randomVector gives a vector of unit length near one of a few centres.
func randomVector(r *rand.Rand) []float32 {
	centre := rand.New(rand.NewPCG(uint64(r.IntN(12)), 1))
	v := make([]float32, testDimensions)
	var square float64
	for i := range v {
		x := 2*centre.NormFloat64() + r.NormFloat64()
		v[i], square = float32(x), square+x*x
	}
	for i := range v {
		v[i] /= float32(math.Sqrt(square))
	}
	return v
}

var someWords = strings.Fields("leave day travel cost report approv manag printer toner parti café 2024 1000.5 o'neil 休 polici rare")

// randomDocument makes a document with n pieces of random words and vectors.
func randomDocument(r *rand.Rand, path string, n int) domain.IndexedDocument {
	d := domain.IndexedDocument{
		Document: domain.Document{Path: path, Title: path, Status: domain.DocumentReady, Hash: fmt.Sprintf("%s-%d", path, r.Uint64())},
		Content:  &domain.Extracted{},
	}
	var whole strings.Builder
	at := 0
	for i := range n {
		words := make([]string, 3+r.IntN(20))
		for j := range words {
			words[j] = someWords[min(r.IntN(len(someWords)), r.IntN(len(someWords)))]
		}
		text := strings.Join(words, " ")
		whole.WriteString(text + "\n")
		length := len([]rune(text))
		d.Pieces = append(d.Pieces, domain.IndexedPiece{
			Chunk:   domain.Chunk{Ordinal: i, Start: at, End: at + length, Page: 1, Text: text},
			Context: []string{"titl", someWords[r.IntN(len(someWords))]}, Words: words, Vector: randomVector(r)})
		at += length + 1
	}
	d.Content.Text = whole.String()
	return d
}

func newKnowledge(t testing.TB, s *store.Store, name string) (domain.KnowledgeBase, domain.Index) {
	t.Helper()
	kb, err := s.CreateKnowledge(ctx, domain.KnowledgeBase{Name: name, Embedding: "test/one", Dimensions: testDimensions,
		Chunking: domain.DefaultChunkSettings(), Sensitivity: domain.SensitivityPublic})
	must(t, err)
	ix, err := s.LiveIndex(ctx, kb.ID)
	must(t, err)
	return kb, ix
}

func TestKnowledgeBases(t *testing.T) {
	s := fresh(t)
	kb, _ := newKnowledge(t, s, "Policies")
	_, err := s.CreateKnowledge(ctx, domain.KnowledgeBase{Name: "policies", Embedding: "x/y", Dimensions: 3, Chunking: kb.Chunking, Sensitivity: kb.Sensitivity})
	wantCode(t, err, domain.CodeExists)
	for _, ref := range []string{kb.ID, "Policies", "POLICIES"} {
		got, err := s.Knowledge(ctx, ref)
		must(t, err)
		if got.ID != kb.ID || got.Dimensions != testDimensions || got.CreatedAt.IsZero() {
			t.Errorf("%q gives %+v", ref, got)
		}
	}
	kb.Name, kb.Description, kb.Sensitivity = "Rules", "All of them", domain.SensitivityConfidential
	got, err := s.UpdateKnowledge(ctx, kb)
	must(t, err)
	if got.Name != "Rules" || got.Description != "All of them" || got.Sensitivity != domain.SensitivityConfidential {
		t.Errorf("updated to %+v", got)
	}
	must(t, s.DeleteKnowledge(ctx, kb.ID))
	_, err = s.Knowledge(ctx, "Rules")
	wantCode(t, err, domain.CodeNotFound)
	wantCode(t, s.DeleteKnowledge(ctx, kb.ID), domain.CodeNotFound)
	_, err = s.CreateKnowledge(ctx, domain.KnowledgeBase{Name: "Wide", Embedding: "x/y", Dimensions: 100_000, Sensitivity: kb.Sensitivity})
	wantCode(t, err, domain.CodeUnsupported)
}

func TestDeletingAKnowledgeBaseLeavesNothing(t *testing.T) {
	s := fresh(t)
	r := rand.New(rand.NewPCG(3, 3))
	count := func() string {
		db := raw(t, s.Path())
		defer func() { must(t, db.Close()) }()
		var out []string
		for _, table := range []string{"document", "content", "piece", "indexed", "search_index", "file", "unindexed"} {
			var n int
			must(t, db.QueryRow("SELECT count(*) FROM "+table).Scan(&n))
			out = append(out, fmt.Sprint(table, n))
		}
		var tables int
		must(t, db.QueryRow("SELECT count(*) FROM sqlite_schema").Scan(&tables))
		return fmt.Sprint(out, tables)
	}
	before := count()
	kb, ix := newKnowledge(t, s, "A")
	d := randomDocument(r, "a", 5)
	d.File, d.Document.Hash = []byte("original"), store.FileHash([]byte("original"))
	_, err := s.SaveDocuments(ctx, ix.ID, []domain.IndexedDocument{d, randomDocument(r, "b", 0)})
	must(t, err)
	_, err = s.SaveDocuments(ctx, ix.ID, []domain.IndexedDocument{randomDocument(r, "b", 3)})
	must(t, err)
	must(t, s.DeleteKnowledge(ctx, kb.ID))
	if after := count(); after != before {
		t.Errorf("left behind: %s, want %s", after, before)
	}
}

// sameHits compares with tolerance, since the order of sums differs.
func sameHits(a, b []domain.Hit) bool {
	return slices.EqualFunc(a, b, func(x, y domain.Hit) bool { return x.Chunk == y.Chunk && math.Abs(x.Score-y.Score) < 1e-4 })
}

// The copy in memory must give what the file gives, whatever was changed and by whom.
func TestSearchFollowsEveryChange(t *testing.T) {
	path := filepath.Join(t.TempDir(), "greenlight.db")
	writers := []*store.Store{open(t, path), open(t, path)} // as two processes would
	kb, ix := newKnowledge(t, writers[0], "A")
	r := rand.New(rand.NewPCG(1, 2))
	stored := map[string]domain.Document{}
	var found, asked float64
	for step := range 60 {
		s := writers[r.IntN(2)]
		p := fmt.Sprintf("doc %02d", r.IntN(25))
		if d, ok := stored[p]; ok && r.IntN(3) == 0 {
			must(t, s.RemoveDocuments(ctx, kb.ID, []string{d.ID}))
			delete(stored, p)
		} else {
			docs, err := s.SaveDocuments(ctx, ix.ID, []domain.IndexedDocument{randomDocument(r, p, r.IntN(180))})
			must(t, err)
			if ok && docs[0].ID != d.ID {
				t.Fatalf("replacing changed the id from %s to %s", d.ID, docs[0].ID)
			}
			stored[p] = docs[0]
		}
		if step%4 != 0 && step < 50 {
			continue
		}
		for _, s := range writers {
			found += compareSearches(t, s, ix.ID, r)
			asked++
		}
	}
	if recall := found / asked; recall < 0.98 {
		t.Errorf("meaning finds %.3f of the nearest", recall)
	}
	problems, err := writers[0].VerifyIndex(ctx, ix.ID)
	must(t, err)
	if len(problems) > 0 {
		t.Errorf("problems: %v", problems)
	}
}

// compareSearches wants the exact result for words, and gives the share of the nearest vectors
// that a search by meaning finds.
func compareSearches(t *testing.T, s *store.Store, index int64, r *rand.Rand) float64 {
	t.Helper()
	words := []string{someWords[r.IntN(len(someWords))], someWords[r.IntN(len(someWords))], "absent", "rare"}
	slices.Sort(words)
	words = slices.Compact(words)
	got, weights, err := s.KeywordSearch(ctx, index, words, 20)
	must(t, err)
	want, err := s.KeywordSearchFTS5(ctx, index, words, 20)
	must(t, err)
	if !sameHits(got, want) || len(weights) != len(words) {
		t.Fatalf("words %v:\n got %v\nwant %v", words, got, want)
	}
	v := randomVector(r)
	if got, err = s.MeaningSearch(ctx, index, v, 10, false); err != nil {
		t.Fatal(err)
	}
	if want, err = s.MeaningSearch(ctx, index, v, 10, true); err != nil {
		t.Fatal(err)
	}
	if len(got) != len(want) {
		t.Fatalf("%d nearest instead of %d", len(got), len(want))
	}
	n := 0.0
	for _, w := range want {
		if slices.ContainsFunc(got, func(g domain.Hit) bool { return g.Chunk == w.Chunk && math.Abs(g.Score-w.Score) < 1e-6 }) {
			n++
		}
	}
	return (n + 1) / float64(len(want)+1)
}

func TestMeaningSearchRefusesOtherDimensions(t *testing.T) {
	s := fresh(t)
	_, ix := newKnowledge(t, s, "A")
	_, err := s.MeaningSearch(ctx, ix.ID, make([]float32, 3), 5, false)
	wantCode(t, err, domain.CodeProvider)
	d := randomDocument(rand.New(rand.NewPCG(1, 1)), "a", 2)
	d.Pieces[1].Vector = d.Pieces[1].Vector[:7]
	_, err = s.SaveDocuments(ctx, ix.ID, []domain.IndexedDocument{d})
	wantCode(t, err, domain.CodeProvider)
	if docs, err := s.Documents(ctx, ix.KnowledgeID); err != nil || len(docs) != 0 {
		t.Errorf("a half-written document is left: %v %v", docs, err)
	}
}

func TestDocumentsKeepWhatWasRead(t *testing.T) {
	s := fresh(t)
	kb, ix := newKnowledge(t, s, "A")
	d := randomDocument(rand.New(rand.NewPCG(1, 1)), "folder/a.pdf", 3)
	d.Document.Warnings = []domain.Warning{{Code: "partial", Message: "Half of it.", Page: 2}}
	d.Content.Pages = []domain.Page{{Number: 1, Label: "iv", Start: 0, End: 10}}
	d.Content.Blocks = []domain.Block{{Kind: domain.BlockHeading, Level: 1, Start: 0, End: 4}}
	d.Pieces[0].PageLabel, d.Pieces[0].Chunk.Heading, d.Pieces[0].Chunk.Row = "iv", "Leave › Sick", 3
	saved, err := s.SaveDocuments(ctx, ix.ID, []domain.IndexedDocument{d})
	must(t, err)
	got, err := s.DocumentByPath(ctx, kb.ID, "folder/a.pdf")
	must(t, err)
	if got.ID != saved[0].ID || got.Chunks != 3 || len(got.Warnings) != 1 || !got.AddedAt.Equal(saved[0].AddedAt) {
		t.Errorf("got %+v, saved %+v", got, saved[0])
	}
	ex, err := s.Content(ctx, got.ID)
	must(t, err)
	if ex.Text != d.Content.Text || ex.Pages[0].Label != "iv" || ex.Blocks[0].Level != 1 {
		t.Errorf("content %+v", ex)
	}
	chunks, err := s.Chunks(ctx, got.ID)
	must(t, err)
	pieces, err := s.Pieces(ctx, []int64{chunks[2].ID, 999, chunks[0].ID})
	must(t, err)
	if len(pieces) != 2 || pieces[0].Ordinal != 2 || pieces[1].PageLabel != "iv" || pieces[1].Heading != "Leave › Sick" || pieces[1].Row != 3 {
		t.Errorf("pieces %+v", pieces)
	}
	failed := domain.IndexedDocument{Document: domain.Document{Path: "b", Hash: "h", Status: domain.DocumentFailed,
		Error: domain.Errorf(domain.CodePassword, "It is locked.")}}
	saved, err = s.SaveDocuments(ctx, ix.ID, []domain.IndexedDocument{failed})
	must(t, err)
	if got, err = s.Document(ctx, saved[0].ID); err != nil || got.Error == nil || got.Error.Code != domain.CodePassword {
		t.Errorf("got %+v %v", got, err)
	}
}

func TestAnIndexIsBuiltBesideTheOther(t *testing.T) {
	s := fresh(t)
	r := rand.New(rand.NewPCG(5, 5))
	kb, old := newKnowledge(t, s, "A")
	one, two := randomDocument(r, "one", 3), randomDocument(r, "two", 4)
	saved, err := s.SaveDocuments(ctx, old.ID, []domain.IndexedDocument{one, two})
	must(t, err)

	other := domain.ChunkSettings{Words: 50, Overlap: 5}
	ix, err := s.BuildIndex(ctx, kb.ID, "test/two", testDimensions, other)
	must(t, err)
	if again, err := s.BuildIndex(ctx, kb.ID, "test/two", testDimensions, other); err != nil || again.ID != ix.ID {
		t.Fatalf("a build that was interrupted starts over: %v %v", again, err)
	}
	must(t, s.IndexDocument(ctx, ix.ID, saved[0].ID, saved[0].Hash, one.Pieces[:1]))
	wantCode(t, s.SwitchIndex(ctx, ix.ID), domain.CodeConflict)
	wantCode(t, s.IndexDocument(ctx, ix.ID, saved[1].ID, "older", two.Pieces), domain.CodeConflict)
	must(t, s.IndexDocument(ctx, ix.ID, saved[1].ID, saved[1].Hash, two.Pieces[:2]))

	// A document that changes meanwhile has to be indexed again.
	saved, err = s.SaveDocuments(ctx, old.ID, []domain.IndexedDocument{randomDocument(r, "one", 2)})
	must(t, err)
	missing, err := s.Unindexed(ctx, ix.ID, 10)
	must(t, err)
	if len(missing) != 1 || missing[0].Path != "one" {
		t.Fatalf("missing: %v", missing)
	}
	must(t, s.IndexDocument(ctx, ix.ID, saved[0].ID, saved[0].Hash, one.Pieces[1:]))
	must(t, s.SwitchIndex(ctx, ix.ID))

	got, err := s.Knowledge(ctx, kb.ID)
	must(t, err)
	if got.Embedding != "test/two" || got.Chunking != other || got.Chunks != 4 {
		t.Errorf("after the switch: %+v", got)
	}
	_, err = s.SaveDocuments(ctx, old.ID, []domain.IndexedDocument{two})
	wantCode(t, err, domain.CodeConflict)
	_, _, err = s.KeywordSearch(ctx, old.ID, []string{"leave"}, 5)
	wantCode(t, err, domain.CodeNotFound)
	if list, err := s.Indexes(ctx, kb.ID); err != nil || len(list) != 1 || !list[0].Live {
		t.Errorf("indexes %v %v", list, err)
	}
}

func TestVectorsAreKept(t *testing.T) {
	s := fresh(t)
	hashes := [][32]byte{{1}, {2}, {3}}
	must(t, s.KeepVectors(ctx, "m", hashes, [][]float32{{1, 0}, {0, 1}, {.5, .5}}))
	must(t, s.KeepVectors(ctx, "m", hashes[:1], [][]float32{{9, 9}}))
	got, err := s.EmbeddedVectors(ctx, "m", [][32]byte{{2}, {7}, {1}})
	must(t, err)
	if len(got) != 2 || !slices.Equal(got[[32]byte{1}], []float32{1, 0}) || !slices.Equal(got[[32]byte{2}], []float32{0, 1}) {
		t.Errorf("got %v", got)
	}
	if got, err = s.EmbeddedVectors(ctx, "other", hashes); err != nil || len(got) != 0 {
		t.Errorf("another model got %v %v", got, err)
	}
	must(t, s.TrimVectors(ctx, 1))
	if got, err = s.EmbeddedVectors(ctx, "m", hashes); err != nil || len(got) != 1 || got[[32]byte{3}] == nil {
		t.Errorf("after trimming %v %v", got, err)
	}
}

func TestVerifyFindsDamage(t *testing.T) {
	for name, spoil := range map[string]string{
		"text":   "UPDATE content SET text = 'X' || substr(text, 2)",
		"piece":  "UPDATE piece SET start = start + 1 WHERE ordinal = 1",
		"vector": "DELETE FROM vector_1 WHERE piece = 2",
		"words":  "DELETE FROM words_1 WHERE rowid = 2",
		"sketch": "UPDATE indexed SET sketches = zeroblob(length(sketches))",
		"entry":  "DELETE FROM indexed",
	} {
		t.Run(name, func(t *testing.T) {
			s := fresh(t)
			_, ix := newKnowledge(t, s, "A")
			_, err := s.SaveDocuments(ctx, ix.ID, []domain.IndexedDocument{randomDocument(rand.New(rand.NewPCG(1, 1)), "a", 4)})
			must(t, err)
			db := raw(t, s.Path())
			_, err = db.Exec(spoil)
			must(t, err)
			must(t, db.Close())
			problems, err := s.VerifyIndex(ctx, ix.ID)
			must(t, err)
			if len(problems) == 0 {
				t.Error("the damage was not found")
			}
		})
	}
}
