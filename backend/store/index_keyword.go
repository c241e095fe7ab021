package store

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"strings"
	"sync"

	"greenlight/backend/domain"
)

// Numbers of BM25 as FTS5 has them (https://www.sqlite.org/fts5.html#the_bm25_function).
const (
	bm25K1 = 1.2
	bm25B  = 0.75
	// ContextWeight and BodyWeight are the column weights of bm25(): a word of the title or of a
	// heading counts half of one in the text, because all pieces under it share it.
	ContextWeight = 0.5
	BodyWeight    = 1.0
)

// postings are the pieces in which a word stands.
type postings struct {
	slots []uint32
	// frequency is 2 for each time in the body and 1 for each time in the context, at most 255.
	frequency []uint8
}

func (p *postings) size() int { return 5*len(p.slots) + 64 }

// KeywordSearch finds the n pieces that score best for any of the words (stems) by BM25, best
// first, pieces of equal score in the order of their ids. weights has the inverse document
// frequency of each word.
//
// FTS5's own bm25() visits every piece of every word at about a microsecond each, which takes
// seconds in large knowledge bases. The score is the same here, but where each word stands is
// read from FTS5 once, in one step, and kept while the index does not change.
func (s *Store) KeywordSearch(ctx context.Context, index int64, words []string, n int) (hits []domain.Hit, weights []float64, err error) {
	err = s.view(ctx, index, func(tx *sql.Tx, m *memory, current bool) error {
		lists := make([]*postings, len(words))
		weights = make([]float64, len(words))
		for i, word := range words {
			p, err := m.postings(ctx, tx, word, current)
			if err != nil {
				return err
			}
			lists[i], weights[i] = p, rarity(m.alive, len(p.slots))
		}
		hits = m.bm25(lists, weights, n)
		return nil
	})
	return hits, weights, err
}

// rarity is the inverse document frequency of FTS5: never negative, and next to nothing for
// words that stand in more than half of the pieces.
func rarity(pieces, with int) float64 {
	w := math.Log((float64(pieces-with) + 0.5) / (float64(with) + 0.5))
	return max(w, 1e-6)
}

// bm25 adds up the words' scores and gives the best n.
func (m *memory) bm25(lists []*postings, weights []float64, n int) []domain.Hit {
	if m.alive == 0 {
		return []domain.Hit{}
	}
	scores := takeScores(len(m.ids))
	defer returnScores(scores)
	perLength := bm25K1 * bm25B * float64(m.alive) / math.Max(1, float64(m.tokens))
	for i, p := range lists {
		weight := weights[i] * (bm25K1 + 1)
		for j, slot := range p.slots {
			f := float64(p.frequency[j]) / 2
			scores[slot] += weight * f / (f + bm25K1*(1-bm25B) + perLength*float64(m.lengths[slot]))
		}
	}
	best := newBest(n)
	for slot, score := range scores {
		if score > 0 {
			best.offer(m.ids[slot], score)
		}
	}
	return best.take()
}

var scorePool sync.Pool

func takeScores(n int) []float64 {
	if p, ok := scorePool.Get().(*[]float64); ok && cap(*p) >= n {
		s := (*p)[:n]
		clear(s)
		return s
	}
	return make([]float64, n)
}

func returnScores(s []float64) { scorePool.Put(&s) }

// postings gives where a word stands, from the cache or from FTS5.
func (m *memory) postings(ctx context.Context, tx *sql.Tx, word string, current bool) (*postings, error) {
	if p := m.terms.get(word); p != nil {
		return p, nil
	}
	// One JSON text for all places is ten times as quick as one row for each.
	var list sql.RawBytes
	rows, err := tx.QueryContext(ctx, fmt.Sprintf(
		"SELECT json_group_array(doc * 2 + (col = 'body')) FROM terms_%d WHERE term = ?", m.index), word)
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // one row, read below
	p := &postings{}
	if rows.Next() {
		if err := rows.Scan(&list); err != nil {
			return nil, err
		}
		p = m.parse(list)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	if current {
		m.terms.put(word, p)
	}
	return p, nil
}

// parse reads "[5,5,9,…]": twice the id of a piece for each place, plus one in the body.
// Places come in the order of pieces.
func (m *memory) parse(list []byte) *postings {
	p := &postings{}
	slot := 0
	last, lastID := -1, int64(-1)
	for i := 1; i < len(list); {
		var n int64
		for i < len(list) && list[i] >= '0' && list[i] <= '9' {
			n = n*10 + int64(list[i]-'0')
			i++
		}
		i++
		if i <= 2 && n == 0 { // "[]"
			break
		}
		id, add := n>>1, uint8(1+n&1)
		if id != lastID {
			lastID = id
			if last = m.slot(id, slot); last >= 0 {
				slot = last
				if m.lengths[last] < 0 {
					last = -1
				} else {
					p.slots = append(p.slots, uint32(last))
					p.frequency = append(p.frequency, 0)
				}
			}
		}
		if k := len(p.slots) - 1; last >= 0 {
			p.frequency[k] = min(p.frequency[k], 255-add) + add
		}
	}
	return p
}

// termCache keeps postings, up to a number of bytes; then it starts over.
type termCache struct {
	mu    sync.RWMutex
	words map[string]*postings
	bytes int
}

// mostTermBytes bounds the cache of an index. The words of a million pieces that people ask
// for fit; those that fall out are read again.
const mostTermBytes = 96 << 20

func (c *termCache) get(word string) *postings {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.words[word]
}

func (c *termCache) put(word string, p *postings) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.words == nil || c.bytes > mostTermBytes {
		c.words, c.bytes = map[string]*postings{}, 0
	}
	c.words[word] = p
	c.bytes += p.size() + len(word)
}

func (c *termCache) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.words, c.bytes = nil, 0
}

// KeywordSearchFTS5 is KeywordSearch by FTS5's own bm25(), which scores every piece of every
// word. It is the yardstick of build/bench-search and of tests, and slow in large indexes.
func (s *Store) KeywordSearchFTS5(ctx context.Context, index int64, words []string, n int) ([]domain.Hit, error) {
	quoted := make([]string, len(words))
	for i, word := range words {
		quoted[i] = `"` + strings.ReplaceAll(word, `"`, `""`) + `"`
	}
	return queryAll(ctx, s.r, scanHit, fmt.Sprintf(`SELECT rowid, -bm25(words_%[1]d, ?, ?) AS score FROM words_%[1]d
		WHERE words_%[1]d MATCH ? ORDER BY score DESC, rowid LIMIT ?`, index), ContextWeight, BodyWeight, strings.Join(quoted, " OR "), n)
}
