package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"slices"
	"sort"
	"sync"

	"greenlight/backend/domain"
)

// memory is the copy of an index that searches scan. A piece has a slot, its position in the
// slices; slots are in the order of piece ids. For 384 dimensions a piece takes 252 bytes.
type memory struct {
	index int64
	used  int64 // of searchState.clock; guarded by searchState.mu

	mu      sync.RWMutex
	version int64 // of the index in the file; 0 before anything is loaded
	dims    int
	ids     []int64
	lengths []int32  // words of the piece; -1 when it was taken out
	signs   []uint64 // sketchWords(dims) a slot
	codes   []byte   // codeBytes(dims) a slot
	alive   int      // pieces that are not taken out
	tokens  int64    // words of all of them
	terms   termCache
}

// view runs fn with the copy of an index as it is in the file now. Everything that fn reads
// through tx is of the same moment, unless current is false: then another search has already
// loaded a newer state.
func (s *Store) view(ctx context.Context, index int64, fn func(tx *sql.Tx, m *memory, current bool) error) error {
	return s.read(ctx, func(tx *sql.Tx) error {
		ix, err := getIndex(ctx, tx, index)
		if err != nil {
			return err
		}
		m := s.search.of(index)
		m.mu.RLock()
		if m.version < ix.Version {
			m.mu.RUnlock()
			if err := m.refresh(ctx, tx, ix); err != nil {
				return err
			}
			m.mu.RLock()
		}
		defer m.mu.RUnlock()
		return fn(tx, m, m.version == ix.Version)
	})
}

// refresh brings the copy to the state that tx sees.
func (m *memory) refresh(ctx context.Context, tx *sql.Tx, ix domain.Index) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.version >= ix.Version {
		return nil
	}
	if m.version == 0 || ix.Version-m.version >= rememberedRemovals || m.alive < len(m.ids)/2 {
		m.ids, m.lengths, m.signs, m.codes, m.alive, m.tokens = nil, nil, nil, nil, 0, 0
		m.version, m.dims = 0, ix.Dimensions
	}
	m.terms.clear()
	err := m.takeOut(ctx, tx)
	if err == nil {
		err = m.takeIn(ctx, tx)
	}
	if err != nil { // half-way: load afresh next time
		m.version, m.alive, m.ids = 0, 0, nil
		return err
	}
	m.version = ix.Version
	return nil
}

// takeOut marks the pieces that were removed since the copy's version.
func (m *memory) takeOut(ctx context.Context, tx *sql.Tx) error {
	if m.version == 0 {
		return nil
	}
	rows, err := tx.QueryContext(ctx, "SELECT first, pieces FROM unindexed WHERE index_id = ? AND version > ?", m.index, m.version)
	if err != nil {
		return err
	}
	defer rows.Close() //nolint:errcheck // read to the end below
	for rows.Next() {
		var first int64
		var pieces int
		if err := rows.Scan(&first, &pieces); err != nil {
			return err
		}
		at, _ := slices.BinarySearch(m.ids, first)
		for slot := at; slot < len(m.ids) && m.ids[slot] < first+int64(pieces); slot++ {
			if m.lengths[slot] >= 0 {
				m.alive--
				m.tokens -= int64(m.lengths[slot])
				m.lengths[slot] = -1
			}
		}
	}
	return rows.Err()
}

// takeIn appends the pieces that are newer than the copy's last.
func (m *memory) takeIn(ctx context.Context, tx *sql.Tx) error {
	var last int64
	if n := len(m.ids); n > 0 {
		last = m.ids[n-1]
	}
	var count int
	err := tx.QueryRowContext(ctx, "SELECT ifnull(sum(pieces), 0) FROM indexed WHERE index_id = ? AND first > ?", m.index, last).Scan(&count)
	if err != nil {
		return err
	}
	m.grow(count)
	rows, err := tx.QueryContext(ctx, `SELECT first, pieces, lengths, sketches FROM indexed
		WHERE index_id = ? AND first > ? ORDER BY first`, m.index, last)
	if err != nil {
		return err
	}
	defer rows.Close() //nolint:errcheck // read to the end below
	words, size := sketchWords(m.dims), sketchBytes(m.dims)
	for rows.Next() {
		var first int64
		var pieces int
		var lengths, sketches sql.RawBytes
		if err := rows.Scan(&first, &pieces, &lengths, &sketches); err != nil {
			return err
		}
		if len(lengths) != 4*pieces || len(sketches) != size*pieces {
			return domain.Errorf(domain.CodeDamaged, "A part of the search index is damaged.").
				WithHint("Index the knowledge base anew.").WithCause(fmt.Errorf("index %d, piece %d", m.index, first))
		}
		for i := range pieces {
			n := int32(binary.LittleEndian.Uint32(lengths[4*i:]))
			m.ids = append(m.ids, first+int64(i))
			m.lengths = append(m.lengths, n)
			m.tokens += int64(n)
		}
		m.alive += pieces
		for ; len(sketches) > 0; sketches = sketches[size:] {
			for i := range words {
				m.signs = append(m.signs, binary.LittleEndian.Uint64(sketches[8*i:]))
			}
			m.codes = append(m.codes, sketches[8*words:size]...)
		}
	}
	return rows.Err()
}

// grow makes room for n pieces at once, without room to spare in a copy that is loaded whole.
func (m *memory) grow(n int) {
	if len(m.ids) > 0 && n < len(m.ids)/4 {
		return // append makes room ahead for many small additions
	}
	m.ids = slices.Grow(m.ids, n)
	m.lengths = slices.Grow(m.lengths, n)
	m.signs = slices.Grow(m.signs, n*sketchWords(m.dims))
	m.codes = slices.Grow(m.codes, n*codeBytes(m.dims))
}

// slot gives the slot of a piece, or -1 when the copy has none. Pieces asked for in order
// mostly follow one another, so the slot after from is tried first.
func (m *memory) slot(id int64, from int) int {
	if from < len(m.ids) {
		if at := from + int(id-m.ids[from]); at >= from && at < len(m.ids) && m.ids[at] == id {
			return at
		}
	} else {
		from = 0
	}
	if len(m.ids) == 0 || m.ids[from] > id {
		from = 0
	}
	rest := m.ids[from:]
	at := sort.Search(len(rest), func(i int) bool { return rest[i] >= id })
	if at < len(rest) && rest[at] == id {
		return from + at
	}
	return -1
}
