package store

import (
	"context"
	"database/sql"
	"fmt"
	"math/bits"
	"strings"
	"sync"

	"greenlight/backend/domain"
)

// How many pieces the steps of a search by meaning let through; see MeaningSearch. Both were
// chosen by measured recall (build/bench-search).
const (
	exactBelow   = 2000 // pieces: smaller indexes are compared one by one
	signsPass    = 4000 // and one of each 250 pieces
	weightedPass = 300  // or ten times as many as asked for
)

// MeaningSearch finds the n pieces whose vectors have the greatest cosine with v, best first.
//
// Small indexes are compared one by one, by sqlite-vec. In larger ones every vector is first
// judged by the signs of its numbers alone (the angle between vectors shows in how many signs
// differ: Charikar, STOC 2002), which takes 5 ms a million in memory. The few thousand that
// differ least are weighed again, with the numbers of v against their signs; of the best of
// those sqlite-vec computes the cosine. exact compares one by one whatever the size.
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
		candidates := m.nearestBySigns(v, signsPass+m.alive/250)
		ids := m.weigh(v, candidates, max(weightedPass, 10*n))
		if hits, err = cosines(ctx, tx, index, v, ids); err != nil {
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

var distancePool sync.Pool

func takeDistances(n int) []uint16 {
	if p, ok := distancePool.Get().(*[]uint16); ok && cap(*p) >= n {
		return (*p)[:n]
	}
	return make([]uint16, n)
}

// nearestBySigns gives the slots of the pieces whose signs differ from v's in the fewest
// places, about n of them: all up to the distance at which n is reached.
func (m *memory) nearestBySigns(v []float32, n int) []int {
	distances := takeDistances(len(m.ids))
	defer distancePool.Put(&distances)
	m.signDistances(signsOf(v), distances)
	histogram := make([]int, 64*signWords(m.dims)+1)
	for slot, d := range distances {
		if m.lengths[slot] >= 0 {
			histogram[d]++
		}
	}
	limit, count := 0, 0
	for limit < len(histogram) {
		if count += histogram[limit]; count >= n {
			break
		}
		limit++
	}
	slots := make([]int, 0, count)
	for slot, d := range distances {
		if int(d) <= limit && m.lengths[slot] >= 0 {
			slots = append(slots, slot)
		}
	}
	return slots
}

// signDistances counts for each slot in how many places its signs differ from query.
func (m *memory) signDistances(query []uint64, distances []uint16) {
	if len(query) == 6 { // 384 dimensions, written out: twice as quick
		q0, q1, q2, q3, q4, q5 := query[0], query[1], query[2], query[3], query[4], query[5]
		for slot := range distances {
			s := m.signs[6*slot : 6*slot+6 : 6*slot+6]
			distances[slot] = uint16(bits.OnesCount64(s[0]^q0) + bits.OnesCount64(s[1]^q1) + bits.OnesCount64(s[2]^q2) +
				bits.OnesCount64(s[3]^q3) + bits.OnesCount64(s[4]^q4) + bits.OnesCount64(s[5]^q5))
		}
		return
	}
	w := len(query)
	for slot := range distances {
		d := 0
		for i, x := range m.signs[w*slot : w*slot+w] {
			d += bits.OnesCount64(x ^ query[i])
		}
		distances[slot] = uint16(d)
	}
}

// weigh adds up, for each slot, the numbers of v with the signs of the piece, which tells more
// than counting signs, and gives the ids of the n best.
func (m *memory) weigh(v []float32, slots []int, n int) []int64 {
	w := signWords(m.dims)
	tables := signTables(v)
	best := newBest(n)
	for _, slot := range slots {
		var sum float32
		for i, x := range m.signs[w*slot : w*slot+w] {
			for j := range 8 {
				sum += tables[8*i+j][byte(x>>(8*j))]
			}
		}
		best.offer(m.ids[slot], float64(sum))
	}
	ids := make([]int64, len(best.heap))
	for i, h := range best.take() {
		ids[i] = h.Chunk
	}
	return ids
}

// signTables has, for each 8 numbers of v, their sum under each of the 256 patterns of signs.
func signTables(v []float32) [][256]float32 {
	tables := make([][256]float32, 8*signWords(len(v)))
	for t := range tables {
		for pattern := range 256 {
			var sum float32
			for b := range 8 {
				if i := 8*t + b; i < len(v) {
					if pattern>>b&1 == 1 {
						sum += v[i]
					} else {
						sum -= v[i]
					}
				}
			}
			tables[t][pattern] = sum
		}
	}
	return tables
}
