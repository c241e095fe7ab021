package store

import (
	"context"
	"sync"
)

// searchState is what the search index keeps in memory beside the file: for each index in use
// a copy of what a search scans. Copies are made and brought up to date by the searches
// themselves, which compare the version of the copy with that in the file; so they are right
// whoever wrote, this process or another.
type searchState struct {
	mu      sync.Mutex
	indexes map[int64]*memory
	clock   int64 // counts uses
}

// mostIndexes is how many indexes are kept in memory; the one unused for longest goes first.
const mostIndexes = 32

// start runs when the workspace is opened; it must be quick, so it loads nothing yet.
func (x *searchState) start(ctx context.Context, _ *Store) error {
	x.indexes = map[int64]*memory{}
	return ctx.Err()
}

// stop runs when the workspace is closed.
func (x *searchState) stop() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.indexes = map[int64]*memory{}
}

// of gives the copy of an index, an empty one at first use.
func (x *searchState) of(index int64) *memory {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.clock++
	m := x.indexes[index]
	if m == nil {
		if len(x.indexes) >= mostIndexes {
			x.dropOldest()
		}
		m = &memory{index: index}
		x.indexes[index] = m
	}
	m.used = x.clock
	return m
}

func (x *searchState) dropOldest() {
	var oldest *memory
	for _, m := range x.indexes {
		if oldest == nil || m.used < oldest.used {
			oldest = m
		}
	}
	delete(x.indexes, oldest.index)
}

// forget drops the copies of indexes that are gone.
func (x *searchState) forget(indexes ...int64) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, id := range indexes {
		delete(x.indexes, id)
	}
}
