package builtin

import (
	"math"

	"greenlight/backend/text"
)

// What decides whether the sources answer at all.
const (
	sCover       = iota // cover by the chosen sentence, the one before it and its headings
	sPassage            // cover by its passage
	sMissingName        // share of the question's names and numbers that its passage does not hold
	sSpecific           // share of the question's words that are not ordinary ones that the sentence or what leads to it holds
	sBroken             // share of the question's pairs of neighbours ("dental insurance") of which the passage holds one only
	sScore              // its score
	sLead               // how far its score is ahead of the next one's
	sType               // it names what is asked for
	sTerms              // logarithm of the number of words asked for
	sConstant           // 1
	supportCount
)

// SupportNames says what the features of Support are called, in their order.
var SupportNames = [supportCount]string{"cover", "cover in passage", "missing names", "specific words", "broken pairs", "score", "lead", "type", "words asked", "constant"}

// SupportFeatures says how well the best of the candidates is supported as an answer.
func (w *weigher) support(found []Candidate) (s [supportCount]float64) {
	top := found[0]
	f, p := top.Features, top.Quote.Passage
	s[sCover] = f[fCover] + f[fCoverBefore]
	s[sPassage] = w.covers[p]
	held := append([]float64(nil), w.passages[p]...)
	keepBest(held, w.headings[p])
	if w.names > 0 {
		s[sMissingName] = 1 - w.coverNames(held)
	}
	s[sSpecific] = w.specific(top.sentence)
	s[sBroken] = w.broken(held)
	s[sScore] = top.Score / 10
	if len(found) > 1 {
		s[sLead] = math.Min(1, (top.Score-found[1].Score)/5)
	}
	s[sType] = f[fType] - f[fTypeMissing]
	s[sTerms] = math.Log(1 + float64(len(w.terms)))
	s[sConstant] = 1
	return s
}

// specific gives the share of the question's words that are not ordinary that a sentence, the
// one before it or its headings hold; of all its words when they are all ordinary.
func (w *weigher) specific(i int) float64 {
	around := w.around(i)
	held, n, all := 0.0, 0.0, 0.0
	for k, t := range w.terms {
		all += around[k]
		if !text.Common(t.stem) {
			held += around[k]
			n++
		}
	}
	if n == 0 {
		return ratio(all, float64(len(w.terms)))
	}
	return held / n
}

// broken gives the share of the pairs of neighbouring words in the question of which one is
// held and the other not at all: who asks for dental insurance is not served by another.
func (w *weigher) broken(held []float64) float64 {
	n, broken := 0.0, 0.0
	for i := 1; i < len(w.terms); i++ {
		if w.terms[i].at != w.terms[i-1].at+1 {
			continue
		}
		n++
		if (held[i] >= text.RelatedWord) != (held[i-1] >= text.RelatedWord) {
			broken++
		}
	}
	return ratio(broken, n)
}

// confidence is the probability, as learned, that the sources answer the question.
func confidence(s [supportCount]float64) float64 {
	z := 0.0
	for i, v := range s {
		z += SupportWeights[i] * v
	}
	return 1 / (1 + math.Exp(-z))
}
