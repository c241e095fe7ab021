package knowledge

import (
	"cmp"
	"slices"
	"strings"

	"greenlight/backend/domain"
)

// A hybrid search scores each candidate by what the words and the meaning say, and by a closer
// look at its text. Every part is between 0 and 1 or little above, so that the weights say what
// counts: a convex combination of normalised scores, which keeps more than ranks do (Bruch, Gai,
// Ingber: "An Analysis of Fusion Functions for Hybrid Retrieval", ACM TOIS 2023).
//
// The weights were tuned by coordinate ascent on the questions of half of the articles of the
// SQuAD data and checked on the other half; build/measure-search prints both.
type weights struct {
	words    float64 // BM25, as a share of what the query's words could reach
	meaning  float64 // cosine
	exact    float64 // query words that stand there in the very form
	spelling float64 // query words for which a similarly spelt word stands there
	sentence float64 // query words in the one sentence that has most
	pair     float64 // the same for two sentences that follow each other
	order    float64 // neighbours in the query that are neighbours in the text
	answer   float64 // query words in the best sentence that names what is asked for: a date for "when"
}

var builtinWeights = weights{words: 1, meaning: 1.2, exact: 1.2, spelling: 1.5, sentence: 0.5, pair: 1, order: 1.2, answer: 0.6}

// modelMeaning is the weight of the meaning when a language model made the embedding, after
// its cosines are spread over 0 to 1 among the candidates: models differ in the range they use.
// There, meaning weighs as much as words and exact forms together.
const modelMeaning = 2.0

// rankBy scores the candidates and sorts them, best first; equal scores by place.
func rankBy(mode domain.SearchMode, q *query, ix domain.Index, list []*candidate) {
	switch mode {
	case domain.SearchKeyword:
		for _, c := range list {
			c.score = c.bm25
		}
	case domain.SearchMeaning:
		for _, c := range list {
			c.score = c.similarity
		}
	default:
		w := builtinWeights
		scale := func(similarity float64) float64 { return similarity }
		if !strings.HasPrefix(ix.Embedding, "builtin/") {
			w.meaning, scale = modelMeaning, spread(list)
		}
		for _, c := range list {
			c.score = w.score(q, c, scale(c.similarity))
		}
	}
	slices.SortFunc(list, func(a, b *candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), strings.Compare(a.piece.Path, b.piece.Path),
			cmp.Compare(a.piece.Start, b.piece.Start), cmp.Compare(a.piece.ID, b.piece.ID))
	})
}

// spread maps the similarities of the candidates to 0…1.
func spread(list []*candidate) func(float64) float64 {
	low, high := 1.0, -1.0
	for _, c := range list {
		low, high = min(low, c.similarity), max(high, c.similarity)
	}
	if high <= low {
		return func(float64) float64 { return 0 }
	}
	return func(s float64) float64 { return (s - low) / (high - low) }
}

// score is the sum of the weighted parts, as a share of what could be reached.
func (w weights) score(q *query, c *candidate, similarity float64) float64 {
	f := q.look(c.analysis)
	sum := w.meaning * similarity
	if q.total > 0 {
		sum += w.words*c.bm25/q.total + w.exact*f.exact + w.spelling*f.spelling +
			w.sentence*f.sentence + w.pair*f.pair + w.order*f.order + w.answer*f.answer
	}
	return sum / (w.words + w.meaning + w.exact + w.sentence + w.pair + w.order + w.answer)
}

// features are shares of the query's weight, 0 to 1.
type features struct{ exact, spelling, sentence, pair, order, answer float64 }

// look compares the query with the text of a piece.
func (q *query) look(a *analysis) features {
	var f features
	if q.total == 0 || len(a.stems) == 0 {
		return f
	}
	places := make([][]int, len(q.terms))
	for i, stem := range a.stems {
		for j := range q.terms {
			if q.terms[j].hash == stem {
				places[j] = append(places[j], i)
				break
			}
		}
	}
	for j := range q.terms {
		t := &q.terms[j]
		if a.hasForm(t.formHash) {
			f.exact += t.weight
		}
		if len(places[j]) == 0 && t.grams.n > 0 {
			likeness, _ := a.closest(*t)
			f.spelling += likeness * t.weight
		}
	}
	own, joint := q.sentences(a, places)
	f.sentence = slices.Max(own)
	f.pair = max(f.sentence, slices.Max(joint))
	f.answer = q.answer(a, own)
	f.order = q.order(places)
	f.exact /= q.total
	f.spelling /= q.total
	f.sentence /= q.total
	f.pair /= q.total
	f.order /= q.total
	f.answer /= q.total
	return f
}

func (a *analysis) hasForm(hash uint64) bool {
	for i := range a.forms {
		if a.forms[i].hash == hash {
			return true
		}
	}
	return false
}

// sentences gives the weight of the terms in each sentence, and in each together with the one
// before.
func (q *query) sentences(a *analysis, places [][]int) (own, joint []float64) {
	n := len(a.sentences)
	own, joint = make([]float64, n), make([]float64, n)
	for j, at := range places {
		last := -2
		for _, place := range at {
			s := a.sentenceOf(place)
			if s == last {
				continue
			}
			w := q.terms[j].weight
			own[s] += w
			if last != s-1 { // else counted there already
				joint[s] += w
			}
			if s+1 < n {
				joint[s+1] += w
			}
			last = s
		}
	}
	return own, joint
}

// sentenceOf gives the sentence in which a word stands.
func (a *analysis) sentenceOf(word int) int {
	s, found := slices.BinarySearch(a.sentences, word)
	if !found {
		s--
	}
	return s
}

// answer gives the weight of the terms in the best of the sentences that name something of the
// kind that the question asks for, and that the question does not name itself.
func (q *query) answer(a *analysis, own []float64) float64 {
	if q.wants == 0 {
		return 0
	}
	best := 0.0
	for _, m := range a.mentions {
		if m.Kind&q.wants == 0 || m.First >= len(a.stems) {
			continue
		}
		if weight := own[a.sentenceOf(m.First)]; weight > best && !q.names(a.stems[m.First:m.Last+1]) {
			best = weight
		}
	}
	return best
}

// names reports whether all these words stand in the query.
func (q *query) names(stems []uint64) bool {
	for _, s := range stems {
		if !q.asked[s] {
			return false
		}
	}
	return true
}

// How near each other two neighbours of the query must stand to count in full, half, or a fifth.
const (
	queryGap = 3 // words between neighbours in the query, at most
	nearGap  = 2
	farGap   = 8
)

// order gives the weight of the pairs of neighbours in the query that stand together in the text.
func (q *query) order(places [][]int) float64 {
	var sum float64
	for j := 1; j < len(q.terms); j++ {
		before, after := &q.terms[j-1], &q.terms[j]
		apart := after.position - before.position
		if apart > queryGap || len(places[j-1]) == 0 || len(places[j]) == 0 {
			continue
		}
		w := (before.weight + after.weight) / 2
		switch d := nearest(places[j-1], places[j]); {
		case d <= apart:
			sum += w
		case d <= apart+nearGap:
			sum += w / 2
		case d <= farGap:
			sum += w / 5
		}
	}
	return sum
}

// nearest gives the smallest distance from a place in a to one in b; one backwards counts as
// one more. Both are sorted and not empty.
func nearest(a, b []int) int {
	best := 1 << 30
	for i, j := 0, 0; i < len(a) && j < len(b); {
		if a[i] < b[j] {
			best = min(best, b[j]-a[i])
			i++
		} else {
			best = min(best, a[i]-b[j]+1)
			j++
		}
	}
	return best
}

// distinct gives the first k candidates, leaving out those that repeat a better one: the same
// words again, or mostly the same stretch of the same document.
func (s *Service) distinct(list []*candidate, k int) []*candidate {
	out := make([]*candidate, 0, min(k, len(list)))
	for _, c := range list {
		if len(out) == k {
			break
		}
		if c.analysis == nil {
			c.analysis = s.recent.of(c.piece.Chunk)
		}
		if !slices.ContainsFunc(out, func(o *candidate) bool { return repeats(c, o) }) {
			out = append(out, c)
		}
	}
	return out
}

func repeats(a, b *candidate) bool {
	if len(a.analysis.stems) > 0 && a.analysis.content == b.analysis.content {
		return true
	}
	if a.piece.DocumentID != b.piece.DocumentID {
		return false
	}
	shared := min(a.piece.End, b.piece.End) - max(a.piece.Start, b.piece.Start)
	return 5*shared > 3*min(a.piece.End-a.piece.Start, b.piece.End-b.piece.Start)
}
