package cite

import (
	"greenlight/backend/text"
)

const (
	// leastSupport is the support from which a sentence's own marker is kept: about half of what
	// it says, by weight, stands in what it cites.
	leastSupport = 0.5
	// attachSupport is the support from which a sentence without a marker gets one.
	attachSupport = 0.75
	// longestEvidence is how many sentences of a passage together are cited for one.
	longestEvidence = 3
	// worthMore is the support that a further sentence must add to be cited too.
	worthMore = 0.12
)

// Weights of words in a claim: what is true of names and numbers is easily checked, and
// easily made up.
const (
	nameWeight     = 1.5
	numberWeight   = 2.0
	wordWeight     = 1.0
	ordinaryWeight = 0.4 // see text.Common
)

// source is a passage prepared for looking up claims.
type source struct {
	sentences []text.Span
	stems     []map[string]bool // of each sentence
	all       map[string]bool
	small     map[string]bool // stop words in it
	even      *evenText
}

func newSource(s string) *source {
	src := &source{sentences: text.Sentences(s), all: map[string]bool{}, small: map[string]bool{}, even: evened(s)}
	for _, sp := range src.sentences {
		stems := map[string]bool{}
		tokens := text.Words(text.Slice(s, sp))
		for i, t := range tokens {
			stems[t.Stem], src.all[t.Stem] = true, true
			if t.Stop {
				src.small[t.Lower] = true
			}
			if i > 0 {
				joined := text.Stem(tokens[i-1].Lower + t.Lower) // "carryover" for "carry over"
				stems[joined], src.all[joined] = true, true
			}
		}
		src.stems = append(src.stems, stems)
	}
	return src
}

// claim is what a sentence of an answer, or a clause of it, says.
type claim struct {
	words      []claimWord
	small      []string // its stop words
	quotations []string
	refusal    bool
}

type claimWord struct {
	stem   string
	weight float64
	number bool
	name   bool
}

func newClaim(s string) claim {
	c := claim{quotations: quotations(s), refusal: refuses(s)}
	tokens := text.Words(s)
	seen := map[string]bool{}
	for i, t := range tokens {
		if t.Stop {
			c.small = append(c.small, t.Lower)
			continue
		}
		if seen[t.Stem] {
			continue
		}
		seen[t.Stem] = true
		w := claimWord{stem: t.Stem, weight: wordWeight}
		switch {
		case t.Stem[0] >= '0' && t.Stem[0] <= '9':
			w.number, w.weight = true, numberWeight
		case t.Capital() && i > 0:
			w.name, w.weight = true, nameWeight
		case text.Common(t.Stem):
			w.weight = ordinaryWeight
		}
		c.words = append(c.words, w)
	}
	return c
}

// foreign reports whether the claim is in another language than the source: hardly any of its
// small words stand there. Then only numbers and names can be compared.
func (c claim) foreign(src *source) bool {
	if len(c.small) < 2 || len(src.small) < 3 {
		return false
	}
	shared := 0
	for _, w := range c.small {
		if src.small[w] {
			shared++
		}
	}
	return shared*4 < len(c.small)
}

// compared is a claim beside a source: for each of its words, the stems of the source that
// stand for it and how well.
type compared struct {
	claim
	src     *source
	foreign bool
	near    []map[string]float64
}

func (c claim) beside(src *source) compared {
	x := compared{claim: c, src: src, foreign: c.foreign(src)}
	for _, w := range c.words {
		near := map[string]float64{}
		for s := range src.all {
			if v := text.Alike(w.stem, s); v > 0 {
				near[s] = v
			}
		}
		x.near = append(x.near, near)
	}
	return x
}

// support says how much of the claim stands in the sentences [first, last], from 0 to 1. A
// number that stands nowhere in the source halves it.
func (x compared) support(first, last int) float64 {
	sum, held, doubt := 0.0, 0.0, 1.0
	for i, w := range x.words {
		if x.foreign && !w.number && !w.name {
			continue
		}
		best := 0.0
		for s, v := range x.near[i] {
			if v > best && x.src.holds(s, first, last) {
				best = v
			}
		}
		sum += w.weight
		held += w.weight * best
		if w.number && !x.src.all[w.stem] {
			doubt *= 0.5
		}
	}
	if sum == 0 {
		return 0
	}
	return held / sum * doubt
}

func (src *source) holds(stem string, first, last int) bool {
	for i := first; i <= last; i++ {
		if src.stems[i][stem] {
			return true
		}
	}
	return false
}

// evidence finds the sentences of the source that best support the claim: one, or up to three
// in a row where each adds to it.
func (c claim) evidence(src *source) (text.Span, float64) {
	x := c.beside(src)
	first, best := -1, 0.0
	for i := range src.stems {
		if s := x.support(i, i); s > best {
			first, best = i, s
		}
	}
	if first < 0 {
		return text.Span{}, 0
	}
	last := first
	for last-first+1 < longestEvidence {
		before, after := 0.0, 0.0
		if first > 0 {
			before = x.support(first-1, last)
		}
		if last+1 < len(src.stems) {
			after = x.support(first, last+1)
		}
		if max(before, after) < best+worthMore {
			break
		}
		if after >= before {
			last++
		} else {
			first--
		}
		best = max(before, after)
	}
	return text.Span{Start: src.sentences[first].Start, End: src.sentences[last].End}, best
}

// around widens a span to the sentences that it touches.
func (src *source) around(span text.Span) text.Span {
	for _, s := range src.sentences {
		if s.Start < span.Start && s.End > span.Start {
			span.Start = s.Start
		}
		if s.Start < span.End && s.End > span.End {
			span.End = s.End
		}
	}
	return span
}
