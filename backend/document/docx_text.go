package document

import "strings"

// wordRun gathers the text of a paragraph.
type wordRun struct {
	w           *wordFile
	text        strings.Builder
	boxes       []*element // text boxes that hang on the paragraph
	breakBefore bool       // a page starts before its first character
	breakAfter  bool       // a page starts within it or after it
}

// inline adds the visible text below e: not what was deleted, the instructions of fields, or
// hidden runs.
func (r *wordRun) inline(e *element, depth int) {
	for _, c := range e.children {
		switch c.name {
		case "r":
			if on(c.child("rPr").child("vanish")) {
				r.w.hidden = r.w.hidden || strings.TrimSpace(c.allText()) != ""
				continue
			}
			r.run(c)
		case "del", "moveFrom", "pPr", "rPr", "instrText", "delText":
		case "p": // in notes and text boxes
			if r.text.Len() > 0 {
				r.text.WriteByte('\n')
			}
			r.inline(c, depth+1)
		default:
			r.inline(c, depth+1)
		}
	}
}

// run adds one run.
func (r *wordRun) run(e *element) {
	for _, c := range e.children {
		switch c.name {
		case "t":
			r.text.WriteString(c.allText())
		case "tab", "ptab":
			r.text.WriteByte(' ')
		case "noBreakHyphen":
			r.text.WriteByte('-')
		case "cr":
			r.text.WriteByte('\n')
		case "br":
			r.lineBreak(c)
		case "lastRenderedPageBreak":
			r.pageBreak()
		case "footnoteReference":
			r.w.pending = append(r.w.pending, "f"+c.attr("id"))
		case "endnoteReference":
			r.w.pending = append(r.w.pending, "e"+c.attr("id"))
		case "commentReference":
			r.w.pending = append(r.w.pending, "c"+c.attr("id"))
		case "AlternateContent": // the same twice: for new programs and for old ones
			if choice := c.child("Choice"); choice.name != "" {
				r.drawing(choice)
			} else {
				r.drawing(c.child("Fallback"))
			}
		case "drawing", "pict", "object":
			r.drawing(c)
		}
	}
}

func (r *wordRun) lineBreak(e *element) {
	switch e.attr("type") {
	case "page":
		r.pageBreak()
	case "column":
		r.text.WriteByte(' ')
	default:
		r.text.WriteByte('\n')
	}
}

func (r *wordRun) pageBreak() {
	if strings.TrimSpace(r.text.String()) == "" {
		r.breakBefore = true
	} else {
		r.breakAfter = true
	}
}

// drawing keeps the text boxes of a drawing for after the paragraph.
func (r *wordRun) drawing(e *element) { r.boxes = append(r.boxes, e.find("txbxContent")...) }
