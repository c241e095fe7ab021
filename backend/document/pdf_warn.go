package document

import (
	"fmt"

	"github.com/klippa-app/go-pdfium/requests"
)

// warnPDF tells what people should know about how the pages were read.
func warnPDF(b *builder, pages []*pdfPage, second *secondReader) {
	empty, unreadable := 0, 0
	for i, p := range pages {
		switch {
		case p.broken:
			b.warn("partial", "This page is damaged and could not be read.", i+1)
		case p.garbled:
			b.warn("garbled", "The letters of this page could not be made out: its fonts do not say which letters they show.", i+1)
		case p.doubt:
			b.warn("garbled", "Some letters of this page may be missing or wrong: its fonts do not say which letters they show.", i+1)
		case len(p.units) == 0 && p.drawn:
			unreadable++
		case len(p.units) == 0:
			empty++
		}
		if p.hidden >= minHidden {
			b.warn("hidden_text", "This page has text that people cannot see (white, tiny or off the page). It was read all the same.", i+1)
		}
	}
	switch {
	case unreadable > 0:
		b.warn("garbled", fmt.Sprintf("On %s the letters could not be made out: the fonts do not say which letters they show.", countOf(unreadable, "page")), 0)
	case empty == len(pages) && empty > 0:
		b.warn("no_text", "There is no text in this file. Is it a scan? Run text recognition on it and add the result.", 0)
	case empty > 0:
		b.warn("partial", fmt.Sprintf("%s of %d have no text: pictures, scans or empty pages.", countOf(empty, "page"), len(pages)), 0)
	}
	if second.hung {
		b.warn("partial", "Some pages could not be read completely.", 0)
	}
}

func countOf(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

const (
	minHidden    = 12  // hidden characters on a page from which on people are told
	tinySize     = 1.5 // font size in points below which nobody reads
	nearlyWhite  = 245 // of 255, in each colour
	hiddenSample = 400 // words looked at on a page
)

// hiddenChars counts the characters that people cannot see: tiny ones, white ones on a white
// ground, and ones beside the page. Invisible text over a scan (text recognition) is not counted.
func (d *pdfDoc) hiddenChars(index int, lines []pdfLine) int {
	hidden := 0
	var pale []pdfLine
	size, err := d.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: d.page(index)})
	tp, err2 := d.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: d.page(index)})
	if err != nil || err2 != nil {
		return 0
	}
	defer func() { _, _ = d.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: tp.TextPage}) }()
	asked := 0
	for _, l := range lines {
		switch {
		case l.size > 0 && l.size < tinySize && lineHeight(l.chars) < 2*tinySize:
			hidden += len(l.chars)
			continue
		case offPage(l, float64(size.Rect.Left), float64(size.Rect.Bottom), float64(size.Rect.Right), float64(size.Rect.Top)):
			hidden += len(l.chars)
			continue
		}
		for _, part := range samples(l) {
			if asked++; asked > hiddenSample {
				break
			}
			c, err := d.FPDFText_GetFillColor(&requests.FPDFText_GetFillColor{TextPage: tp.TextPage, Index: part.chars[0].index})
			if err == nil && c.A > 0 && c.R >= nearlyWhite && c.G >= nearlyWhite && c.B >= nearlyWhite {
				pale = append(pale, part)
			}
		}
	}
	return hidden + d.invisible(index, pale)
}

func offPage(l pdfLine, left, bottom, right, top float64) bool {
	for _, c := range l.chars {
		if c.visible() && c.right > left && c.left < right && c.top > bottom && c.bottom < top {
			return false
		}
	}
	return true
}

// samples cuts a line into words, each of which has one colour in nearly all documents.
func samples(l pdfLine) []pdfLine {
	var out []pdfLine
	start := 0
	for i := 0; i <= len(l.chars); i++ {
		if i < len(l.chars) && l.chars[i].visible() {
			continue
		}
		if i > start && l.chars[start].index >= 0 {
			out = append(out, pdfLine{chars: l.chars[start:i], angle: l.angle, size: l.size})
		}
		start = i + 1
	}
	return out
}
