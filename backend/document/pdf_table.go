package document

import (
	"math"

	"greenlight/backend/domain"
)

// cellGap is the space between words, in font sizes, from which on they stand in different
// columns. Justified text stays below 1.
const cellGap = 1.6

// cellsOf cuts a line at wide gaps.
func cellsOf(l pdfLine) []pdfLine {
	var out []pdfLine
	start, edge := 0, math.Inf(-1)
	for i, c := range l.chars {
		if !c.visible() {
			continue
		}
		left, right, _ := turned(c, l.angle)
		if i > 0 && left-edge > cellGap*l.size {
			if cell, ok := newLine(l.chars[start:i]); ok {
				cell.size, cell.bold = l.size, l.bold
				out = append(out, cell)
			}
			start = i
		}
		edge = max(edge, right)
	}
	if cell, ok := newLine(l.chars[start:]); ok {
		cell.size, cell.bold = l.size, l.bold
		out = append(out, cell)
	}
	return out
}

// tableRows gives how many lines from the first one on are rows of one table: at least two
// lines of two cells or more, with columns in line with each other.
func tableRows(lines []pdfLine) int {
	first := cellsOf(lines[0])
	if len(first) < 2 {
		return 0
	}
	before, n := first, 1
	for ; n < len(lines); n++ {
		l := lines[n]
		if l.angle != lines[0].angle || l.base >= lines[n-1].base || lines[n-1].base-l.base > 3.5*l.size {
			break
		}
		cells := cellsOf(l)
		if len(cells) < 2 || commonColumns(before, cells) < 2 {
			break
		}
		before = cells
	}
	if n < 2 || n < 3 && len(first) < 3 {
		return 0
	}
	return n
}

// commonColumns counts the cells that share a left edge, a right edge or a middle.
func commonColumns(a, b []pdfLine) int {
	n := 0
	for _, x := range a {
		for _, y := range b {
			tolerance := 0.6 * x.size
			if math.Abs(x.left-y.left) < tolerance || math.Abs(x.right-y.right) < tolerance ||
				math.Abs(x.left+x.right-y.left-y.right) < 2*tolerance {
				n++
				break
			}
		}
	}
	return n
}

// appendTable adds rows as "a | b | c".
func appendTable(units []pdfUnit, lines []pdfLine) []pdfUnit {
	for i, l := range lines {
		p := &paragraph{u: pdfUnit{size: l.size, bold: l.bold}}
		for j, cell := range cellsOf(l) {
			if j > 0 {
				for _, r := range " | " {
					p.push(pdfChar{r: r, index: -1})
				}
			}
			p.append(cell.chars)
		}
		p.u.kind, p.u.row = domain.BlockTableRow, i+1
		units = append(units, p.u)
	}
	return units
}
