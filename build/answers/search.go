package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"greenlight/backend/document"
	"greenlight/backend/domain"
	"greenlight/backend/knowledge"
	"greenlight/backend/model"
	"greenlight/backend/model/builtin"
	"greenlight/backend/sample"
	"greenlight/backend/store"
)

// The knowledge bases that questions are asked of. The articles are also in two halves, so
// that a question can be asked of the half that does not hold its article.
const (
	baseAll    = "all articles"
	baseSample = "sample documents"
)

func baseHalf(i int) string { return fmt.Sprintf("half %d of the articles", i%2) }

// searcher asks the program's own hybrid search over a fresh workspace, and remembers.
type searcher struct {
	service *knowledge.Service
	close   func()
	known   map[string][]domain.Passage
}

type plainReader struct{}

func (plainReader) Read(ctx context.Context, src document.Source, opts document.Options) (*domain.Extracted, error) {
	return document.Load(ctx, src, opts)
}

type builtinOnly struct{ e *builtin.Embedder }

func (b builtinOnly) Embed(_ context.Context, _ string, texts []string, _ model.Purpose) (model.EmbedResponse, error) {
	return model.EmbedResponse{Vectors: b.e.Embed(texts)}, nil
}

func (b builtinOnly) Describe(context.Context, string) (domain.Model, error) {
	return domain.Model{ID: domain.BuiltinEmbedding, Kind: domain.ModelEmbedding, Dimensions: builtin.Dimensions}, nil
}

func newSearcher(ctx context.Context, s *squad) (*searcher, error) {
	folder, err := os.MkdirTemp("", "greenlight-answers-")
	if err != nil {
		return nil, err
	}
	db, err := store.Open(ctx, filepath.Join(folder, "greenlight.db"), store.Options{})
	if err != nil {
		return nil, err
	}
	x := &searcher{service: knowledge.New(db, plainReader{}, builtinOnly{builtin.NewEmbedder()}), known: map[string][]domain.Passage{}}
	x.close = func() {
		db.Close()           //nolint:errcheck // thrown away
		os.RemoveAll(folder) //nolint:errcheck // a temporary folder
	}
	bases := map[string][]knowledge.File{}
	half := map[string]int{}
	for i, a := range s.articles() {
		half[a] = i
	}
	for _, p := range s.paragraphs {
		f := knowledge.File{Path: p.ID + ".txt", Data: []byte(p.Text)}
		bases[baseAll] = append(bases[baseAll], f)
		bases[baseHalf(half[p.Article])] = append(bases[baseHalf(half[p.Article])], f)
	}
	for _, b := range sample.Bases() {
		files, err := sample.Files(b.Name)
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			bases[baseSample] = append(bases[baseSample], knowledge.File{Path: f.Path, Data: f.Data})
		}
	}
	for name, files := range bases {
		chunks := domain.ChunkSettings{Words: 2000} // a paragraph is a piece
		if name == baseSample {
			chunks = domain.DefaultChunkSettings()
		}
		if _, err := x.service.Create(ctx, knowledge.Draft{Name: name, Chunking: chunks}); err != nil {
			return nil, err
		}
		if _, err := x.service.Add(ctx, name, files, knowledge.AddOptions{}); err != nil {
			return nil, err
		}
	}
	return x, nil
}

// search gives the k best passages, without those of one document.
func (x *searcher) search(base, query string, k int, without string) ([]domain.Passage, error) {
	key := base + "\n" + query
	list, ok := x.known[key]
	if !ok {
		r, err := x.service.Search(context.Background(), base, query, domain.SearchHybrid, found+1)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", query, err)
		}
		list = r.Results
		x.known[key] = list
	}
	var out []domain.Passage
	for _, p := range list {
		if len(out) < k && p.Path != without+".txt" {
			out = append(out, p)
		}
	}
	return out, nil
}
