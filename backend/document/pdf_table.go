package document

import (
	"math"
	"slices"

	"greenlight/backend/domain"
)

const (
	// wideGap is the space within a line, in font sizes, that makes it look like a row of a
	// table. Justified text stays below 1.
	wideGap = 1.6
	// columnGap is the least space between two columns, once other rows have it too.
	columnGap = 0.42
	// rowPitch is the farthest that two rows are apart, in font sizes.
	rowPitch = 4.0
)

// gap is an empty stretch of a line.
type gap struct{ from, to float64 }

// gapsOf gives the stretches of a line that are empty, with those before and after it.
func gapsOf(l pdfLine) (gaps []gap, widest float64) {
	edge := math.Inf(-1)
	first := true
	for _, c := range l.chars {
		if !c.visible() {
			continue
		}
		left, right, _ := turned(c, l.angle)
		if first {
			gaps = append(gaps, gap{math.Inf(-1), left})
			first = false
		} else if left-edge > columnGap*l.size {
			gaps = append(gaps, gap{edge, left})
			widest = max(widest, (left-edge)/l.size)
		}
		edge = max(edge, right)
	}
	return append(gaps, gap{edge, math.Inf(1)}), widest
}

// common gives the parts that two lists of gaps share.
func common(a, b []gap, least float64) []gap {
	var out []gap
	for i, j := 0, 0; i < len(a) && j < len(b); {
		from, to := max(a[i].from, b[j].from), min(a[i].to, b[j].to)
		if to-from > least {
			out = append(out, gap{from, to})
		}
		if a[i].to < b[j].to {
			i++
		} else {
			j++
		}
	}
	return out
}

// tableRows gives how many lines from the first one on are rows of one table, and the empty
// stretches between its columns: lines close to each other that leave the same stretches empty.
func tableRows(lines []pdfLine) (int, []gap) {
	gaps, widest := gapsOf(lines[0])
	if len(lines) > 1 && widest > columnGap { // names of columns stand closer than what is below
		below, next := gapsOf(lines[1])
		if len(split(lines[0], below)) == len(below)-1 {
			widest = max(widest, next)
		}
	}
	if widest < wideGap || len(gaps) < 3 || dotted(lines[0]) {
		return 0, nil
	}
	n, rows := 1, 1
	for ; n < len(lines); n++ {
		l, above := lines[n], lines[n-1]
		if l.angle != lines[0].angle || l.base >= above.base || above.base-l.base > rowPitch*max(l.size, above.size) || dotted(l) {
			break
		}
		more, _ := gapsOf(l)
		both := common(gaps, more, columnGap*min(l.size, above.size))
		if len(both) < 3 || len(both) < len(gaps) && (len(both) < (len(gaps)+3)/2 || sparse(l, both)) || fillsGap(gaps, both, l.size) {
			break
		}
		if len(split(l, both)) > 1 {
			rows++
		}
		gaps = both
	}
	for n > 1 && len(split(lines[n-1], gaps)) < 2 && !continuesRow(lines[n-1], lines[n-2], gaps) {
		n--
	}
	columns := len(gaps) - 1
	if rows < 2 || n < 2 || columns < 2 || rows < 3 && columns < 3 || markersOnly(lines[:n], gaps) {
		return 0, nil
	}
	return n, gaps
}

// fillsGap reports a line whose words stand in the empty stretch between two columns: running
// text, unless the words are far apart and so make columns of their own.
func fillsGap(before, after []gap, size float64) bool {
	for _, b := range before[1 : len(before)-1] {
		parts, narrow := 0, false
		for _, a := range after {
			if a.from >= b.from && a.to <= b.to {
				parts++
				narrow = narrow || a.to-a.from < 1.2*size
			}
		}
		if parts > 1 && narrow {
			return true
		}
	}
	return false
}

// sparse reports a line that fills one column only: it says little about the columns.
func sparse(l pdfLine, gaps []gap) bool { return len(split(l, gaps)) < 2 }

// cell is a part of a line that lies in one column.
type cell struct {
	column int
	line   pdfLine
}

// split cuts a line at the stretches between columns.
func split(l pdfLine, gaps []gap) []cell {
	var out []cell
	start, column := 0, -1
	flush := func(end int) {
		if part, ok := newLine(l.chars[start:end]); ok && column >= 0 {
			part.size, part.bold = l.size, l.bold
			out = append(out, cell{column, part})
		}
		start = end
	}
	for i, c := range l.chars {
		if !c.visible() {
			continue
		}
		left, right, _ := turned(c, l.angle)
		at := columnAt((left+right)/2, gaps)
		if at != column {
			flush(i)
			column = at
		}
	}
	flush(len(l.chars))
	return out
}

// columnAt gives the column of a place: the number of stretches that end before it, less the
// one at the left edge.
func columnAt(x float64, gaps []gap) int {
	n := -1
	for _, g := range gaps {
		if x >= g.to {
			n++
		}
	}
	return max(n, 0)
}

// markersOnly reports lists whose markers stand far from their text, and lists of contents.
func markersOnly(lines []pdfLine, gaps []gap) bool {
	for _, l := range lines {
		cells := split(l, gaps)
		if len(cells) == 0 || cells[0].column > 0 {
			continue
		}
		t := []rune(lineText(cells[0].line))
		if !bulletOnly(t) && !hasMarker(string(t)+" x") && (len(t) > 4 || hasLetters(t)) {
			return false
		}
	}
	return len(gaps) == 3
}

// continuesRow reports a line that goes on with cells of the row above: its first column is
// empty, and it stands closer than rows do.
func continuesRow(l, above pdfLine, gaps []gap) bool {
	cells := split(l, gaps)
	return len(cells) > 0 && cells[0].column > 0 && above.base-l.base < 1.45*max(l.size, above.size)
}

// appendTable adds rows as "a | b | c", or with the names of their columns when the first row
// holds them.
func appendTable(units []pdfUnit, lines []pdfLine, gaps []gap) []pdfUnit {
	var rows [][]*paragraph // by row and column
	columns := len(gaps) - 1
	var bold []bool
	for i, l := range lines {
		cells := split(l, gaps)
		if i == 0 || !continuesRow(l, lines[i-1], gaps) {
			rows = append(rows, make([]*paragraph, columns))
			bold = append(bold, true)
		}
		row := rows[len(rows)-1]
		for _, c := range cells {
			bold[len(bold)-1] = bold[len(bold)-1] && c.line.bold
			if at := min(c.column, columns-1); row[at] == nil {
				row[at] = newParagraph(c.line)
			} else {
				row[at].add(c.line, nil)
			}
		}
	}
	headers := columnNames(rows, bold)
	for i, row := range rows {
		if i == 0 && headers != nil {
			continue
		}
		if u := rowUnit(row, headers); len(u.text) > 0 {
			u.row, u.size = i+1, lines[0].size
			units = append(units, u)
		}
	}
	return units
}

// columnNames gives the texts of the first row when it names the columns: it alone is bold, or
// some column holds numbers under a word.
func columnNames(rows [][]*paragraph, bold []bool) []string {
	if len(rows) < 2 {
		return nil
	}
	names := make([]string, len(rows[0]))
	for i, p := range rows[0] {
		if p != nil {
			names[i] = string(p.u.text)
		}
	}
	filled := filledCells(names)
	if !looksLikeHeader(filled) || len(filled)+1 < len(names) || !allUsed(names, rows[1:]) {
		return nil
	}
	if bold[0] && !slices.Contains(bold[1:], true) {
		return names
	}
	for column := range names {
		numbers, others := 0, 0
		for _, row := range rows[1:] {
			if p := row[column]; p == nil {
				continue
			} else if mostlyDigits(string(p.u.text)) {
				numbers++
			} else {
				others++
			}
		}
		if names[column] != "" && numbers > 0 && others == 0 && numbers*2 > len(rows)-1 {
			return names
		}
	}
	return nil
}

// allUsed reports whether every name has a filled cell below it, so that none gets lost.
func allUsed(names []string, rows [][]*paragraph) bool {
	for i, name := range names {
		if name != "" && !slices.ContainsFunc(rows, func(row []*paragraph) bool { return row[i] != nil }) {
			return false
		}
	}
	return true
}

// rowUnit joins the cells of a row, with the names of their columns. What is put in between
// has no place on the page.
func rowUnit(row []*paragraph, headers []string) pdfUnit {
	p := &paragraph{u: pdfUnit{kind: domain.BlockTableRow}}
	put := func(s string) {
		for _, r := range s {
			p.push(pdfChar{r: r, index: -1})
		}
	}
	for i, c := range row {
		if c == nil || len(c.u.text) == 0 {
			continue
		}
		if len(p.u.text) > 0 {
			put(" | ")
		}
		if i < len(headers) && headers[i] != "" && headers[i] != string(c.u.text) {
			put(headers[i] + ": ")
		}
		p.u.text = append(p.u.text, c.u.text...)
		p.u.chars = append(p.u.chars, c.u.chars...)
	}
	return p.u
}
