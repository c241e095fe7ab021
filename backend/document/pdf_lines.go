package document

import (
	"math"
	"sort"

	"github.com/klippa-app/go-pdfium/references"
)

// pdfLine is a line of text in the frame in which it reads: x along the line and y upwards,
// whatever way the text is turned on the page.
type pdfLine struct {
	chars       []pdfChar // without space at the ends
	left, right float64
	base        float64 // lower edge of most letters
	size        float64 // font size as shown
	bold        bool    // bold from first to last
	odd         bool    // mirrored or slanted
	hyphen      bool    // ends in a hyphen that only parts a word
	angle       int
}

// lines cuts characters at line ends and measures the lines.
func (d *pdfDoc) lines(tp references.FPDF_TEXTPAGE, chars []pdfChar) []pdfLine {
	var out []pdfLine
	start := 0
	for i := 0; i <= len(chars); i++ {
		if i < len(chars) && chars[i].r != '\n' && chars[i].r != '\x02' {
			continue
		}
		line, ok := newLine(chars[start:i])
		if i < len(chars) && chars[i].r == '\x02' {
			line.hyphen = true
			for i+1 < len(chars) && chars[i+1].r == '\n' {
				i++
			}
		}
		start = i + 1
		if !ok {
			continue
		}
		first := d.font(tp, line.chars[0].index)
		last := d.font(tp, line.chars[len(line.chars)-1].index)
		line.size = max(first.size, last.size)
		line.bold = first.bold && last.bold
		line.odd = first.mirrored || line.chars[0].slanted
		if line.size <= 0 {
			line.size = lineHeight(line.chars)
		}
		out = append(out, line)
	}
	return sameBaseline(out)
}

// newLine trims and measures a line. It is false when nothing of it is visible.
func newLine(chars []pdfChar) (pdfLine, bool) {
	for len(chars) > 0 && !chars[0].visible() {
		chars = chars[1:]
	}
	for len(chars) > 0 && !chars[len(chars)-1].visible() {
		chars = chars[:len(chars)-1]
	}
	if len(chars) == 0 {
		return pdfLine{}, false
	}
	line := pdfLine{chars: append([]pdfChar(nil), chars...), angle: majorityAngle(chars), left: math.Inf(1), right: math.Inf(-1)}
	var bases []float64
	for _, c := range line.chars {
		if c.visible() {
			l, r, base := turned(c, line.angle)
			line.left, line.right = min(line.left, l), max(line.right, r)
			bases = append(bases, base)
		}
	}
	sort.Float64s(bases)
	line.base = bases[len(bases)/2]
	return line, true
}

func majorityAngle(chars []pdfChar) int {
	var count [4]int
	for _, c := range chars {
		if c.visible() {
			count[c.angle]++
		}
	}
	best := 0
	for i, n := range count {
		if n > count[best] {
			best = i
		}
	}
	return best
}

// turned gives the left and right edge and the lower edge of a character in the frame of text
// turned by quarter turns.
func turned(c pdfChar, angle int) (left, right, base float64) {
	switch angle {
	case 1:
		return c.bottom, c.top, -c.right
	case 2:
		return -c.right, -c.left, -c.top
	case 3:
		return -c.top, -c.bottom, c.left
	}
	return c.left, c.right, c.bottom
}

// lineHeight estimates the font size from the boxes, for text without font data.
func lineHeight(chars []pdfChar) float64 {
	h := 0.0
	for _, c := range chars {
		if c.visible() {
			h = max(h, min(c.top-c.bottom, c.right-c.left+100))
		}
	}
	return max(h, 1)
}

// sameBaseline joins pieces that stand beside each other on one line and were drawn apart,
// among them exponents and reference marks, which stand higher or lower.
func sameBaseline(lines []pdfLine) []pdfLine {
	var out []pdfLine
	for _, l := range lines {
		n := len(out)
		if n == 0 || !beside(out[n-1], l) {
			out = append(out, l)
			continue
		}
		p := &out[n-1]
		if l.left-p.right > 0.22*min(l.size, p.size) {
			p.chars = append(p.chars, pdfChar{r: ' ', index: -1})
		}
		p.chars = append(p.chars, l.chars...)
		if len(l.chars) > len(p.chars)/2 {
			p.base = l.base
		}
		p.right = l.right
		p.bold = p.bold && l.bold
		p.size = max(p.size, l.size)
		p.hyphen = l.hyphen
	}
	return out
}

func beside(a, b pdfLine) bool {
	if a.angle != b.angle || a.hyphen || b.left < a.right-0.3*a.size {
		return false
	}
	off := math.Abs(a.base - b.base)
	return off < 0.25*min(a.size, b.size) || off < 0.6*max(a.size, b.size) && b.left-a.right < 0.5*max(a.size, b.size)
}
