package builtin

import (
	"slices"
	"strconv"
	"strings"

	"greenlight/backend/model"
	"greenlight/backend/text"
)

// Declined is what the answerer says when the sources do not support an answer.
const Declined = "I found nothing in the documents that answers this."

// Answer quotes the sentences of the passages that answer the question, each followed by the
// number of its passage in square brackets, counted from 1: "Days lapse on 31 March. [2]". It
// gives one sentence, or up to three where one alone does not do. When nothing in the passages
// supports an answer it declines, and there are no quotes.
//
// It is no language model: sentences are scored by a linear formula over features that can be
// read (see FeatureNames), so that equal input gives equal output, and every quote is verbatim.
func Answer(g model.Grounding) (answer string, quotes []model.Quote, declined bool) {
	e := Explain(g)
	if e.Confidence < LeastConfidence {
		return Declined, nil, true
	}
	var b strings.Builder
	for i, q := range e.Quotes {
		if i > 0 {
			b.WriteByte(' ')
		}
		quoted := text.Slice(g.Passages[q.Passage].Text, text.Span{Start: q.Start, End: q.End})
		b.WriteString(text.Readable(quoted) + " [" + strconv.Itoa(q.Passage+1) + "]")
	}
	return b.String(), e.Quotes, false
}

// Candidate is a sentence that could answer, with the reasons for its score.
type Candidate struct {
	Quote    model.Quote
	Features [featureCount]float64 // see FeatureNames
	Score    float64               // higher is better; comparable within one question only
	sentence int
}

// Explanation is an answer with its reasons.
type Explanation struct {
	Candidates []Candidate           // every sentence of the passages, the best first
	Support    [supportCount]float64 // see SupportNames
	Confidence float64               // 0 to 1: that the passages answer the question
	Quotes     []model.Quote         // what is quoted if the confidence suffices
}

// Explain answers and tells the reasons. Without a question or sentences the confidence is 0.
func Explain(g model.Grounding) Explanation {
	w := newWeigher(g)
	e := Explanation{Candidates: w.candidates()}
	if len(e.Candidates) == 0 || !w.asksSomething() {
		return e
	}
	e.Support = w.support(e.Candidates)
	if !w.strange(e.Candidates[0].sentence) {
		e.Confidence = confidence(e.Support)
	}
	e.Quotes = w.choose(e.Candidates)
	return e
}

// asksSomething reports whether the question has a word to look for: one that is no stop word,
// and if it is the only one, no ordinary word.
func (w *weigher) asksSomething() bool {
	q := w.question.Content
	return w.total > 0 && !q[0].Stop && (len(w.terms) > 1 || !text.Common(q[0].Stem))
}

// candidates scores the sentences. Equal scores keep the order of the passages.
func (w *weigher) candidates() []Candidate {
	out := make([]Candidate, len(w.sentences))
	for i := range w.sentences {
		out[i] = Candidate{Quote: w.sentences[i].quote(), Features: w.features(i), sentence: i}
		for k, v := range out[i].Features {
			out[i].Score += Weights[k] * v
		}
	}
	slices.SortStableFunc(out, func(a, b Candidate) int {
		switch {
		case a.Score > b.Score:
			return -1
		case a.Score < b.Score:
			return 1
		}
		return 0
	})
	return out
}
