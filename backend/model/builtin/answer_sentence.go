package builtin

import (
	"strings"
	"unicode/utf8"

	"greenlight/backend/domain"
	"greenlight/backend/model"
	"greenlight/backend/text"
)

// sentence is a stretch of a passage that can be quoted.
type sentence struct {
	passage  int // index
	position int // in its passage, from 0
	span     text.Span
	raw      string
	tokens   []text.Token
	mentions []text.Mention
	ranges   []valueRange
	at       map[string][]int // stem → indexes of its tokens
	before   int              // index of the sentence before it in its passage, or -1
	context  int              // index of the sentence that it is read with, or -1: see contextOf
	newLine  bool             // starts a line of its passage
}

// longestQuote is the number of words above which a sentence is quoted in part.
const longestQuote = 60

// sentencesOf cuts the passages into what can be quoted. A sentence that stands in two
// overlapping pieces of one document counts once, in the piece found first.
func sentencesOf(passages []domain.Passage) []sentence {
	var out []sentence
	type place struct {
		document   string
		start, end int
	}
	taken := map[place]bool{}
	for p, passage := range passages {
		before, position := -1, 0
		runes := []rune(passage.Text)
		for _, span := range text.Sentences(passage.Text) {
			for k, part := range parts(passage.Text, span) {
				pl := place{passage.DocumentID, passage.Start + part.Start, passage.Start + part.End}
				if passage.DocumentID != "" && taken[pl] {
					continue
				}
				taken[pl] = true
				s := newSentence(text.Slice(passage.Text, part))
				s.passage, s.position, s.span, s.before = p, position, part, before
				s.newLine = before < 0 || strings.ContainsAny(string(runes[out[before].span.End:part.Start]), "\n\f")
				s.context = contextOf(out, &s, k > 0)
				out = append(out, s)
				before = len(out) - 1
				position++
			}
		}
	}
	return out
}

// contextOf gives the sentence that a sentence is read with: the one before; for the items of
// a list, the one that announces them; and none for the row of a table, unless it is a later
// part of one.
func contextOf(out []sentence, s *sentence, laterPart bool) int {
	switch {
	case s.before < 0 || laterPart:
		return s.before
	case strings.Contains(s.raw, cellMark):
		return -1
	}
	if c := out[s.before].context; c >= 0 && s.newLine && out[s.before].newLine && strings.HasSuffix(out[c].raw, ":") {
		return c
	}
	return s.before
}

func newSentence(raw string) sentence {
	s := sentence{raw: raw, tokens: text.Words(raw), at: map[string][]int{}, before: -1, context: -1}
	s.mentions = text.Mentions(raw, s.tokens)
	s.ranges = rangesOf(s.tokens)
	for i, t := range s.tokens {
		s.at[t.Stem] = append(s.at[t.Stem], i)
		if i > 0 && len(s.tokens[i-1].Lower)+len(t.Lower) >= 6 { // "carry over" is found as "carryover" too
			joined := text.Stem(s.tokens[i-1].Lower + t.Lower)
			s.at[joined] = append(s.at[joined], i-1)
		}
	}
	return s
}

// parts cuts a sentence that is too long to quote after semicolons, else commas, else words;
// and the row of a table of questions into the question and its answer.
func parts(s string, span text.Span) []text.Span {
	raw := text.Slice(s, span)
	if ask, reply, ok := questionRow(raw); ok {
		return []text.Span{{Start: span.Start + ask.Start, End: span.Start + ask.End}, {Start: span.Start + reply.Start, End: span.Start + reply.End}}
	}
	tokens := text.Words(raw)
	if len(tokens) <= longestQuote {
		return []text.Span{span}
	}
	r := []rune(raw)
	var out []text.Span
	first := 0
	for first < len(tokens) {
		last := cutAfter(r, tokens, first)
		end := tokens[last].End
		if last+1 < len(tokens) {
			for end < tokens[last+1].Start && !strings.ContainsRune(" \t\n([{“\"", r[end]) {
				end++
			}
		} else {
			end = len(r)
		}
		start := tokens[first].Start
		if first == 0 {
			start = 0
		}
		out = append(out, text.Span{Start: span.Start + start, End: span.Start + end})
		first = last + 1
	}
	return out
}

// cutAfter gives the index of the token after which a part that starts at first ends.
func cutAfter(r []rune, tokens []text.Token, first int) int {
	if len(tokens)-first <= longestQuote {
		return len(tokens) - 1
	}
	for _, mark := range []rune{';', ':', ','} {
		for i := first + longestQuote - 1; i > first+longestQuote/4; i-- {
			if r[tokens[i].End] == mark {
				return i
			}
		}
	}
	return first + longestQuote - 1
}

// cellMark parts the cells of a row in the text of a document.
const cellMark = " | "

// questionRow finds a question and the cell after it, without the name of its column:
// "Question: May I? | Answer: Yes." has "Question: May I?" and "Yes.".
func questionRow(raw string) (ask, reply text.Span, ok bool) {
	before, after, ok := strings.Cut(raw, "?"+cellMark)
	if !ok {
		return ask, reply, false
	}
	cell, _, _ := strings.Cut(after, cellMark)
	if name, value, named := strings.Cut(cell, ": "); named && value != "" && len(name) <= 30 {
		after, cell = after[len(name)+2:], value
	}
	start := utf8.RuneCountInString(raw) - utf8.RuneCountInString(after)
	return text.Span{End: utf8.RuneCountInString(before) + 1}, text.Span{Start: start, End: start + utf8.RuneCountInString(cell)}, strings.TrimSpace(cell) != ""
}

func (s *sentence) quote() model.Quote {
	return model.Quote{Passage: s.passage, Start: s.span.Start, End: s.span.End}
}

// strength says how well the sentence holds a term, 0 to 1.
func (s *sentence) strength(t *term) float64 {
	best := 0.0
	if t.number > 0 && inRange(s.ranges, t.number) {
		best = withinRange
	}
	if len(t.near) < len(s.at) {
		for stem, v := range t.near {
			if v > best && len(s.at[stem]) > 0 {
				best = v
			}
		}
		return best
	}
	for stem := range s.at {
		best = max(best, t.near[stem])
	}
	return best
}
