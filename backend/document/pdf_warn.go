package document

import (
	"fmt"

	"github.com/klippa-app/go-pdfium/references"
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
		if p.mixed {
			b.warn("overlap", "On this page text is drawn over other text, mirrored or slanted, so words may be cut or mixed up.", i+1)
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
	hiddenSample = 4   // of so many words one is looked at, until one is white
	hiddenMost   = 3000
)

// hiddenChars counts the characters that people cannot see: tiny ones, white ones on a white
// ground, and ones beside the page. Invisible text over a scan (text recognition) is not counted.
func (d *pdfDoc) hiddenChars(index int, tp references.FPDF_TEXTPAGE, lines []pdfLine) int {
	hidden := 0
	size, err := d.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: d.page(index)})
	if err != nil {
		return 0
	}
	var words []pdfLine
	for _, l := range lines {
		switch {
		case l.size > 0 && l.size < tinySize && lineHeight(l.chars) < 2*tinySize:
			hidden += len(l.chars)
		case offPage(l, float64(size.Rect.Left), float64(size.Rect.Bottom), float64(size.Rect.Right), float64(size.Rect.Top)):
			hidden += len(l.chars)
		default:
			words = append(words, wordsOf(l)...)
		}
	}
	return hidden + d.invisible(index, d.pale(tp, words))
}

// pale gives the words that are white. Colour is asked for word by word; as that takes longer
// than all else, only some words are looked at on a page without any.
func (d *pdfDoc) pale(tp references.FPDF_TEXTPAGE, words []pdfLine) []pdfLine {
	white := func(w pdfLine) bool {
		c, err := d.FPDFText_GetFillColor(&requests.FPDFText_GetFillColor{TextPage: tp, Index: w.chars[0].index})
		return err == nil && c.A > 0 && c.R >= nearlyWhite && c.G >= nearlyWhite && c.B >= nearlyWhite
	}
	words = words[:min(len(words), hiddenMost)]
	found := false
	for i := 0; i < len(words) && !found; i += hiddenSample {
		found = white(words[i])
	}
	if !found {
		return nil
	}
	var out []pdfLine
	for _, w := range words {
		if white(w) {
			out = append(out, w)
		}
	}
	return out
}

func offPage(l pdfLine, left, bottom, right, top float64) bool {
	for _, c := range l.chars {
		if c.visible() && c.right > left && c.left < right && c.top > bottom && c.bottom < top {
			return false
		}
	}
	return true
}

// wordsOf cuts a line into words, each of which has one colour in nearly all documents.
func wordsOf(l pdfLine) []pdfLine {
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
