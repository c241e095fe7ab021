package knowledge

import (
	"math"
	"slices"

	"greenlight/backend/text"
)

// mostTerms bounds the words of a query that count; the first ones of a very long one do.
const mostTerms = 128

// term is a word of a query.
type term struct {
	stem     string
	hash     uint64 // of the stem
	form     string // folded, as typed
	formHash uint64
	grams    gramSet
	position int     // among all words of the query
	weight   float64 // how rare it is; 1 until weigh
}

// query is a search as it was read.
type query struct {
	terms []term
	total float64         // of the weights
	wants text.Kind       // kinds of thing that can answer it; 0 when any sentence can
	asked map[uint64]bool // hashes of the stems of all its words
}

// readQuery finds the words that count: those that are no stop words, each stem once; all of
// them when there are only stop words.
func readQuery(s string) *query {
	tokens := text.Words(s)
	allStop := !slices.ContainsFunc(tokens, func(t text.Token) bool { return !t.Stop })
	q := &query{asked: make(map[uint64]bool, len(tokens))}
	q.wants = text.ReadQuestion(s).Wants
	seen := map[string]bool{}
	for i, t := range tokens {
		q.asked[hashOf(t.Stem)] = true
		if t.Stop && !allStop || t.Stem == "" || seen[t.Stem] || len(q.terms) == mostTerms {
			continue
		}
		seen[t.Stem] = true
		q.terms = append(q.terms, term{stem: t.Stem, hash: hashOf(t.Stem), form: t.Lower, formHash: hashOf(t.Lower),
			grams: gramsOf(t.Lower), position: i, weight: 1})
	}
	q.total = float64(len(q.terms))
	return q
}

func (q *query) stems() []string {
	out := make([]string, len(q.terms))
	for i, t := range q.terms {
		out[i] = t.stem
	}
	return out
}

// weigh sets the weights from inverse document frequencies. These are logarithms of odds, and
// next to nothing for words in half of all pieces; softened, such words still count a little.
func (q *query) weigh(rarity []float64) {
	q.total = 0
	for i := range q.terms {
		q.terms[i].weight = math.Log1p(math.Exp(rarity[i]))
		q.total += q.terms[i].weight
	}
}

// matched gives the words of a piece that are, or nearly are, words of the query, as they
// stand there, each once and in order.
func (q *query) matched(a *analysis) []string {
	out := []string{}
	for _, f := range a.forms {
		for _, t := range q.terms {
			if f.stem == t.hash || f.hash == t.formHash {
				out = append(out, f.text)
				break
			}
		}
	}
	for _, t := range q.terms {
		if a.has(t.hash) || t.grams.n == 0 {
			continue
		}
		if best, f := a.closest(t); best >= closeEnough && !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}
