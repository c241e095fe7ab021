package builtin

import (
	"strings"

	"greenlight/backend/model"
)

const (
	mostQuotes    = 3
	mostWords     = 60   // in all quotes together, unless the first alone is longer
	closeBehind   = 0.5  // a sentence whose score is at most this far behind the best is quoted too
	sameSentence  = 0.6  // share of words in common from which two sentences say the same
	leadInGain    = 0.15 // cover that the sentence before must add to be quoted with one that opens with "it"
	leadInLongest = 25   // words of such a sentence
)

// choose gives the quotes: the best sentence, with its list when it announces one, and others
// that are nearly as good and say something else.
func (w *weigher) choose(found []Candidate) []model.Quote {
	first := w.sentences[found[0].sentence]
	quotes := []model.Quote{w.complete(found[0])}
	words := w.wordsIn(quotes[0])
	taken := []*sentence{&first}
	for _, c := range found[1:] {
		if len(quotes) == mostQuotes || found[0].Score-c.Score > closeBehind {
			break
		}
		s := &w.sentences[c.sentence]
		if words+len(s.tokens) > mostWords || c.Features[fQuestion] > 0 || c.Features[fHeading] > 0 || within(c.Quote, quotes) || repeats(s, taken) {
			continue
		}
		quotes, taken, words = append(quotes, c.Quote), append(taken, s), words+len(s.tokens)
	}
	return quotes
}

// complete gives the quote of a sentence with what it cannot be understood without: the list
// that it announces with a colon, or the sentence before when it opens with "it" or "they".
func (w *weigher) complete(c Candidate) model.Quote {
	q, s := c.Quote, &w.sentences[c.sentence]
	if strings.HasSuffix(s.raw, ":") {
		words := len(s.tokens)
		for i := c.sentence + 1; i < len(w.sentences) && w.sentences[i].before == i-1 && w.sentences[i].newLine; i++ {
			if words += len(w.sentences[i].tokens); words > mostWords {
				break
			}
			q.End = w.sentences[i].span.End
		}
		return q
	}
	if c.Features[fReference] > 0 && c.Features[fCoverBefore] >= leadInGain && s.before >= 0 && !s.newLine {
		if b := &w.sentences[s.before]; len(b.tokens) <= leadInLongest && len(b.tokens)+len(s.tokens) <= mostWords {
			q.Start = b.span.Start
		}
	}
	return q
}

func (w *weigher) wordsIn(q model.Quote) int {
	n := 0
	for i := range w.sentences {
		if s := &w.sentences[i]; s.passage == q.Passage && s.span.Start >= q.Start && s.span.End <= q.End {
			n += len(s.tokens)
		}
	}
	return n
}

func within(q model.Quote, quotes []model.Quote) bool {
	for _, x := range quotes {
		if x.Passage == q.Passage && q.Start < x.End && q.End > x.Start {
			return true
		}
	}
	return false
}

// repeats reports whether a sentence says what one of the others says already.
func repeats(s *sentence, others []*sentence) bool {
	for _, o := range others {
		same := 0
		for stem := range s.at {
			if len(o.at[stem]) > 0 {
				same++
			}
		}
		if float64(same) >= sameSentence*float64(min(len(s.at), len(o.at))) {
			return true
		}
	}
	return false
}
