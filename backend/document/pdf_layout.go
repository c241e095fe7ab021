package document

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"greenlight/backend/domain"
)

// layout makes blocks of the lines of a page: lines that a person reads as one paragraph are
// joined, hyphens at line ends undone, rows of tables kept apart.
func layout(lines []pdfLine) []pdfUnit {
	var units []pdfUnit
	vocabulary := hyphenated(lines)
	pitch := usualPitch(lines)
	for i := 0; i < len(lines); {
		if n, gaps := tableRows(lines[i:]); n > 0 {
			units = appendTable(units, lines[i:i+n], gaps)
			i += n
			continue
		}
		p := newParagraph(lines[i])
		edge := rightEdge(lines, i, pitch)
		j := i + 1
		for ; j < len(lines) && p.continues(lines[j], pitch, edge) && !startsTable(lines[j:]); j++ {
			p.add(lines[j], vocabulary)
		}
		units = append(units, p.unit())
		i = j
	}
	return slices.DeleteFunc(units, func(u pdfUnit) bool { return strings.TrimSpace(string(u.text)) == "" })
}

func startsTable(lines []pdfLine) bool {
	n, _ := tableRows(lines)
	return n > 0
}

// usualPitch is the median distance of lines in font sizes: 1.2 in most books, 2 or more in
// manuscripts.
func usualPitch(lines []pdfLine) float64 {
	var all []float64
	for i := 1; i < len(lines); i++ {
		a, b := lines[i-1], lines[i]
		if d := (a.base - b.base) / max(a.size, 1); a.angle == b.angle && d > 0.5 && d < 3 {
			all = append(all, d)
		}
	}
	if len(all) == 0 {
		return 1.2
	}
	slices.Sort(all)
	return all[len(all)/2]
}

// rightEdge is where the column of line i ends. In a block of lines that mostly reach the same
// edge it is that one. Elsewhere it is where the longest lines of the page end that start near
// the same place, leaving out a few that reach across columns.
func rightEdge(lines []pdfLine, i int, pitch float64) float64 {
	if edge, ok := blockEdge(lines, i, pitch); ok {
		return edge
	}
	of := lines[i]
	var all []float64
	for _, l := range lines {
		if l.angle == of.angle && math.Abs(l.left-of.left) < 3*of.size {
			all = append(all, l.right)
		}
	}
	slices.Sort(all)
	return all[len(all)-1-len(all)*15/100]
}

// blockEdge gives the edge of the lines around line i that stand close to each other, when
// there are at least four and half of them reach it.
func blockEdge(lines []pdfLine, i int, pitch float64) (float64, bool) {
	near := func(a, b pdfLine) bool {
		down := a.base - b.base
		return a.angle == b.angle && down > 0.3*a.size && down < max(1.6, 1.25*pitch)*max(a.size, b.size) && math.Abs(a.left-b.left) < 4*a.size
	}
	from, to := i, i+1
	for from > 0 && near(lines[from-1], lines[from]) {
		from--
	}
	for to < len(lines) && near(lines[to-1], lines[to]) {
		to++
	}
	edge, full := math.Inf(-1), 0
	for _, l := range lines[from:to] {
		edge = max(edge, l.right)
	}
	for _, l := range lines[from:to] {
		if l.right > edge-4*l.size {
			full++
		}
	}
	return edge, to-from >= 4 && full*2 >= to-from
}

// paragraph is a paragraph in the making.
type paragraph struct {
	u     pdfUnit
	last  pdfLine
	lines int
	bold  bool
	item  bool
}

func newParagraph(l pdfLine) *paragraph {
	p := &paragraph{last: l, lines: 1, bold: l.bold}
	p.u.size = l.size
	p.append(l.chars)
	p.item = hasMarker(string(p.u.text)) || bulletOnly(p.u.text)
	return p
}

func bulletOnly(t []rune) bool {
	return len(t) == 1 && (slices.Contains([]rune("•‣▪◦●○■□–"), t[0]) || t[0] >= 0xF000 && t[0] <= 0xF0FF)
}

// append adds characters with single spaces between words.
func (p *paragraph) append(chars []pdfChar) {
	for _, c := range chars {
		if c.guessed { // no letter is better than a wrong one; a warning tells
			continue
		}
		if n := len(p.u.text); c.r == ' ' && n > 0 && p.u.text[n-1] == ' ' {
			continue
		}
		p.push(c)
	}
}

func (p *paragraph) push(c pdfChar) {
	p.u.text = append(p.u.text, c.r)
	p.u.chars = append(p.u.chars, c)
}

// leaderDots is the number of dots from which on they lead the eye to a page number.
const leaderDots = 4

// shortenDots makes one "…" of the dots in a table of contents.
func (u *pdfUnit) shortenDots() {
	for i := 0; i < len(u.text); i++ {
		j, dots := i, 0
		for j < len(u.text) && (u.text[j] == '.' || u.text[j] == ' ' && dots > 0) {
			if u.text[j] == '.' {
				dots++
			}
			j++
		}
		if dots < leaderDots {
			i = max(i, j-1)
			continue
		}
		u.text[i], u.chars[i].r = '…', '…'
		put := i + 1
		if j < len(u.text) {
			u.text[put], u.chars[put] = ' ', pdfChar{r: ' ', index: -1}
			put++
		}
		u.text = slices.Delete(u.text, put, j)
		u.chars = slices.Delete(u.chars, put, j)
		i = put
	}
}

// dotted reports a line with dots that lead to a page number.
func dotted(l pdfLine) bool {
	dots := 0
	for _, c := range l.chars {
		if c.r == '.' {
			if dots++; dots >= leaderDots {
				return true
			}
		} else if c.r != ' ' {
			dots = 0
		}
	}
	return false
}

// continues decides whether the next line belongs to the paragraph.
func (p *paragraph) continues(l pdfLine, pitch, edge float64) bool {
	a := p.last
	if l.angle != a.angle || l.size < 0.88*a.size || l.size > 1.14*a.size {
		return false
	}
	if bulletOnly(p.u.text) {
		return math.Abs(a.base-l.base) < 0.5*a.size
	}
	first := firstRune(l)
	if hasMarker(lineText(l)) || bulletOnly([]rune(lineText(l))) {
		return false
	}
	if a.hyphen {
		return true
	}
	down := a.base - l.base
	if down <= 0.2*a.size || l.left > a.right || l.right < a.left { // another column or place
		return unicode.IsLower(first) && !endsSentence(p.u.text) && a.right > edge-3*a.size && p.lines > 1
	}
	if down > max(1.6, 1.25*pitch)*max(a.size, l.size) {
		return false
	}
	if p.bold != l.bold && (p.bold || endsSentence(p.u.text)) || dotted(a) {
		return false
	}
	return p.aligned(l) && !p.roomLeft(l, edge)
}

// aligned looks at the left edges: an indented line starts a paragraph, unless the one before
// is a list item, whose text hangs; a line further left ends one that hangs.
func (p *paragraph) aligned(l pdfLine) bool {
	shift := (l.left - p.last.left) / p.last.size
	if centred(p.last, l) {
		return true
	}
	switch {
	case shift > 0.7:
		return p.lines == 1 && (p.item || shift < 4 && !endsSentence(p.u.text) && unicode.IsLower(firstRune(l)))
	case shift < -0.7:
		return p.lines == 1 && !p.item
	}
	return true
}

func centred(a, b pdfLine) bool {
	return math.Abs(a.left+a.right-b.left-b.right) < a.size && math.Abs(a.left-b.left) > 0.5*a.size
}

// roomLeft reports whether the first word of the next line would have fitted at the end of
// the last one: then the writer ended the line on purpose.
func (p *paragraph) roomLeft(l pdfLine, edge float64) bool {
	if centred(p.last, l) {
		return endsSentence(p.u.text)
	}
	width := 0.0
	for i, c := range l.chars {
		if c.r == ' ' || i == len(l.chars)-1 {
			_, right, _ := turned(l.chars[max(i-1, 0)], l.angle)
			width = right - l.left
			break
		}
	}
	return p.last.right+width+0.6*p.last.size < max(edge, l.right)
}

// add appends a line. A hyphen that parts a word at the line end is undone, unless the word
// is written with it elsewhere or goes on with a capital or a digit.
func (p *paragraph) add(l pdfLine, vocabulary map[string]bool) {
	switch {
	case p.last.hyphen:
		if r := firstRune(l); !unicode.IsLower(r) && !capitalWord(p.u.text, l) || vocabulary[lastWord(p.u.text)+"-"+firstWord(l)] {
			p.push(pdfChar{r: '-', index: -1})
		}
	case scriptWithoutSpaces(p.u.text) && scriptWithoutSpaces([]rune{firstRune(l)}):
	default:
		p.push(pdfChar{r: ' ', index: -1})
	}
	p.append(l.chars)
	p.last = l
	p.lines++
	p.bold = p.bold && l.bold
	p.u.size = max(p.u.size, l.size)
}

func (p *paragraph) unit() pdfUnit {
	p.u.kind = domain.BlockParagraph
	if p.item {
		p.u.kind = domain.BlockListItem
	}
	if p.last.hyphen {
		p.push(pdfChar{r: '-', index: -1})
	}
	p.u.bold = p.bold
	p.u.shortenDots()
	return p.u
}

// hyphenated collects the words of a page that are written with a hyphen within a line.
func hyphenated(lines []pdfLine) map[string]bool {
	out := map[string]bool{}
	for _, l := range lines {
		word := []rune{}
		hyphens := 0
		for i := 0; i <= len(l.chars); i++ {
			if i < len(l.chars) && (unicode.IsLetter(l.chars[i].r) || l.chars[i].r == '-' && len(word) > 0) {
				if l.chars[i].r == '-' {
					hyphens++
				}
				word = append(word, unicode.ToLower(l.chars[i].r))
				continue
			}
			if hyphens > 0 {
				out[string(word)] = true
			}
			word, hyphens = word[:0], 0
		}
	}
	return out
}

// capitalWord reports a word in capitals that goes on in capitals.
func capitalWord(t []rune, l pdfLine) bool {
	n := len(t)
	return n > 1 && unicode.IsUpper(t[n-1]) && unicode.IsUpper(t[n-2]) && len(l.chars) > 1 && unicode.IsUpper(l.chars[0].r) && unicode.IsUpper(l.chars[1].r)
}

func lastWord(t []rune) string {
	i := len(t)
	for i > 0 && unicode.IsLetter(t[i-1]) {
		i--
	}
	return lower(t[i:])
}

func firstWord(l pdfLine) string {
	var w []rune
	for _, c := range l.chars {
		if !unicode.IsLetter(c.r) {
			break
		}
		w = append(w, c.r)
	}
	return lower(w)
}

func lower(t []rune) string {
	out := make([]rune, len(t))
	for i, r := range t {
		out[i] = unicode.ToLower(r)
	}
	return string(out)
}

func firstRune(l pdfLine) rune { return l.chars[0].r }

func lineText(l pdfLine) string {
	t := make([]rune, 0, len(l.chars))
	for _, c := range l.chars {
		t = append(t, c.r)
	}
	return string(t)
}

func endsSentence(t []rune) bool {
	for i := len(t) - 1; i >= 0; i-- {
		switch t[i] {
		case '.', '!', '?', ':', ';', '…', '。', '！', '？':
			return true
		case ' ', ')', ']', '"', '”', '’', '\'', '»':
		default:
			return false
		}
	}
	return false
}

func scriptWithoutSpaces(t []rune) bool {
	if len(t) == 0 {
		return false
	}
	r := t[len(t)-1]
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Khmer, unicode.Lao, unicode.Myanmar) ||
		r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF
}
