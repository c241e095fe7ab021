package document

import (
	"context"
	"math"
	"strings"
	"unicode"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"

	"golang.org/x/text/unicode/norm"

	"greenlight/backend/domain"
)

// pdfChar is a character as PDFium finds it, in the page's own coordinates (points, y up).
type pdfChar struct {
	r                        rune
	left, bottom, right, top float64
	angle                    int  // quarter turns against the clock, 0 to 3
	index                    int  // in PDFium's text of the page; -1 for what we put in
	guessed                  bool // the font does not say which letter it is
	slanted                  bool // turned, but not by quarter turns
}

func (c pdfChar) visible() bool { return c.right > c.left && !unicode.IsSpace(c.r) }

// pdfUnit is a block of a page before headings are known.
type pdfUnit struct {
	kind  domain.BlockKind
	level int
	text  []rune
	chars []pdfChar // one a code point of text
	size  float64   // font size in points as shown
	bold  bool
	row   int
}

// pdfPage is what was read from one page.
type pdfPage struct {
	units   []pdfUnit
	second  bool // read by the second reader: no boxes
	drawn   bool // has text drawn on it, readable or not
	garbled bool
	doubt   bool // some letters may be wrong
	mixed   bool // text lies over text
	hidden  int  // characters that people cannot see
	broken  bool
}

// read reads one page. What goes wrong on it is noted in the result: one bad page does not
// spoil the others. The result depends on the page alone, so that a page can be read again
// for its boxes.
func (d *pdfDoc) read(ctx context.Context, index int, second *secondReader) *pdfPage {
	page := &pdfPage{}
	d.flatten(index)
	tp, err := d.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: d.page(index)})
	if err != nil {
		page.broken = true
		return page
	}
	defer func() { _, _ = d.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: tp.TextPage}) }()
	chars, err := d.chars(index, tp.TextPage)
	if err != nil {
		page.broken = true
		return page
	}
	lines := d.lines(tp.TextPage, chars)
	page.units = layout(lines)
	visible, guessed := 0, 0
	for _, c := range chars {
		if c.visible() {
			visible++
			if c.guessed {
				guessed++
			}
		}
	}
	quality := languageShare(page.units)
	page.doubt = guessed >= minDoubt && guessed*doubtShare >= visible
	page.garbled = visible >= minGarbled && (quality < garbledShare || guessed*2 > visible)
	if visible < littleText || page.garbled {
		page.drawn = visible > 0 || d.drawsText(index)
		if page.drawn {
			d.trySecond(ctx, page, index, second, quality)
		}
	}
	if visible > 0 && !page.second {
		page.mixed = overlaps(lines) >= minOverlaps
		page.hidden = d.hiddenChars(index, tp.TextPage, lines)
	}
	return page
}

const (
	littleText   = 8    // visible characters below which the second reader is asked
	minGarbled   = 40   // characters from which on a judgement about the language is fair
	garbledShare = 0.55 // share of sensible characters below which a page counts as garbled
	minDoubt     = 3    // letters without a meaning from which on people are told,
	doubtShare   = 12   // when they are more than one in so many
)

// trySecond asks the second reader and takes its text when that looks more like language.
func (d *pdfDoc) trySecond(ctx context.Context, page *pdfPage, index int, second *secondReader, quality float64) {
	paragraphs := second.page(ctx, index)
	if len(paragraphs) == 0 {
		return
	}
	var units []pdfUnit
	for _, p := range paragraphs {
		u := pdfUnit{kind: domain.BlockParagraph, text: []rune(p)}
		u.chars = make([]pdfChar, len(u.text))
		for i := range u.chars {
			u.chars[i] = pdfChar{r: u.text[i], index: -1}
		}
		units = append(units, u)
	}
	if q := languageShare(units); q < 0.8 || q <= quality && len(page.units) > 0 {
		return
	}
	page.units, page.second, page.garbled, page.doubt = units, true, false, false
}

// flatten draws form fields and annotations into the page, whose text is missing otherwise.
func (d *pdfDoc) flatten(index int) {
	count, err := d.FPDFPage_GetAnnotCount(&requests.FPDFPage_GetAnnotCount{Page: d.page(index)})
	if err != nil || count.Count == 0 {
		return
	}
	// A failure leaves the page as it was.
	_, _ = d.FPDFPage_Flatten(&requests.FPDFPage_Flatten{Page: d.page(index), Usage: requests.FPDFPage_FlattenUsageNormalDisplay})
}

// chars gives the characters of a page in the order in which they are drawn, with the spaces
// and line ends that PDFium puts between them.
func (d *pdfDoc) chars(index int, tp references.FPDF_TEXTPAGE) ([]pdfChar, error) {
	r, err := d.GetPageTextStructured(&requests.GetPageTextStructured{
		Page: d.page(index), Mode: requests.GetPageTextStructuredModeChars,
	})
	if err != nil {
		return nil, err
	}
	guessed := d.guessedChars(tp, r.Chars)
	wrong := glyphNumbers(r.Chars, guessed)
	out := make([]pdfChar, 0, len(r.Chars))
	for i, c := range r.Chars {
		box := c.PointPosition
		quarters := math.Round(c.Angle / (math.Pi / 2))
		pc := pdfChar{left: box.Left, bottom: box.Bottom, right: box.Right, top: box.Top, index: i,
			angle: int(quarters) & 3, slanted: math.Abs(c.Angle-quarters*math.Pi/2) > 0.05}
		if i < len(guessed) && guessed[i] {
			if pc.guessed = wrong; wrong {
				pc.r = unicode.ReplacementChar
				if c.Text == "\x03" { // the space in nearly all fonts
					pc.r = ' '
				}
				out = append(out, pc)
				continue
			}
		}
		for _, ru := range c.Text {
			pc.r = ru
			if jumpsBack(out, pc) {
				out = append(out, pdfChar{r: ' ', index: -1})
			}
			if composed, ok := accented(out, pc); ok {
				out[len(out)-1] = composed
				continue
			}
			out = appendChar(out, pc)
		}
	}
	return out, nil
}

// accents are the spacing accents that old fonts print over a letter, with the combining ones.
var accents = map[rune]rune{'¨': '\u0308', '´': '\u0301', '`': '\u0300', 'ˆ': '\u0302', '˜': '\u0303', 'ˇ': '\u030C', '¸': '\u0327', '˚': '\u030A', '¯': '\u0304', '˝': '\u030B', '˘': '\u0306', '˙': '\u0307'}

// accented joins a letter with an accent that is printed over it, as in files of LaTeX.
func accented(out []pdfChar, c pdfChar) (pdfChar, bool) {
	if len(out) == 0 || !unicode.IsLetter(c.r) && c.r != 'ı' {
		return c, false
	}
	before := out[len(out)-1]
	mark, ok := accents[before.r]
	if middle := (before.left + before.right) / 2; !ok || middle < c.left || middle > c.right {
		return c, false
	}
	letter := c.r
	if letter == 'ı' {
		letter = 'i'
	}
	composed := []rune(norm.NFC.String(string([]rune{letter, mark})))
	if len(composed) != 1 {
		return c, false
	}
	c.r = composed[0]
	c.top, c.bottom = max(c.top, before.top), min(c.bottom, before.bottom)
	return c, true
}

// glyphNumbers reports whether the characters that a font has no letter for are numbers of
// glyphs. PDFium falls back to the code in the file. That is the letter itself in many files,
// but the number of the glyph in others; then control characters are among them.
func glyphNumbers(chars []*responses.GetPageTextStructuredChar, guessed []bool) bool {
	for i, c := range chars {
		if i < len(guessed) && guessed[i] && len(c.Text) == 1 && c.Text[0] < ' ' && c.Text != "\t" && c.Text != "\n" && c.Text != "\r" {
			return true
		}
	}
	return false
}

// guessSample is the distance of the characters that are looked at first: most pages have none
// whose letter is a guess, and asking for each of them takes a fifth of the time of a page.
const guessSample = 8

// guessedChars tells which characters have no letter in their font's map; nil for none.
func (d *pdfDoc) guessedChars(tp references.FPDF_TEXTPAGE, chars []*responses.GetPageTextStructuredChar) []bool {
	guessed := func(i int) bool {
		r, err := d.FPDFText_HasUnicodeMapError(&requests.FPDFText_HasUnicodeMapError{TextPage: tp, Index: i})
		return err == nil && r.HasUnicodeMapError
	}
	suspect := false
	for i, c := range chars {
		control := len(c.Text) == 1 && c.Text[0] < ' ' && c.Text != "\r" && c.Text != "\n" && c.Text != "\x02"
		if suspect = (control || i%guessSample == 0) && guessed(i); suspect {
			break
		}
	}
	if !suspect {
		return nil
	}
	out := make([]bool, len(chars))
	for i := range out {
		out[i] = guessed(i)
	}
	return out
}

// jumpsBack reports a character that is drawn over those before it: another piece of text,
// which PDFium glues to the one before, as in table cells that are cut off at their edge.
func jumpsBack(out []pdfChar, c pdfChar) bool {
	if len(out) == 0 || !c.visible() || rightToLeft(c.r) {
		return false
	}
	before := out[len(out)-1]
	if !before.visible() || before.angle != c.angle || before.index == c.index || rightToLeft(before.r) || unicode.IsMark(c.r) {
		return false
	}
	left, right, _ := turned(c, c.angle)
	from, _, _ := turned(before, c.angle)
	return left < from-(right-left)
}

func rightToLeft(r rune) bool {
	return unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko)
}

// ligatures are written out, as people search for their letters.
var ligatures = map[rune]string{
	'ﬀ': "ff", 'ﬁ': "fi", 'ﬂ': "fl", 'ﬃ': "ffi", 'ﬄ': "ffl", 'ﬅ': "st", 'ﬆ': "st",
}

func appendChar(out []pdfChar, c pdfChar) []pdfChar {
	if s, ok := ligatures[c.r]; ok {
		for _, r := range s {
			c.r = r
			out = append(out, c)
		}
		return out
	}
	switch c.r {
	case '\r':
		return out
	case '\x02', '\n':
		return append(out, c)
	}
	if c.r = cleanRune(c.r); c.r < 0 || c.r == unicode.ReplacementChar && c.right <= c.left {
		return out
	}
	if unicode.IsSpace(c.r) && c.r != '\n' {
		c.r = ' '
	}
	return append(out, c)
}

// drawsText reports whether a page has text objects, also inside of form objects.
func (d *pdfDoc) drawsText(index int) bool {
	const text, form = 1, 5 // FPDF_PAGEOBJ_TEXT, FPDF_PAGEOBJ_FORM
	count, err := d.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: d.page(index)})
	if err != nil {
		return false
	}
	for i := range min(count.Count, 2000) {
		o, err := d.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: d.page(index), Index: i})
		if err != nil {
			continue
		}
		kind, err := d.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: o.PageObject})
		if err == nil && (kind.Type == text || kind.Type == form) {
			return true
		}
	}
	return false
}

// languageShare is the share of characters that words, numbers and punctuation are made of,
// from 0 to 1; 1 for nothing. Fonts without a usable map give private and control characters,
// or sequences of signs with hardly a letter.
func languageShare(units []pdfUnit) float64 {
	good, all := 0.0, 0.0
	for _, u := range units {
		for _, r := range u.text {
			switch {
			case unicode.IsSpace(r) || strings.ContainsRune("._-–—…·•|*", r):
			case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
				good++
				all++
			case r == unicode.ReplacementChar || unicode.Is(unicode.Co, r) || !unicode.IsGraphic(r):
				all += 3 // never part of readable text
			default:
				all++
			}
		}
	}
	if all == 0 {
		return 1
	}
	return good / all
}

// pdfFont is how a character is set.
type pdfFont struct {
	size     float64
	bold     bool
	mirrored bool
}

// font asks for the font of a character; the zero value when it has none.
func (d *pdfDoc) font(tp references.FPDF_TEXTPAGE, index int) pdfFont {
	var f pdfFont
	if s, err := d.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: tp, Index: index}); err == nil {
		f.size = s.FontSize
	}
	if m, err := d.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: tp, Index: index}); err == nil {
		f.size *= math.Hypot(float64(m.Matrix.C), float64(m.Matrix.D))
		f.mirrored = m.Matrix.A*m.Matrix.D-m.Matrix.B*m.Matrix.C < 0
	}
	if w, err := d.FPDFText_GetFontWeight(&requests.FPDFText_GetFontWeight{TextPage: tp, Index: index}); err == nil {
		f.bold = w.FontWeight >= 700
	}
	if n, err := d.FPDFText_GetFontInfo(&requests.FPDFText_GetFontInfo{TextPage: tp, Index: index}); err == nil {
		f.bold = f.bold || boldName(n.FontName)
	}
	return f
}

// boldName reports font names such as "Arial-BoldMT" and LaTeX's "CMBX12".
func boldName(name string) bool {
	name = strings.ToLower(name)
	for _, part := range []string{"bold", "black", "heavy", "cmbx", "-bd", "sfbx"} {
		if strings.Contains(name, part) {
			return true
		}
	}
	return false
}

// emit writes the units as blocks.
func (p *pdfPage) emit(b *builder) {
	for _, u := range p.units {
		b.add(domain.Block{Kind: u.kind, Level: u.level, Row: u.row}, string(u.text))
	}
}
