package builtin

import (
	"math"

	"greenlight/backend/text"
)

// Dimensions is the length of the vectors of the built-in embedding.
const Dimensions = 384

// Embedder makes the vectors of "builtin/words-v1", a deterministic embedding that needs no
// model, no training and no download. It is made to add to keyword search: texts come close
// not only when they share words, but also when they share stems (irregular forms included)
// or groups of letters, so that spelling variants ("organise", "organize"), misspellings,
// compounds ("time sheet", "timesheet") and the morphology of languages without a stemmer
// still meet.
//
// The method. A text is a bag of features: the stem of each word, and the groups of 3 to 5
// letters within "<word>", its ends marked by < and >, as in fastText (Bojanowski, Grave,
// Joulin, Mikolov: "Enriching Word Vectors with Subword Information", TACL 2017). A feature
// counts by how often it occurs, saturating as in BM25 (Robertson, Zaragoza, 2009), times a
// fixed weight of its word in place of an inverse document frequency, which would differ
// between collections: stop words count nothing, words that are common in English little,
// longer words more, since long words are rare (Zipf's law of abbreviation). Each feature is
// hashed to a few dimensions with a sign (Weinberger et al.: "Feature Hashing for Large Scale
// Multitask Learning", ICML 2009; several dimensions a feature as in the sparse random
// projections of Achlioptas, 2003). Such a projection keeps the angles between texts up to an
// error of about 1/√384. The sum is scaled to unit length.
//
// The outcome is part of the model's name: whatever changes it needs a new name, because old
// and new vectors must never be compared.
type Embedder struct{}

// NewEmbedder gives an embedder. It holds no state and may be used from many goroutines.
func NewEmbedder() *Embedder { return &Embedder{} }

// The numbers of the method. They were chosen on half of the articles of the data that
// build/measure-search uses and checked on the other half.
const (
	shortestGroup    = 3
	longestGroup     = 5
	shortestWord     = 4   // words with fewer letters are their stem only
	groupWeight      = 0.7 // of all letter groups of a word together, relative to its stem
	spread           = 2   // dimensions a feature is added to
	saturation       = 1.2 // k1 of BM25
	embedCommon      = 0.6 // of words that are common in English
	longestWordRunes = 24  // longer words count as if they ended here
)

// Embed gives one vector a text: 384 numbers of unit Euclidean length. A text without any
// word gives a fixed vector that is like no other's.
func (e *Embedder) Embed(texts []string) [][]float32 {
	out := make([][]float32, len(texts))
	var sum [Dimensions]float64
	for i, t := range texts {
		clear(sum[:])
		addWords(&sum, t)
		out[i] = unit(&sum)
	}
	return out
}

// occurrences is how often a word stands in a text, with what its features need.
type occurrences struct {
	stem string
	n    float64
	stop bool
}

func addWords(sum *[Dimensions]float64, s string) {
	tokens := text.Words(s)
	forms := make(map[string]*occurrences, len(tokens))
	order := make([]string, 0, len(tokens)) // sums of floats depend on their order
	stems := make(map[string]float64, len(tokens))
	allStop := true
	for _, t := range tokens {
		o := forms[t.Lower]
		if o == nil {
			o = &occurrences{stem: spellingStem(t), stop: t.Stop}
			forms[t.Lower] = o
			order = append(order, t.Lower)
			allStop = allStop && t.Stop
		}
		o.n++
		stems[o.stem]++
	}
	for _, form := range order {
		o := forms[form]
		if o.stop && !allStop {
			continue
		}
		weight := wordWeight(form, o.stem)
		if n := stems[o.stem]; n > 0 {
			add(sum, hash(stemSeed, o.stem), weight*saturate(n))
			delete(stems, o.stem) // one feature for all forms of a word
		}
		addGroups(sum, form, groupWeight*weight*saturate(o.n))
	}
}

func saturate(n float64) float64 { return n * (saturation + 1) / (n + saturation) }

// wordWeight stands in for an inverse document frequency.
func wordWeight(form, stem string) float64 {
	runes := 0
	for range form {
		runes++
	}
	w := min(1.5, 0.6+float64(0.1*float64(runes)))
	if form[0] >= '0' && form[0] <= '9' {
		w = 1.2
	}
	if text.Common(stem) {
		w *= embedCommon
	}
	return w
}

// addGroups adds the letter groups of a word, which together weigh weight.
func addGroups(sum *[Dimensions]float64, form string, weight float64) {
	var r [longestWordRunes + 2]rune
	n := 1
	r[0] = '<'
	for _, c := range form {
		if n > longestWordRunes {
			break
		}
		r[n] = c
		n++
	}
	if n-1 < shortestWord {
		return
	}
	r[n] = '>'
	n++
	groups := 0
	for size := shortestGroup; size <= longestGroup; size++ {
		groups += max(0, n-size+1)
	}
	weight /= math.Sqrt(float64(groups)) // keeps the length of a word's vector the same
	for size := shortestGroup; size <= longestGroup; size++ {
		for i := 0; i+size <= n; i++ {
			add(sum, hashRunes(groupSeed, r[i:i+size]), weight)
		}
	}
}

// add puts a feature on its dimensions with its signs.
func add(sum *[Dimensions]float64, h uint64, weight float64) {
	for range spread {
		h = mix(h + 0x9e3779b97f4a7c15)
		i := (h >> 32) * Dimensions >> 32 // h's upper half scaled to 0…383
		if h&1 == 0 {
			sum[i] += weight
		} else {
			sum[i] -= weight
		}
	}
}

func unit(sum *[Dimensions]float64) []float32 {
	out := make([]float32, Dimensions)
	var square float64
	for _, x := range sum {
		square += float64(x * x) // the conversion forbids fused instructions, which round differently
	}
	if square == 0 {
		out[Dimensions-1] = 1
		return out
	}
	scale := 1 / math.Sqrt(square)
	for i, x := range sum {
		out[i] = float32(x * scale)
	}
	return out
}

// Kinds of feature are kept apart by where their hash begins.
const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
	stemSeed  = fnvOffset
	groupSeed = fnvOffset ^ 0x67726f7570
)

// hash is FNV-1a (Fowler, Noll, Vo), begun at seed.
func hash(seed uint64, s string) uint64 {
	for i := 0; i < len(s); i++ {
		seed = (seed ^ uint64(s[i])) * fnvPrime
	}
	return seed
}

// hashRunes is FNV-1a over whole code points.
func hashRunes(seed uint64, r []rune) uint64 {
	for _, c := range r {
		seed = (seed ^ uint64(c)) * fnvPrime
	}
	return seed
}

// mix is the finisher of SplitMix64 (Steele, Lea, Flood, 2014).
func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}
