package builtin

import (
	"math"
	"slices"
	"strings"

	"greenlight/backend/text"
)

// The features of a sentence, each mostly between 0 and 1. "Cover" is the share of the
// question's words, weighted by rarity, that a stretch of text holds.
const (
	fCover         = iota // cover by the sentence
	fCoverPlain           // cover where all words weigh the same
	fCoverAll             // cover by all words of the question, small ones too
	fCoverNames           // cover of the question's names and numbers alone
	fNamesBefore          // the question's names that only stand earlier in the passage
	fWindow               // the best cover by any stretch of twelve words
	fCoverBefore          // what the sentence before and the headings add to the cover
	fCoverAfter           // what the sentence after adds
	fCoverPassage         // what the rest of the passage adds to that
	fRarest               // holds the rarest word of the question that occurs at all
	fPairs                // share of neighbouring words of the question that are close together, in order
	fRun                  // the longest run of words that stands in both, as a share of the question
	fVerb                 // holds what is said or asked about the subject: "return" of "when was it returned"
	fLength               // logarithm of the number of words
	fNew                  // logarithm of the number of content words that are not in the question
	fType                 // names something new of the kind that is asked for
	fTypeMissing          // a kind is asked for and the sentence names none, or only those in the question
	fTypeNear             // how close that thing stands to the question's words
	fDate                 // a date is asked for and named
	fPerson               // a person is asked for and named
	fPlace                // a place is asked for and named
	fNoNumber             // "how many" or "how much", and no number that is not in the question
	fFocusNumber          // "how many days": a number right before "days"
	fMeasure              // "how old": names a number of years
	fFocus                // holds the noun asked for
	fReason               // "why": says because, so that, to
	fQuestion             // is a question itself
	fAfterQuestion        // the sentence before is a question like the one asked
	fHeading              // is a heading, not a sentence
	fReference            // opens with "it", "they", "this": its subject is elsewhere
	fPassage              // how far the passage's cover is behind the best passage's
	fRank                 // logarithm of its passage's place in the search result
	fScore                // how far its passage's search score is behind the first one's
	featureCount
)

// FeatureNames says what the features of a Candidate are called, in their order.
var FeatureNames = [featureCount]string{"cover", "plain cover", "cover of all", "cover of names", "names before", "window", "cover before", "cover after", "cover in passage", "rarest word", "pairs",
	"run", "verb", "length", "new words", "type", "type missing", "type near", "date", "person", "place", "no number", "number of focus", "measure", "focus",
	"reason", "is question", "after question", "heading", "reference", "passage", "rank", "score"}

// features computes the features of sentence i.
func (w *weigher) features(i int) (f [featureCount]float64) {
	s := &w.sentences[i]
	w.coverFeatures(&f, i)
	w.orderFeatures(&f, s)
	w.typeFeatures(&f, s)
	w.formFeatures(&f, i)
	f[fRank] = math.Log(float64(1 + s.passage))
	if first := w.grounding.Passages[0].Score; first > 0 {
		f[fScore] = 1 - max(0, min(1, w.grounding.Passages[s.passage].Score/first))
	}
	return f
}

// around gives how well each term is held by a sentence, the one before it or its headings.
func (w *weigher) around(i int) []float64 {
	s := &w.sentences[i]
	out := slices.Clone(w.strengths[i])
	if s.context >= 0 {
		keepBest(out, w.strengths[s.context])
	}
	keepBest(out, w.headings[s.passage])
	return out
}

func (w *weigher) coverFeatures(f *[featureCount]float64, i int) {
	s := &w.sentences[i]
	own := w.strengths[i]
	f[fCover] = w.cover(own)
	f[fCoverNames] = w.coverNames(own)
	around := w.around(i)
	f[fCoverBefore] = w.cover(around) - f[fCover]
	if i+1 < len(w.sentences) && w.sentences[i+1].context == i {
		after := slices.Clone(around)
		keepBest(after, w.strengths[i+1])
		f[fCoverAfter] = w.cover(after) - w.cover(around)
	}
	all := slices.Clone(around)
	keepBest(all, w.passages[s.passage])
	f[fCoverPassage] = w.cover(all) - w.cover(around)
	if w.rarest >= 0 {
		f[fRarest] = own[w.rarest]
	}
	if w.verb >= 0 {
		f[fVerb] = own[w.verb]
	}
	f[fWindow] = w.window(s)
	earlier := make([]float64, len(own))
	for j := s.context; j >= 0; j = w.sentences[j].context {
		keepBest(earlier, w.strengths[j])
	}
	keepBest(earlier, own)
	f[fNamesBefore] = w.coverNames(earlier) - f[fCoverNames]
	for _, v := range own {
		f[fCoverPlain] += v / float64(len(own))
	}
	for _, stem := range w.small {
		if len(s.at[stem]) > 0 {
			f[fCoverAll] += 1 / float64(len(w.small))
		}
	}
	f[fPassage] = w.bestCover - w.covers[s.passage]
}

// windowWords is the length of the stretches that the window feature looks at.
const windowWords = 12

// window gives the best cover by a stretch of the sentence.
func (w *weigher) window(s *sentence) float64 {
	type hit struct{ at, term int }
	var hits []hit
	for i := range w.terms {
		for _, at := range w.placesOf(s, i) {
			hits = append(hits, hit{at, i})
		}
	}
	slices.SortFunc(hits, func(a, b hit) int { return a.at - b.at })
	best := 0.0
	held := make([]bool, len(w.terms))
	for i, from := range hits {
		clear(held)
		sum := 0.0
		for _, h := range hits[i:] {
			if h.at >= from.at+windowWords {
				break
			}
			if !held[h.term] {
				held[h.term] = true
				sum += w.terms[h.term].weight
			}
		}
		best = max(best, sum)
	}
	return ratio(best, w.total)
}

// orderFeatures look at how the question's words stand in the sentence.
func (w *weigher) orderFeatures(f *[featureCount]float64, s *sentence) {
	pairs, neighbours := 0, 0
	for i := range w.terms {
		if i == 0 {
			continue
		}
		pairs++
		if close(w.placesOf(s, i-1), w.placesOf(s, i)) {
			neighbours++
		}
	}
	f[fPairs] = ratio(float64(neighbours), float64(pairs))
	f[fRun] = ratio(float64(longestRun(w.small, s.tokens)), float64(len(w.small)))
	fresh := map[string]bool{}
	for _, t := range s.tokens {
		if !t.Stop && !w.asks(t.Stem) {
			fresh[t.Stem] = true
		}
	}
	f[fLength] = math.Log(1+float64(len(s.tokens))) / 4
	f[fNew] = math.Log(1+float64(len(fresh))) / 4
}

// longestRun is the number of words in the longest run of stems that stands among the tokens.
func longestRun(stems []string, tokens []text.Token) int {
	best := 0
	row := make([]int, len(stems)+1)
	for _, t := range tokens {
		for j := len(stems); j > 0; j-- {
			if stems[j-1] == t.Stem {
				row[j] = row[j-1] + 1
				best = max(best, row[j])
			} else {
				row[j] = 0
			}
		}
	}
	return best
}

// placesOf gives the indexes of the tokens that stand for a term.
func (w *weigher) placesOf(s *sentence, i int) []int {
	if at := s.at[w.terms[i].stem]; len(at) > 0 {
		return at
	}
	var out []int
	for stem := range w.terms[i].near {
		out = append(out, s.at[stem]...)
	}
	slices.Sort(out)
	return out
}

// close reports whether a place in b follows one in a within three words.
func close(a, b []int) bool {
	for _, x := range a {
		for _, y := range b {
			if y > x && y-x <= 3 {
				return true
			}
		}
	}
	return false
}

// asks reports whether the stem is one of the question's words.
func (w *weigher) asks(stem string) bool {
	return slices.ContainsFunc(w.question.Tokens, func(t text.Token) bool { return t.Stem == stem })
}

// typeFeatures look for the kind of thing that the question asks for.
func (w *weigher) typeFeatures(f *[featureCount]float64, s *sentence) {
	q := w.question
	if cues := measureCues[q.Word]; cues != nil {
		f[fMeasure] = holdsAny(s, cues)
	}
	if q.Focus != "" && len(s.at[q.Focus]) > 0 {
		f[fFocus] = 1
	}
	if q.Wants == 0 {
		return
	}
	f[fTypeMissing] = 1
	if strings.HasSuffix(q.Word, " many") || strings.HasSuffix(q.Word, " much") {
		f[fNoNumber] = 1
	}
	for _, m := range s.mentions {
		kind := m.Kind
		if kind&(text.Money|text.Percent|text.Duration) != 0 {
			kind |= text.Number
		}
		if kind&q.Wants == 0 || w.known(s, m) {
			continue
		}
		f[fType], f[fTypeMissing], f[fNoNumber] = 1, 0, 0
		f[fTypeNear] = max(f[fTypeNear], w.nearness(s, m))
		for feature, k := range kindFeatures {
			if kind&q.Wants&k != 0 {
				f[feature] = 1
			}
		}
		if q.Focus != "" && kind&text.Number != 0 && slices.ContainsFunc(s.at[q.Focus], func(at int) bool { return at > m.Last && at <= m.Last+3 }) {
			f[fFocusNumber] = 1
		}
	}
}

var kindFeatures = map[int]text.Kind{fDate: text.Date, fPerson: text.Person, fPlace: text.Place}

// known reports whether all words of a mention are in the question, so that it says nothing
// new.
func (w *weigher) known(s *sentence, m text.Mention) bool {
	for _, t := range s.tokens[m.First : m.Last+1] {
		if !t.Stop && !w.asks(t.Stem) {
			return false
		}
	}
	return true
}

// nearness is 1 for a mention beside a word of the question and falls with their distance.
func (w *weigher) nearness(s *sentence, m text.Mention) float64 {
	best := 0.0
	for i := range w.terms {
		best = max(best, nearest(w.placesOf(s, i), m))
	}
	return best
}

func nearest(places []int, m text.Mention) float64 {
	best := 0.0
	for _, at := range places {
		best = max(best, 1/float64(max(m.First-at, at-m.Last, 1)))
	}
	return best
}

// formFeatures look at what sort of sentence it is.
func (w *weigher) formFeatures(f *[featureCount]float64, i int) {
	s := &w.sentences[i]
	if strings.HasSuffix(s.raw, "?") {
		f[fQuestion] = 1
	} else if s.context >= 0 && strings.HasSuffix(w.sentences[s.context].raw, "?") {
		f[fAfterQuestion] = w.cover(w.strengths[s.context])
	}
	if heading(s, w.grounding.Passages[s.passage].Heading) {
		f[fHeading] = 1
	}
	if len(s.tokens) > 0 && references[s.tokens[0].Lower] {
		f[fReference] = 1
	}
	if w.question.Word == "why" {
		f[fReason] = holdsAny(s, reasons)
	}
}

// heading reports whether the sentence is a title: a few words without a full stop that the
// passage's heading path names, or that introduce what follows without saying anything.
func heading(s *sentence, path string) bool {
	if len(s.tokens) == 0 {
		return true
	}
	if strings.ContainsAny(s.raw[len(s.raw)-1:], ".!;\"')") || len(s.tokens) > 8 {
		return false
	}
	return path != "" && strings.Contains(path, s.raw) || len(s.tokens) < 4 && len(s.mentions) == 0
}

func holdsAny(s *sentence, words []string) float64 {
	for _, t := range s.tokens {
		if slices.Contains(words, t.Lower) {
			return 1
		}
	}
	return 0
}

var reasons = []string{"because", "due", "since", "so", "therefore", "thus", "reason", "reasons", "order", "cause", "caused", "avoid", "prevent", "ensure", "to"}

// measureCues are the words with which a sentence answers a question for a measure.
var measureCues = map[string][]string{
	"how old":   {"aged", "age", "old"},
	"how long":  {"days", "day", "weeks", "week", "months", "month", "years", "year", "hours", "hour", "minutes", "minute", "long", "until", "metres", "km"},
	"how often": {"every", "daily", "weekly", "monthly", "quarterly", "annually", "yearly", "annual", "each", "once", "twice", "per"},
	"how far":   {"miles", "mile", "km", "kilometres", "kilometers", "metres", "feet"},
	"how tall":  {"feet", "foot", "metres", "meters", "m", "ft", "inches"},
	"how high":  {"feet", "foot", "metres", "meters", "m", "ft"},
	"how much":  {"per", "percent", "cost", "total", "worth"},
	"how soon":  {"within", "days", "hours", "weeks"},
}

var references = map[string]bool{"it": true, "they": true, "this": true, "these": true, "he": true, "she": true, "such": true, "those": true, "its": true, "their": true, "his": true, "her": true}
