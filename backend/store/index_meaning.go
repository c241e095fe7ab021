package store

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"runtime"
	"strings"
	"sync"

	"greenlight/backend/domain"
)

const (
	exactBelow = 1000 // pieces: smaller indexes are compared one by one
	signProbe  = 500  // pieces by which the first estimate of the nearest is made
	leastExact = 50   // pieces of which the cosine is computed, besides those asked for
	mostExact  = 1500
	// How many standard errors an estimate may be too low. Chosen by measured recall
	// (build/bench-search).
	signMargin = 2.5
	codeMargin = 3.0
)

// MeaningSearch finds the n pieces whose vectors have the greatest cosine with v, best first.
//
// Small indexes are compared one by one, by sqlite-vec. In larger ones the cosines are first
// estimated in memory, from the signs of the vectors' numbers; where that estimate is good
// enough to be among the nearest, allowing for its error, from their codes; and where that one
// is, sqlite-vec computes the cosine. exact compares one by one whatever the size.
func (s *Store) MeaningSearch(ctx context.Context, index int64, v []float32, n int, exact bool) ([]domain.Hit, error) {
	var hits []domain.Hit
	err := s.view(ctx, index, func(tx *sql.Tx, m *memory, _ bool) error {
		if len(v) != m.dims {
			return domain.Errorf(domain.CodeProvider, "The embedding gave %d numbers instead of %d.", len(v), m.dims).
				WithHint("Index the knowledge base anew with this embedding.")
		}
		var err error
		if exact || m.alive < exactBelow {
			hits, err = nearestExact(ctx, tx, index, v, n)
			return err
		}
		if hits, err = cosines(ctx, tx, index, v, m.nearest(v, n)); err != nil {
			return err
		}
		sortHits(hits)
		hits = hits[:min(n, len(hits))]
		return nil
	})
	return hits, err
}

// Cosines gives the cosine of v with the vectors of the pieces, in no particular order; pieces
// that are not in the index are left out.
func (s *Store) Cosines(ctx context.Context, index int64, v []float32, pieces []int64) ([]domain.Hit, error) {
	return cosines(ctx, s.r, index, v, pieces)
}

func nearestExact(ctx context.Context, q querier, index int64, v []float32, n int) ([]domain.Hit, error) {
	return queryAll(ctx, q, scanHit, fmt.Sprintf(
		"SELECT piece, 1 - vec_distance_cosine(embedding, ?) AS similarity FROM vector_%d ORDER BY similarity DESC, piece LIMIT ?", index),
		floatsToBlob(v), n)
}

// cosines looks each piece up by its id; the ids travel as one JSON list.
func cosines(ctx context.Context, q querier, index int64, v []float32, pieces []int64) ([]domain.Hit, error) {
	return queryAll(ctx, q, scanHit, fmt.Sprintf(
		"SELECT piece, 1 - vec_distance_cosine(embedding, ?) FROM json_each(?) CROSS JOIN vector_%d ON piece = value", index),
		floatsToBlob(v), jsonList(pieces))
}

func scanHit(row scanner) (h domain.Hit, err error) {
	err = row.Scan(&h.Chunk, &h.Score)
	return h, err
}

func jsonList(ids []int64) string {
	return strings.ReplaceAll(fmt.Sprint(ids), " ", ",")
}

var signScores sync.Pool // of *[]uint16

func takeSignScores(n int) []uint16 {
	if p, ok := signScores.Get().(*[]uint16); ok && cap(*p) >= n {
		return (*p)[:n]
	}
	return make([]uint16, n)
}

// nearest gives the ids of the pieces that may be among the n nearest to v.
func (m *memory) nearest(v []float32, n int) []int64 {
	v = rotate(v)
	q := newSignQuery(v)
	scores := takeSignScores(len(m.ids))
	defer signScores.Put(&scores)
	words := sketchWords(m.dims)
	inParts(len(m.ids), func(from, to int) {
		q.scores(m.signs[words*from:words*to], m.dims, scores[from:to])
		for slot := from; slot < to; slot++ {
			if m.lengths[slot] < 0 {
				scores[slot] = 0
			}
		}
	})
	// The pieces whose signs fit best tell, by their codes, how near the n-th nearest is at least.
	tables := codeTables(v)
	probe := m.byCodes(tables, scores, cut(scores, mostScore(m.dims), max(signProbe, 4*n)), -2)
	if len(probe) == 0 {
		return nil
	}
	reach := probe[min(n, len(probe))-1].Score
	perRoot := 1 / math.Sqrt(float64(m.dims))
	found := m.byCodes(tables, scores, q.scoreOf(reach-signMargin*signError*perRoot, m.dims), reach-codeMargin*codeError*perRoot)
	reach = found[min(n, len(found))-1].Score - codeMargin*codeError*perRoot
	ids := make([]int64, 0, 4*n)
	for i, h := range found {
		if i >= n+leastExact && h.Score < reach || i >= max(mostExact, 4*n) {
			break
		}
		ids = append(ids, h.Chunk)
	}
	return ids
}

// partSlots is how many pieces are worth a goroutine of their own: about a millisecond's work.
const partSlots = 40_000

// inParts calls fn for ranges that together are [0, n), at the same time when there are many.
func inParts(n int, fn func(from, to int)) {
	parts := max(1, min(n/partSlots, runtime.GOMAXPROCS(0), 8))
	var wg sync.WaitGroup
	for i := 1; i < parts; i++ {
		wg.Go(func() { fn(n*i/parts, n*(i+1)/parts) })
	}
	fn(0, n/parts)
	wg.Wait()
}

// cut gives the score at and above which at least n scores lie.
func cut(scores []uint16, most, n int) int {
	histogram := make([]int, most+1)
	for _, s := range scores {
		histogram[s]++
	}
	for least := most; least > 0; least-- {
		if n -= histogram[least]; n <= 0 {
			return least
		}
	}
	return 1
}

// byCodes estimates by their codes the cosines of the pieces with at least the given score,
// and gives those whose estimate is at least low, best first.
func (m *memory) byCodes(tables [][256]float32, scores []uint16, least int, low float64) []domain.Hit {
	size := codeBytes(m.dims)
	var mu sync.Mutex
	var hits []domain.Hit
	inParts(len(scores), func(from, to int) {
		var part []domain.Hit
		for slot := from; slot < to; slot++ {
			if int(scores[slot]) < least || m.lengths[slot] < 0 {
				continue
			}
			if estimate := codeCosine(tables, m.codes[size*slot:size*slot+size]); estimate >= low {
				part = append(part, domain.Hit{Chunk: m.ids[slot], Score: estimate})
			}
		}
		mu.Lock()
		defer mu.Unlock()
		hits = append(hits, part...)
	})
	sortHits(hits)
	return hits
}
