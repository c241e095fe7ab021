package builtin

import (
	"math"
	"slices"

	"greenlight/backend/text"
)

// What decides whether the sources answer at all.
const (
	sPassage     = iota // cover by the passage of the chosen sentence
	sMissingName        // share of the question's names and numbers that its passage does not hold
	sBroken             // share of the question's pairs of neighbours ("dental insurance") of which the passage holds one only
	sAmount             // how many words of the question, up to three, the sentence or what leads to it holds
	sWindow             // the best cover by twelve words of the sentence
	sPrecise            // share of the sentence's words that are in the question
	sScore              // its score
	sLead               // how far its score is ahead of the next one's
	sConstant           // 1
	supportCount
)

// SupportNames says what the features of Support are called, in their order.
var SupportNames = [supportCount]string{"cover in passage", "missing names", "broken pairs", "amount", "window", "precise", "score", "lead", "constant"}

// support says how well the best of the candidates is supported as an answer.
func (w *weigher) support(found []Candidate) (s [supportCount]float64) {
	top := found[0]
	f, p := top.Features, top.Quote.Passage
	held := slices.Clone(w.passages[p])
	keepBest(held, w.headings[p])
	s[sPassage] = w.cover(sure(held))
	if w.names > 0 {
		s[sMissingName] = 1 - w.coverNames(held)
	}
	s[sBroken] = w.broken(held)
	s[sAmount] = w.amount(top.sentence)
	s[sWindow] = f[fWindow]
	s[sPrecise] = w.precision(top.sentence)
	s[sScore] = top.Score / 10
	if len(found) > 1 {
		s[sLead] = math.Min(1, (top.Score-found[1].Score)/5)
	}
	s[sConstant] = 1
	return s
}

// strange reports whether the question has words other than ordinary ones, and the passage of a
// sentence holds none of them in any form.
func (w *weigher) strange(i int) bool {
	p := w.sentences[i].passage
	specific := false
	for k, t := range w.terms {
		if text.Common(t.stem) {
			continue
		}
		if w.passages[p][k] > 0 || w.headings[p][k] > 0 {
			return false
		}
		specific = true
	}
	return specific
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

// amount counts, up to three, the question's words other than ordinary ones that a sentence, the
// one before it or its headings hold in some form of the same word.
func (w *weigher) amount(i int) float64 {
	n := 0.0
	for k, strength := range w.around(i) {
		if strength == 1 && !text.Common(w.terms[k].stem) {
			n++
		}
	}
	return math.Min(1, n/3)
}

// sure gives strengths in which words that only resemble those of the question count less.
func sure(strengths []float64) []float64 {
	out := make([]float64, len(strengths))
	for i, v := range strengths {
		out[i] = v * v
	}
	return out
}

// precision gives the share of the words of a sentence that are words of the question.
func (w *weigher) precision(i int) float64 {
	asked, n := 0.0, 0.0
	for _, t := range w.sentences[i].tokens {
		if t.Stop {
			continue
		}
		n++
		if w.asks(t.Stem) {
			asked++
		}
	}
	return ratio(asked, n)
}

// confidence is the probability, as learned, that the sources answer the question.
func confidence(s [supportCount]float64) float64 {
	z := 0.0
	for i, v := range s {
		z += SupportWeights[i] * v
	}
	return 1 / (1 + math.Exp(-z))
}
