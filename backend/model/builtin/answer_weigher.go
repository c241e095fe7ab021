package builtin

import (
	"slices"

	"greenlight/backend/model"
	"greenlight/backend/text"
)

// weigher computes the features of the sentences of one question.
type weigher struct {
	question  text.Question
	terms     []term
	total     float64 // sum of the terms' weights
	names     float64 // of those that are names
	rarest    int     // index of the rarest term that occurs, or -1
	sentences []sentence
	strengths [][]float64 // sentence, term
	passages  [][]float64 // passage, term: the best of its sentences
	headings  [][]float64 // passage, term: title and heading
	verb      int         // index of the term that is the question's verb, or -1
	small     []string    // stems of all the question's words but the asking one and auxiliaries
	covers    []float64   // passage: cover by all of it with its headings
	bestCover float64     // the best of them
	grounding model.Grounding
}

func newWeigher(g model.Grounding) *weigher {
	w := &weigher{question: text.ReadQuestion(g.Question), grounding: g, rarest: -1}
	w.sentences = sentencesOf(g.Passages)
	headings := make([]sentence, len(g.Passages))
	for i, p := range g.Passages {
		headings[i] = newSentence(p.Heading + "\n" + p.Title)
	}
	w.terms = termsOf(w.question, append(slices.Clip(w.sentences), headings...))
	for i, t := range w.terms {
		w.total += t.weight
		if t.name {
			w.names += t.weight
		}
		if t.found > 0 && (w.rarest < 0 || t.weight > w.terms[w.rarest].weight) {
			w.rarest = i
		}
	}
	for i := range headings {
		w.headings = append(w.headings, w.strengthsOf(&headings[i]))
		w.passages = append(w.passages, make([]float64, len(w.terms)))
	}
	for i := range w.sentences {
		strengths := w.strengthsOf(&w.sentences[i])
		w.strengths = append(w.strengths, strengths)
		keepBest(w.passages[w.sentences[i].passage], strengths)
	}
	for p := range w.passages {
		all := slices.Clone(w.passages[p])
		keepBest(all, w.headings[p])
		w.covers = append(w.covers, w.cover(all))
		w.bestCover = max(w.bestCover, w.covers[p])
	}
	w.readVerb()
	return w
}

// readVerb finds the question's verb: the first word in small letters behind an auxiliary
// that can be one. Without knowing parts of speech, the last such word is the best guess for
// "what did the fourth soundtrack feature".
func (w *weigher) readVerb() {
	w.verb = -1
	auxiliary := false
	for _, t := range w.question.Tokens {
		if auxiliaries[t.Lower] {
			auxiliary = true
			continue
		}
		if t.Lower != w.question.Word {
			w.small = append(w.small, t.Stem)
		}
		if !auxiliary || w.verb >= 0 || t.Stop || t.Capital() || t.Number() {
			continue
		}
		w.verb = slices.IndexFunc(w.terms, func(x term) bool { return x.stem == t.Stem })
	}
}

var auxiliaries = map[string]bool{"is": true, "are": true, "was": true, "were": true, "do": true, "does": true, "did": true, "has": true, "have": true,
	"had": true, "can": true, "could": true, "may": true, "might": true, "must": true, "shall": true, "should": true, "will": true, "would": true, "be": true, "been": true}

func (w *weigher) strengthsOf(s *sentence) []float64 {
	out := make([]float64, len(w.terms))
	for i := range w.terms {
		out[i] = s.strength(&w.terms[i])
	}
	return out
}

func keepBest(into, other []float64) {
	for i, v := range other {
		into[i] = max(into[i], v)
	}
}

// cover gives the share of the question's weight that the strengths reach.
func (w *weigher) cover(strengths []float64) float64 {
	sum := 0.0
	for i, v := range strengths {
		sum += v * w.terms[i].weight
	}
	return ratio(sum, w.total)
}

func (w *weigher) coverNames(strengths []float64) float64 {
	sum := 0.0
	for i, v := range strengths {
		if w.terms[i].name {
			sum += v * w.terms[i].weight
		}
	}
	return ratio(sum, w.names)
}

func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}
