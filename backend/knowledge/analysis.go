package knowledge

import (
	"hash/maphash"
	"math/bits"
	"sync"

	"greenlight/backend/domain"
	"greenlight/backend/text"
)

// analysis is what ranking needs to know of a piece, made once and kept for pieces that are
// found again: the stems of its words in order, where sentences start, and its different
// words, and the numbers, dates and names in it.
type analysis struct {
	stems     []uint64 // hash of each word's stem
	sentences []int    // index into stems at which each begins; the first is 0
	forms     []form   // different words in order of first appearance
	content   uint64   // hash of the folded words in order
	mentions  []text.Mention
}

// form is a word as it is written in a piece.
type form struct {
	text  string
	hash  uint64 // folded
	stem  uint64
	grams gramSet
}

// seed is the same within a process, which is all that hashes here are compared in.
var seed = maphash.MakeSeed()

func hashOf(s string) uint64 { return maphash.String(seed, s) }

// analyse reads the text of a piece.
func analyse(s string) *analysis {
	tokens := text.Words(s)
	a := &analysis{stems: make([]uint64, len(tokens)), forms: make([]form, 0, len(tokens)/2+1)}
	seen := make(map[string]bool, len(tokens))
	var all maphash.Hash
	all.SetSeed(seed)
	for i, t := range tokens {
		a.stems[i] = hashOf(t.Stem)
		writeWord(&all, t.Lower)
		if !seen[t.Text] {
			seen[t.Text] = true
			f := form{text: t.Text, hash: hashOf(t.Lower), stem: a.stems[i]}
			if !t.Stop {
				f.grams = gramsOf(t.Lower)
			}
			a.forms = append(a.forms, f)
		}
	}
	a.content = all.Sum64()
	a.mentions = text.Mentions(s, tokens)
	a.sentences = []int{0}
	i := 0
	for _, span := range text.Sentences(s) {
		for i < len(tokens) && tokens[i].Start < span.Start {
			i++
		}
		if i > a.sentences[len(a.sentences)-1] && i < len(tokens) {
			a.sentences = append(a.sentences, i)
		}
	}
	return a
}

// writeWord adds a word and its end; hash.Hash's Write never fails.
func writeWord(h *maphash.Hash, word string) {
	_, _ = h.WriteString(word)
	_ = h.WriteByte(0)
}

// has reports whether a word with this stem stands in the piece.
func (a *analysis) has(stem uint64) bool {
	for _, s := range a.stems {
		if s == stem {
			return true
		}
	}
	return false
}

// closeEnough is the likeness from which two different words are taken for the same one
// misspelt, inflected or compounded.
const closeEnough = 0.4

// closest gives the likeness of the word in the piece that is spelt most like a term, 0 to 1,
// and that word.
func (a *analysis) closest(t term) (likeness float64, word string) {
	for i := range a.forms {
		f := &a.forms[i]
		if f.grams.n == 0 || t.grams.most(f.grams) < max(closeEnough, likeness) {
			continue
		}
		if l := t.grams.likeness(f.grams); l > likeness {
			likeness, word = l, f.text
		}
	}
	if likeness < closeEnough {
		return 0, ""
	}
	return likeness, word
}

// gramSet is the set of groups of three letters of a word with its ends marked, as hashes, and
// a signature that tells quickly how many two sets can have in common. Words of fewer than
// four letters have none: too many of them are one letter apart.
type gramSet struct {
	n     int
	bits  uint64
	grams [maxGrams]uint16
}

const (
	maxGrams     = 22
	shortestFuzz = 4
)

func gramsOf(folded string) gramSet {
	var g gramSet
	r := make([]rune, 0, maxGrams+2)
	r = append(r, '<')
	for _, c := range folded {
		if len(r) == maxGrams+1 {
			break
		}
		r = append(r, c)
	}
	if len(r)-1 < shortestFuzz || folded[0] >= '0' && folded[0] <= '9' {
		return g // a number that is nearly right is wrong
	}
	r = append(r, '>')
	for i := 0; i+3 <= len(r); i++ {
		h := (uint64(r[i])*0x9e3779b97f4a7c15+uint64(r[i+1]))*0x9e3779b97f4a7c15 + uint64(r[i+2])
		h *= 0xbf58476d1ce4e5b9
		g.grams[g.n] = uint16(h >> 40)
		g.bits |= 1 << (h >> 58)
		g.n++
	}
	return g
}

// most is an upper bound of the likeness.
func (g gramSet) most(o gramSet) float64 {
	extra := g.n - bits.OnesCount64(g.bits) // groups that share a bit with another
	return 2 * float64(bits.OnesCount64(g.bits&o.bits)+extra) / float64(g.n+o.n)
}

// likeness is the share of groups in common (Sørensen–Dice), 0 to 1.
func (g gramSet) likeness(o gramSet) float64 {
	common := 0
	for _, x := range g.grams[:g.n] {
		for j, y := range o.grams[:o.n] {
			if x == y {
				o.grams[j] = o.grams[o.n-1] // counts once; o is a copy
				o.n--
				common++
				break
			}
		}
	}
	return 2 * float64(common) / float64(g.n+o.n+common)
}

// recentPieces keeps the analyses of pieces that were found lately. A piece never changes under
// its id.
type recentPieces struct {
	mu    sync.Mutex
	young map[int64]*analysis
	old   map[int64]*analysis
}

// mostRecent is how many are kept, at most twice over; a piece of 120 words takes about 8 KB.
const mostRecent = 2048

// of gives the analysis of a chunk.
func (r *recentPieces) of(c domain.Chunk) *analysis {
	r.mu.Lock()
	a, young := r.young[c.ID]
	if a == nil {
		a = r.old[c.ID]
	}
	r.mu.Unlock()
	if young {
		return a
	}
	if a == nil {
		a = analyse(c.Text)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.young == nil || len(r.young) >= mostRecent {
		r.young, r.old = make(map[int64]*analysis, mostRecent), r.young
	}
	r.young[c.ID] = a
	return a
}
