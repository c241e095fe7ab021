package knowledge

import (
	"context"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"greenlight/backend/domain"
	"greenlight/backend/model"
)

const (
	defaultResults = 10
	mostResults    = 200
	longestQuery   = 20_000 // code points
	// pool is how many pieces each way of searching hands on, or twice as many as asked for.
	pool = 50
)

// Search finds the k passages of a knowledge base that fit a query best. k is 1 to 200, 0
// for 10; mode "" is hybrid. The result is the same each time: equal scores are ordered by
// place. An empty query, k or mode out of range give CodeInvalid.
func (s *Service) Search(ctx context.Context, ref, query string, mode domain.SearchMode, k int) (domain.SearchResult, error) {
	start := time.Now()
	if mode == "" {
		mode = domain.SearchHybrid
	}
	if k == 0 {
		k = defaultResults
	}
	if err := checkSearch(query, mode, k); err != nil {
		return domain.SearchResult{}, err
	}
	ix, err := s.store.FindIndex(ctx, ref)
	if err != nil {
		return domain.SearchResult{}, err
	}
	found, err := s.find(ctx, ix, query, mode, k)
	if domain.IsCode(err, domain.CodeNotFound) { // switched to another index in between
		if ix, err = s.store.LiveIndex(ctx, ix.KnowledgeID); err == nil {
			found, err = s.find(ctx, ix, query, mode, k)
		}
	}
	if err != nil {
		return domain.SearchResult{}, err
	}
	for i := range found {
		found[i].Rank, found[i].KnowledgeID = i+1, ix.KnowledgeID
	}
	return domain.SearchResult{Query: query, Mode: mode, MS: float64(time.Since(start).Microseconds()) / 1000, Results: found}, nil
}

func checkSearch(query string, mode domain.SearchMode, k int) error {
	switch {
	case strings.TrimSpace(query) == "":
		return domain.Errorf(domain.CodeInvalid, "The question is empty.").WithHint("Type a question, or some words to look for.").WithPath("query")
	case utf8.RuneCountInString(query) > longestQuery:
		return domain.Errorf(domain.CodeTooLong, "The question is longer than %d characters.", longestQuery).WithPath("query")
	case !mode.Valid():
		return domain.Errorf(domain.CodeInvalid, "A search is hybrid, keyword or meaning, not “%s”.", mode).WithPath("mode")
	case k < 1 || k > mostResults:
		return domain.Errorf(domain.CodeInvalid, "The number of results is between 1 and %d.", mostResults).WithPath("k")
	}
	return nil
}

// candidate is a piece that was found, on its way to a passage.
type candidate struct {
	piece       domain.FoundPiece
	analysis    *analysis
	score       float64
	bm25        float64
	similarity  float64
	keywordRank int
	meaningRank int
}

// find runs the ways of searching that the mode asks for at the same time, and puts what they
// found together.
func (s *Service) find(ctx context.Context, ix domain.Index, query string, mode domain.SearchMode, k int) ([]domain.Passage, error) {
	q := readQuery(query)
	n := max(pool, 2*k)
	var wg sync.WaitGroup
	var words, meaning []domain.Hit
	var vector []float32
	var wordsErr, meaningErr error
	if mode != domain.SearchMeaning && len(q.terms) > 0 {
		wg.Go(func() {
			var weights []float64
			if words, weights, wordsErr = s.store.KeywordSearch(ctx, ix.ID, q.stems(), n); wordsErr == nil {
				q.weigh(weights)
			}
		})
	}
	if mode != domain.SearchKeyword {
		wg.Go(func() {
			if vector, meaningErr = s.queryVector(ctx, ix, query); meaningErr == nil {
				meaning, meaningErr = s.store.MeaningSearch(ctx, ix.ID, vector, n, false)
			}
		})
	}
	wg.Wait()
	for _, err := range []error{wordsErr, meaningErr} {
		if err != nil {
			return nil, err
		}
	}
	list, err := s.candidates(ctx, ix, words, meaning, vector)
	if err != nil {
		return nil, err
	}
	if mode == domain.SearchHybrid {
		for _, c := range list {
			c.analysis = s.recent.of(c.piece.Chunk)
		}
	}
	rankBy(mode, q, ix, list)
	return passages(s.distinct(list, k), q), nil
}

func (s *Service) queryVector(ctx context.Context, ix domain.Index, query string) ([]float32, error) {
	v, err := s.embed(ctx, ix, []string{query}, model.PurposeQuery)
	if err != nil {
		return nil, err
	}
	return v[0], nil
}

// candidates joins what the words and the meaning found, looks the pieces up, and adds the
// similarity of those that only the words found.
func (s *Service) candidates(ctx context.Context, ix domain.Index, words, meaning []domain.Hit, vector []float32) ([]*candidate, error) {
	byID := make(map[int64]*candidate, len(words)+len(meaning))
	ids := make([]int64, 0, len(words)+len(meaning))
	at := func(id int64) *candidate {
		c := byID[id]
		if c == nil {
			c = &candidate{}
			byID[id] = c
			ids = append(ids, id)
		}
		return c
	}
	for i, h := range words {
		c := at(h.Chunk)
		c.keywordRank, c.bm25 = i+1, h.Score
	}
	for i, h := range meaning {
		c := at(h.Chunk)
		c.meaningRank, c.similarity = i+1, h.Score
	}
	if vector != nil {
		var missing []int64
		for _, id := range ids {
			if byID[id].meaningRank == 0 {
				missing = append(missing, id)
			}
		}
		hits, err := s.store.Cosines(ctx, ix.ID, vector, missing)
		if err != nil {
			return nil, err
		}
		for _, h := range hits {
			byID[h.Chunk].similarity = h.Score
		}
	}
	pieces, err := s.store.Pieces(ctx, ids)
	if err != nil {
		return nil, err
	}
	list := make([]*candidate, 0, len(pieces))
	for _, p := range pieces {
		c := byID[p.ID]
		c.piece = p
		list = append(list, c)
	}
	return list, nil
}

func passages(list []*candidate, q *query) []domain.Passage {
	out := make([]domain.Passage, len(list))
	for i, c := range list {
		p := c.piece
		out[i] = domain.Passage{
			Score: c.score, DocumentID: p.DocumentID, Path: p.Path, Title: p.Title, Page: p.Page, PageLabel: p.PageLabel,
			Heading: p.Heading, Row: p.Row, ChunkID: p.ID, Start: p.Start, End: p.End, Text: p.Text,
			KeywordRank: c.keywordRank, MeaningRank: c.meaningRank, Similarity: c.similarity, Matched: q.matched(c.analysis),
		}
	}
	return out
}
