package builtin

import (
	"slices"

	"greenlight/backend/model"
)

// Candidate is a sentence that could answer, with the reasons for its score.
type Candidate struct {
	Quote    model.Quote
	Features [featureCount]float64 // see FeatureNames
	Score    float64               // higher is better; comparable within one question only
}

// Candidates gives every sentence of the passages, the best answer first. Equal scores keep
// the order of the passages.
func Candidates(g model.Grounding) []Candidate { return newWeigher(g).candidates() }

func (w *weigher) candidates() []Candidate {
	out := make([]Candidate, len(w.sentences))
	for i := range w.sentences {
		out[i] = Candidate{Quote: w.sentences[i].quote(), Features: w.features(i)}
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
