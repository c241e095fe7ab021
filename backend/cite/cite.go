// Package cite checks the citations of an answer against the passages that it was written from.
//
// Whatever a language model claims, a citation is kept only when the passage holds, word for
// word, a stretch of text that supports the sentence; that stretch is what the citation shows.
// The check goes by words, numbers, names and explicit quotations, not by meaning: it finds
// made-up references and figures, and it cannot find every twisted statement.
package cite

import (
	"strconv"
	"strings"
	"unicode"

	"greenlight/backend/domain"
	"greenlight/backend/text"
)

// Reason says why a marker was dropped.
type Reason string

// The reasons.
const (
	NoSuchPassage Reason = "no_such_passage" // the number is of no passage
	NotSupported  Reason = "not_supported"   // the passage does not hold what the sentence says
	NotVerbatim   Reason = "not_verbatim"    // words in quotation marks do not stand in the passage
	Refusal       Reason = "refusal"         // the sentence says that the sources do not answer
)

// Dropped is a marker that was taken out of an answer.
type Dropped struct {
	Marker   string // as the model wrote it
	Passage  int    // the number that it gave
	Sentence string // the sentence that it was to support
	Reason   Reason
}

// Result is a checked answer.
type Result struct {
	Text      string            // the answer with markers "[1]" numbered from 1 in their order
	Citations []domain.Citation // one a number, in order; Text is verbatim
	Dropped   []Dropped
	Uncited   []string // sentences that say something and have no citation
	Refused   bool     // the answer says that the sources do not answer, and cites nothing
}

// PageOf gives the page, and its label if it has one, of a code point of the document that a
// passage is from.
type PageOf func(p domain.Passage, offset int) (number int, label string)

// Pages makes a PageOf from the pages of each document by its id.
func Pages(pages map[string][]domain.Page) PageOf {
	return func(p domain.Passage, offset int) (int, string) {
		for _, page := range pages[p.DocumentID] {
			if offset >= page.Start && offset < page.End {
				return page.Number, page.Label
			}
		}
		return pageByBreaks(p, offset)
	}
}

// pageByBreaks counts the page breaks within a passage up to the offset.
func pageByBreaks(p domain.Passage, offset int) (int, string) {
	breaks := strings.Count(text.Slice(p.Text, text.Span{End: offset - p.Start}), string(domain.PageBreak))
	if breaks == 0 {
		return p.Page, p.PageLabel
	}
	return p.Page + breaks, ""
}

// Check verifies the markers of an answer ("[1]", "[1, 2]", "【1】", "(1)"), which number the
// passages from 1, and gives the answer with those that hold. Sentences without a marker get
// one where a passage clearly says the same. A nil pageOf counts page breaks in the passage.
// The caller decides what an answer without citations is worth. agreed are sentences that the
// model was told to say when the sources do not answer.
func Check(answer string, passages []domain.Passage, pageOf PageOf, agreed ...string) Result {
	if pageOf == nil {
		pageOf = pageByBreaks
	}
	c := &checker{passages: passages, pageOf: pageOf}
	for _, p := range passages {
		c.sources = append(c.sources, newSource(p.Text))
	}
	c.plain, c.markers = bare(answer, len(passages))
	c.run()
	c.result.Text = c.written()
	c.result.Refused = len(c.result.Citations) == 0 && Refuses(answer, agreed...)
	return c.result
}

type checker struct {
	passages []domain.Passage
	sources  []*source
	pageOf   PageOf
	plain    string // the answer without markers
	markers  []marker
	cites    []placed // in order of at
	result   Result
}

// placed is a citation's place in the bare answer.
type placed struct{ at, number int }

func (c *checker) run() {
	sentences := wholeQuotations(c.plain, text.Sentences(c.plain))
	next := 0
	for i, s := range sentences {
		limit := len(c.plain) + 1
		if i+1 < len(sentences) {
			limit = sentences[i+1].Start
		}
		from := next
		for next < len(c.markers) && c.belongs(c.markers[next], s, limit) {
			next++
		}
		c.sentence(s, c.markers[from:next])
	}
	for _, m := range c.markers[next:] { // markers of an answer without sentences
		for _, n := range m.numbers {
			c.drop(m, n, "", NotSupported)
		}
	}
}

// longestQuotation is how far, in code points, an open quotation mark is followed.
const longestQuotation = 1000

// wholeQuotations joins sentences that a quotation runs across.
func wholeQuotations(s string, sentences []text.Span) []text.Span {
	var out []text.Span
	open := false
	for _, sp := range sentences {
		raw := text.Slice(s, sp)
		if open && sp.End-out[len(out)-1].Start < longestQuotation && !strings.Contains(text.Slice(s, text.Span{Start: out[len(out)-1].End, End: sp.Start}), "\n") {
			out[len(out)-1].End = sp.End
			raw = text.Slice(s, out[len(out)-1])
		} else {
			out = append(out, sp)
		}
		open = strings.Count(raw, `"`)%2 == 1 || strings.Count(raw, "“") > strings.Count(raw, "”")
	}
	return out
}

// belongs reports whether a marker belongs to the sentence rather than to the one after it,
// which starts at limit. A marker at the start of a line belongs to what follows.
func (c *checker) belongs(m marker, s text.Span, limit int) bool {
	if m.at < limit {
		return m.at <= s.End || !strings.ContainsAny(text.Slice(c.plain, text.Span{Start: s.End, End: m.at}), "\n")
	}
	return m.at == limit && limit > s.End && !strings.ContainsAny(text.Slice(c.plain, text.Span{Start: s.End, End: limit}), "\n")
}

// sentence checks the markers of one sentence, or finds it a citation when none of them holds.
func (c *checker) sentence(s text.Span, markers []marker) {
	raw := text.Slice(c.plain, s)
	whole := newClaim(raw)
	from, kept := s.Start, false
	for i, m := range markers {
		at := min(max(m.at, s.Start), s.End)
		part := newClaim(text.Slice(c.plain, text.Span{Start: from, End: at}))
		if i+1 < len(markers) && markers[i+1].at > at {
			from = at
		}
		for _, n := range m.numbers {
			span, reason := c.holds(part, whole, n)
			if reason != "" {
				c.drop(m, n, raw, reason)
				continue
			}
			c.cite(n-1, span, max(m.at, s.Start))
			kept = true
		}
	}
	at := s.End
	if len(markers) > 0 {
		at = min(max(markers[0].at, s.Start+1), s.End)
	}
	if !kept && !c.attach(whole, s, at) && len(whole.words) > 1 && !whole.refusal && !strings.HasSuffix(raw, ":") && !strings.HasSuffix(raw, "?") {
		c.result.Uncited = append(c.result.Uncited, raw)
	}
}

// fewestWords is how many words of meaning a clause must have to be checked by itself.
const fewestWords = 3

// holds looks for what supports the clause before a marker, or its whole sentence, in passage
// n; reason is "" when it was found.
func (c *checker) holds(part, whole claim, n int) (text.Span, Reason) {
	switch {
	case n < 1 || n > len(c.passages):
		return text.Span{}, NoSuchPassage
	case whole.refusal:
		return text.Span{}, Refusal
	}
	src := c.sources[n-1]
	quoted := part.quotations
	if len(quoted) == 0 {
		quoted = whole.quotations
	}
	for i, q := range quoted {
		span, ok := findQuotation(src.even, q)
		if !ok {
			return text.Span{}, NotVerbatim
		}
		if i == len(quoted)-1 {
			return src.around(span), ""
		}
	}
	span, support := whole.evidence(src)
	if len(part.words) >= fewestWords {
		if s, v := part.evidence(src); v > support {
			span, support = s, v
		}
	}
	if support < leastSupport {
		return text.Span{}, NotSupported
	}
	return span, ""
}

// attach cites, at a place of the bare answer, the passage that says the same as a sentence
// without a citation.
func (c *checker) attach(whole claim, s text.Span, at int) bool {
	if whole.refusal || len(whole.words) < fewestWords || strings.HasSuffix(text.Slice(c.plain, s), "?") {
		return false
	}
	best, support, where := -1, attachSupport, text.Span{}
	for i, src := range c.sources {
		if !c.quotes(whole, src) {
			continue
		}
		if span, v := whole.evidence(src); v > support && (best < 0 || v > support) {
			best, support, where = i, v, span
		}
	}
	if best < 0 {
		return false
	}
	c.cite(best, where, at)
	return true
}

// quotes reports whether all quotations of a claim stand in the source.
func (c *checker) quotes(whole claim, src *source) bool {
	for _, q := range whole.quotations {
		if _, ok := findQuotation(src.even, q); !ok {
			return false
		}
	}
	return true
}

func (c *checker) drop(m marker, n int, sentence string, why Reason) {
	c.result.Dropped = append(c.result.Dropped, Dropped{Marker: m.written, Passage: n, Sentence: sentence, Reason: why})
}

// cite adds a citation at a place of the bare answer; the same text keeps its number.
func (c *checker) cite(passage int, span text.Span, at int) {
	c.put(at, c.result.number(place(c.passages[passage], span, c.pageOf)))
}

func (c *checker) put(at, number int) {
	for _, x := range c.cites {
		if x.at == at && x.number == number {
			return
		}
	}
	c.cites = append(c.cites, placed{at, number})
}

// written puts the markers back into the answer.
func (c *checker) written() string {
	r := []rune(c.plain)
	var b strings.Builder
	from := 0
	for _, x := range c.cites {
		at := min(max(x.at, from), len(r))
		for at > from && unicode.IsSpace(r[at-1]) {
			at-- // "… year. ⟨here⟩ Next"
		}
		b.WriteString(string(r[from:at]))
		if at > from && !strings.HasSuffix(b.String(), "]") {
			b.WriteByte(' ')
		}
		b.WriteString("[" + strconv.Itoa(x.number) + "]")
		if at < len(r) && at == from && !unicode.IsSpace(r[at]) && b.Len() <= 5 {
			b.WriteByte(' ')
		}
		from = at
	}
	b.WriteString(string(r[from:]))
	return strings.TrimSpace(b.String())
}
