package document

const (
	minOverlaps    = 3   // places where text lies over text, from which on people are told
	overlapLines   = 400 // lines of a page that are compared
	overlapShare   = 0.3 // of the smaller box that lies within the other
	overlapLetters = 4   // of the shorter line; less is an exponent or a mark
)

// overlaps counts the places of a page where what people see and what can be read differ,
// because text is drawn over other text (cells that are cut off at their edge but go on below
// their neighbour, stamps), mirrored, or slanted.
func overlaps(lines []pdfLine) int {
	n := 0
	for _, l := range lines {
		n += overruns(l)
		if l.odd {
			n++
		}
	}
	lines = lines[:min(len(lines), overlapLines)]
	boxes := make([]pdfChar, len(lines))
	for i, l := range lines {
		boxes[i] = around(l.chars)
	}
	for i, a := range boxes {
		for j := i + 1; j < len(boxes); j++ {
			if b := boxes[j]; min(len(lines[i].chars), len(lines[j].chars)) >= overlapLetters && overlap(a, b) > overlapShare {
				n++
			}
		}
	}
	return n
}

// overruns counts where the text of a line goes back over itself.
func overruns(l pdfLine) int {
	n := 0
	var before pdfChar
	for i, c := range l.chars {
		if !c.visible() || rightToLeft(c.r) {
			continue
		}
		if i > 0 && before.visible() && !rightToLeft(before.r) {
			left, _, _ := turned(c, l.angle)
			from, _, _ := turned(before, l.angle)
			if left < from-l.size {
				n++
			}
		}
		before = c
	}
	return n
}

// around gives the box around characters.
func around(chars []pdfChar) pdfChar {
	var box pdfChar
	first := true
	for _, c := range chars {
		switch {
		case !c.visible():
		case first:
			box, first = c, false
		default:
			box.left, box.bottom = min(box.left, c.left), min(box.bottom, c.bottom)
			box.right, box.top = max(box.right, c.right), max(box.top, c.top)
		}
	}
	return box
}

// overlap is the share of the smaller box that lies within the other one.
func overlap(a, b pdfChar) float64 {
	w := min(a.right, b.right) - max(a.left, b.left)
	h := min(a.top, b.top) - max(a.bottom, b.bottom)
	if w <= 0 || h <= 0 {
		return 0
	}
	area := func(c pdfChar) float64 { return (c.right - c.left) * (c.top - c.bottom) }
	return w * h / max(min(area(a), area(b)), 1e-9)
}
