package text

import (
	"strings"
	"sync"
)

// stems remembers the stems of words. Stemming takes some microseconds and texts use the same
// words again and again.
var stems = stemMemo{words: map[string]string{}}

// mostStems bounds the memory of stems; when it is full it starts over.
const mostStems = 1 << 16

type stemMemo struct {
	mu    sync.RWMutex
	words map[string]string
}

// of gives the stem of a folded word.
func (m *stemMemo) of(folded string) string {
	m.mu.RLock()
	stem, ok := m.words[folded]
	m.mu.RUnlock()
	if ok {
		return stem
	}
	folded = strings.Clone(folded) // it may be a part of a long text, which would be kept
	stem = stemFolded(folded)
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.words) >= mostStems {
		m.words = make(map[string]string, mostStems/4)
	}
	m.words[folded] = stem
	return stem
}
