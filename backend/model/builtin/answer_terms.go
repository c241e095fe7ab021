package builtin

import (
	"math"
	"slices"

	"greenlight/backend/text"
)

// term is one content word of the question, with the words of the passages that stand for it.
type term struct {
	stem   string
	weight float64            // how much finding it says, 0 to 1
	near   map[string]float64 // stem in the passages → how well it stands for the term, 0 to 1
	name   bool               // part of a name or a number: nothing else can stand for it
	at     int                // index of its token in the question
	number float64            // its value when it is a number, else 0
	found  float64            // the best strength that occurs in any passage
}

// sameCompound is how well "carryover" stands for "carry over".
const sameCompound = 0.95

// withinRange is how well "500 to 1,000" stands for 800.
const withinRange = 0.6

// termsOf finds what the question's words are called in the passages and weighs them by how
// rare they are among the sentences at hand: in a set of policies, "policy" says nothing.
func termsOf(q text.Question, sentences []sentence) []term {
	seen := map[string]int{} // stem → number of sentences that hold it
	for i := range sentences {
		for stem := range sentences[i].at {
			seen[stem]++
		}
	}
	var out []term
	have := map[string]bool{}
	for _, tok := range q.Content {
		if have[tok.Stem] {
			continue
		}
		have[tok.Stem] = true
		t := term{stem: tok.Stem, at: slices.IndexFunc(q.Tokens, func(x text.Token) bool { return x.Start == tok.Start }), near: map[string]float64{}, name: tok.Number() || tok.Capital() && tok.Start > 0}
		compound := compoundOf(q.Tokens, tok)
		t.number, _ = value(tok)
		for stem := range seen {
			if s := stands(t, compound, stem); s > 0 {
				t.near[stem] = s
				t.found = max(t.found, s)
			}
		}
		if t.near[t.stem] == 1 { // spelling variants and related words count for less beside the word itself
			for stem := range t.near {
				if stem != t.stem && t.near[stem] != sameCompound {
					t.near[stem] *= 0.8
				}
			}
		}
		t.weight = rarity(t, seen, len(sentences))
		out = append(out, t)
	}
	return out
}

// compoundOf joins a word of the question with the one after it, for passages that write
// them as one.
func compoundOf(tokens []text.Token, tok text.Token) string {
	for i, t := range tokens {
		if t.Start == tok.Start && i+1 < len(tokens) {
			return text.Stem(t.Lower + tokens[i+1].Lower)
		}
	}
	return ""
}

// rarity is the inverse document frequency of a term over the sentences at hand, scaled to 1
// for one that no sentence holds; ordinary words of English start lower (see text.Common).
func rarity(t term, seen map[string]int, n int) float64 {
	df := 0.0
	for stem, strength := range t.near {
		df = max(df, strength*float64(seen[stem]))
	}
	local := math.Log((float64(n)+1)/(df+0.5)) / math.Log((float64(n)+1)/0.5)
	prior := 1.0
	if text.Common(t.stem) {
		prior = commonWeight
	}
	return prior * (0.3 + 0.7*max(0, local))
}

const commonWeight = 0.5

// stands says how well the word of the passages with the given stem stands for the term.
func stands(t term, compound, stem string) float64 {
	if stem == compound && stem != t.stem {
		return sameCompound
	}
	return text.Alike(t.stem, stem)
}
