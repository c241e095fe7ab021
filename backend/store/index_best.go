package store

import (
	"cmp"
	"slices"

	"greenlight/backend/domain"
)

// best keeps the n best hits that it is offered, in a heap with the worst on top. Of equal
// scores the lower id is the better one, so that results never depend on chance.
type best struct {
	n    int
	heap []domain.Hit
}

func newBest(n int) *best { return &best{n: n, heap: make([]domain.Hit, 0, min(n, 4096))} }

func better(a, b domain.Hit) bool {
	return a.Score > b.Score || a.Score == b.Score && a.Chunk < b.Chunk
}

func (b *best) offer(id int64, score float64) {
	h := domain.Hit{Chunk: id, Score: score}
	if len(b.heap) < b.n {
		b.heap = append(b.heap, h)
		b.up(len(b.heap) - 1)
		return
	}
	if b.n == 0 || !better(h, b.heap[0]) {
		return
	}
	b.heap[0] = h
	b.down()
}

func (b *best) up(i int) {
	for i > 0 {
		parent := (i - 1) / 2
		if !better(b.heap[parent], b.heap[i]) {
			return
		}
		b.heap[parent], b.heap[i] = b.heap[i], b.heap[parent]
		i = parent
	}
}

func (b *best) down() {
	for i := 0; ; {
		worst := i
		for _, child := range [2]int{2*i + 1, 2*i + 2} {
			if child < len(b.heap) && better(b.heap[worst], b.heap[child]) {
				worst = child
			}
		}
		if worst == i {
			return
		}
		b.heap[i], b.heap[worst] = b.heap[worst], b.heap[i]
		i = worst
	}
}

// take gives the hits, best first.
func (b *best) take() []domain.Hit {
	sortHits(b.heap)
	return b.heap
}

func sortHits(hits []domain.Hit) {
	slices.SortFunc(hits, func(a, b domain.Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Chunk, b.Chunk))
	})
}
