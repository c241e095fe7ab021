package document

import (
	"strings"
	"unicode"

	"greenlight/backend/domain"
	"greenlight/backend/text"
)

// Chunk cuts an extracted text into pieces by its structure. A piece never crosses a page,
// nor a heading unless what stands before it is short and the heading lies below its own. It is
// cut between blocks first, then between sentences, then between words. Headings stay with the
// text that follows them. Pieces that follow each other in one section share up to s.Overlap
// words in whole sentences; table rows are not repeated. Settings outside their limits are
// brought within them.
func Chunk(ex *domain.Extracted, s domain.ChunkSettings) []domain.Chunk {
	if ex == nil || len(ex.Blocks) == 0 {
		return nil
	}
	s.Words = min(max(s.Words, 20), 2000)
	s.Overlap = min(max(s.Overlap, 0), s.Words/2)
	c := chunker{settings: s, runes: []rune(ex.Text), pages: ex.Pages}
	for _, section := range c.sections(ex.Blocks) {
		c.cut(section)
	}
	return c.out
}

// headingSeparator parts the headings of a path.
const headingSeparator = " › "

type chunker struct {
	settings domain.ChunkSettings
	runes    []rune
	pages    []domain.Page
	path     []pathEntry // headings above the block at hand
	out      []domain.Chunk
}

type pathEntry struct {
	level int
	title string
}

// section is a run of blocks that may share a piece.
type section struct {
	heading string // path
	level   int    // of its first heading, 0 for none
	blocks  []domain.Block
	words   int // without headings
	page    int
}

// shortSection is the share of the word budget under which a section takes in the
// subsections below it.
const shortSection = 6

// sections parts the blocks at pages and headings.
func (c *chunker) sections(blocks []domain.Block) []section {
	var out []section
	var at *section
	for _, b := range blocks {
		if b.End > len(c.runes) || b.Start < 0 || b.Start >= b.End {
			continue
		}
		page := domain.PageAt(c.pages, b.Start)
		if b.Kind == domain.BlockHeading {
			c.enter(b)
		}
		if at == nil || at.page != page || b.Kind == domain.BlockHeading && c.parts(at, b) {
			out = append(out, section{heading: c.headingPath(), page: page})
			at = &out[len(out)-1]
			if b.Kind == domain.BlockHeading {
				at.level = b.Level
			}
		}
		at.blocks = append(at.blocks, b)
		if b.Kind != domain.BlockHeading {
			at.words += countWords(c.runes[b.Start:b.End])
		} else if at.words == 0 {
			at.heading = c.headingPath() // headings in a row: the innermost names the text
		}
	}
	return out
}

// parts reports whether a heading ends the section at hand.
func (c *chunker) parts(s *section, heading domain.Block) bool {
	if s.words == 0 {
		return false
	}
	return s.words*shortSection >= c.settings.Words || s.level == 0 || heading.Level <= s.level
}

// enter puts a heading into the path, in place of those of its level and below.
func (c *chunker) enter(b domain.Block) {
	for len(c.path) > 0 && c.path[len(c.path)-1].level >= b.Level {
		c.path = c.path[:len(c.path)-1]
	}
	c.path = append(c.path, pathEntry{b.Level, cut(oneLine(string(c.runes[b.Start:b.End])), 120)})
}

func (c *chunker) headingPath() string {
	titles := make([]string, len(c.path))
	for i, e := range c.path {
		titles[i] = e.title
	}
	return strings.Join(titles, headingSeparator)
}

// unit is what is not cut further: a sentence, a table row, a heading, or a run of words.
type unit struct {
	start, end int
	words      int
	kind       domain.BlockKind
	row        int
	last       bool // the last of its block
}

// cut makes the pieces of one section, of about equal length.
func (c *chunker) cut(s section) {
	var units []unit
	total := 0
	for _, b := range s.blocks {
		units = c.appendUnits(units, b)
	}
	for _, u := range units {
		total += u.words
	}
	limit := c.settings.Words
	if total > limit {
		pieces := (total + limit - 1) / limit
		limit = min(limit, total/pieces+limit/5) // even pieces rather than a crumb at the end
	}
	for from := 0; from < len(units); {
		to := c.fill(units, from, limit)
		from = c.emit(s, units, from, to)
	}
}

// fill gives the end of the piece that starts at unit from: as many units as fit, ending at
// the end of a block when that loses at most a quarter of the piece, never after a heading.
func (c *chunker) fill(units []unit, from, limit int) int {
	words, to, blockEnd, blockWords := 0, from, 0, 0
	for to < len(units) && (to == from || words+units[to].words <= limit) {
		words += units[to].words
		to++
		if units[to-1].last {
			blockEnd, blockWords = to, words
		}
	}
	if to < len(units) && blockEnd > from && blockWords*4 >= words*3 {
		to = blockEnd
	}
	for to < len(units) && to-1 > from && units[to-1].kind == domain.BlockHeading {
		to--
	}
	return to
}

// emit adds the piece of units [from, to) and gives where the next one starts.
func (c *chunker) emit(s section, units []unit, from, to int) int {
	first := units[from]
	piece := domain.Chunk{
		Ordinal: len(c.out), Start: first.start, End: units[to-1].end, Page: s.page, Heading: s.heading,
		Text: string(c.runes[first.start:units[to-1].end]),
	}
	for _, u := range units[from:to] {
		if u.row > 0 {
			piece.Row = u.row
			break
		}
	}
	c.out = append(c.out, piece)
	if to == len(units) {
		return to
	}
	return c.overlap(units, from, to)
}

// overlap goes back over whole sentences within the overlap's words.
func (c *chunker) overlap(units []unit, from, to int) int {
	words, next := 0, to
	for next-1 > from {
		u := units[next-1]
		if u.kind == domain.BlockTableRow || u.kind == domain.BlockHeading || words+u.words > c.settings.Overlap {
			break
		}
		words += u.words
		next--
	}
	if next < to && words+units[to].words > c.settings.Words {
		return to // the next sentence would not fit beside it
	}
	return next
}

// appendUnits cuts a block as far as it needs.
func (c *chunker) appendUnits(units []unit, b domain.Block) []unit {
	words := countWords(c.runes[b.Start:b.End])
	whole := unit{start: b.Start, end: b.End, words: words, kind: b.Kind, row: b.Row, last: true}
	if words <= c.settings.Words && (b.Kind == domain.BlockHeading || b.Kind == domain.BlockTableRow) {
		return append(units, whole)
	}
	for _, span := range c.sentences(b) {
		units = c.appendWords(units, span, b)
	}
	units[len(units)-1].last = true
	return units
}

// sentences cuts a block so that every character of it lies in a span: what stands between
// two sentences belongs to the first one, and a list marker to the sentence after it.
func (c *chunker) sentences(b domain.Block) []text.Span {
	found := text.Sentences(string(c.runes[b.Start:b.End]))
	if len(found) < 2 {
		return []text.Span{{Start: b.Start, End: b.End}}
	}
	for i := range found {
		found[i].Start, found[i].End = found[i].Start+b.Start, found[i].End+b.Start
	}
	found[0].Start, found[len(found)-1].End = b.Start, b.End
	for i := 1; i < len(found); i++ {
		found[i].Start = c.afterSpace(found[i-1].End, found[i].Start)
	}
	return found
}

func (c *chunker) afterSpace(from, to int) int {
	for from < to && unicode.IsSpace(c.runes[from]) {
		from++
	}
	return from
}

// appendWords adds a sentence, cut between words when it is longer than a piece. Text
// without spaces is cut anywhere.
func (c *chunker) appendWords(units []unit, span text.Span, b domain.Block) []unit {
	for start := span.Start; start < span.End; {
		end, words := c.wordsUntil(start, span.End)
		tail := end
		for tail > start+1 && unicode.IsSpace(c.runes[tail-1]) {
			tail--
		}
		units = append(units, unit{start: start, end: tail, words: words, kind: b.Kind, row: b.Row})
		start = c.afterSpace(end, span.End)
	}
	return units
}

// wordsUntil gives the end of at most a piece's words from start.
func (c *chunker) wordsUntil(start, end int) (int, int) {
	words, cutAt := 0.0, start
	limit := float64(c.settings.Words)
	for i := start; i < end; i++ {
		w := wordWeight(c.runes, i, start)
		if words+w > limit {
			if cutAt > start {
				return cutAt, c.settings.Words
			}
			return i, c.settings.Words
		}
		words += w
		if unicode.IsSpace(c.runes[i]) || dense(c.runes[i]) {
			cutAt = i + 1
		}
	}
	return end, int(words + 0.5)
}

// countWords counts the words of a text for the budget: runs without space, each 40
// characters of a longer run, and two characters of scripts that have no spaces.
func countWords(r []rune) int {
	n := 0.0
	for i := range r {
		n += wordWeight(r, i, 0)
	}
	return int(n + 0.5)
}

// longestWord is the length from which on a run without spaces counts as several words, so
// that encoded data cannot make a piece of any size.
const longestWord = 40

// wordWeight gives what the character at i adds to the number of words.
func wordWeight(r []rune, i, start int) float64 {
	switch {
	case unicode.IsSpace(r[i]):
		return 0
	case dense(r[i]):
		return 0.5
	case i == start || unicode.IsSpace(r[i-1]) || dense(r[i-1]):
		return 1
	}
	if i-start >= longestWord && (i-start)%longestWord == 0 && longRun(r, i) {
		return 1
	}
	return 0
}

// longRun reports whether no space stands in the last characters before i.
func longRun(r []rune, i int) bool {
	for j := i - longestWord + 1; j <= i; j++ {
		if unicode.IsSpace(r[j]) {
			return false
		}
	}
	return true
}

// dense reports characters of scripts written without spaces.
func dense(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
