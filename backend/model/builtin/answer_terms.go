package builtin

import (
	"math"
	"slices"
	"strings"

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

// How well one word stands for another.
const (
	sameCompound = 0.95 // "carryover" for "carry over"
	samePrefix   = 0.7  // "administer" for "administrator"
	misspelt     = 0.8  // "reimbursment" for "reimbursement"
	withinRange  = 0.6  // 800 in "500 to 1,000"
	partOf       = 0.6  // "Urlaub" for "Resturlaub"
	relatedWord  = 0.55 // "vacation" for "leave"
)

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
	switch {
	case stem == t.stem:
		return 1
	case stem == compound:
		return sameCompound
	case t.stem[0] <= '9' || stem[0] <= '9': // numbers are equal or different
		return 0
	}
	if text.Related(t.stem, stem) {
		return relatedWord
	}
	a, b := t.stem, stem
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < 4 {
		return 0
	}
	if p := commonPrefix(a, b); p >= 5 && p*10 >= len(b)*7 {
		return samePrefix
	}
	if len(a) >= 5 && strings.Contains(b, a) && len(a)*2 >= len(b) {
		return partOf
	}
	if a[0] == b[0] && slips(a, b, allowedSlips(len(a))) {
		return misspelt
	}
	return 0
}

func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

func allowedSlips(length int) int {
	switch {
	case length < 4:
		return 0
	case length < 8:
		return 1
	}
	return 2
}

// slips reports whether a becomes b by at most limit insertions, deletions, replacements or
// swaps of neighbouring letters (optimal string alignment distance), in bytes. a is not
// longer than b.
func slips(a, b string, limit int) bool {
	if limit == 0 || len(b)-len(a) > limit || len(b) > 40 {
		return false
	}
	var rows [3][41]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		best := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			best = min(best, row[j])
		}
		if best > limit {
			return false
		}
		before, last, row = last, row, before
	}
	return last[len(b)] <= limit
}
