package text

import "unicode"

// blocks cuts a text at the line ends that part sentences whatever their punctuation: blank
// lines, page breaks, list items, table rows, and lines that stop short of the width of their
// paragraph (headings, addresses). Markers of list items are left out.
func blocks(r []rune) []Span {
	lines := linesOf(r)
	var out []Span
	width := 0 // longest line of the paragraph at hand
	for i := 0; i < len(lines); i++ {
		if i == 0 || lines[i-1].Len() == 0 || r[lines[i-1].End] == '\f' {
			width = paragraphWidth(r, lines[i:])
		}
		line := lines[i]
		if line.Len() == 0 {
			continue
		}
		marker := listMarker(r, line)
		if marker == 0 && len(out) > 0 && i > 0 && lines[i-1].Len() > 0 && r[lines[i-1].End] != '\f' &&
			softWrap(r, lines[i-1], line, width) {
			out[len(out)-1].End = line.End
			continue
		}
		out = append(out, Span{line.Start + marker, line.End})
	}
	return out
}

// linesOf gives the lines of a text without leading and trailing space. A line's End is
// followed by nothing but space up to its line end, so r[End] is valid for all but the last.
func linesOf(r []rune) []Span {
	var out []Span
	start := 0
	for i := 0; i <= len(r); i++ {
		if i < len(r) && !lineEnd(r[i]) {
			continue
		}
		line := Span{start, i}
		for line.Start < line.End && blank(r[line.Start]) {
			line.Start++
		}
		if line.Start < line.End {
			for blank(r[line.End-1]) {
				line.End--
			}
		} else {
			line = Span{i, i}
		}
		if i < len(r) && r[i] == '\f' && line.Len() > 0 && line.End < i {
			out = append(out, line, Span{i, i}) // trailing space hides the page break: mark it
		} else {
			out = append(out, line)
		}
		start = i + 1
	}
	return out
}

func lineEnd(c rune) bool {
	return c == '\n' || c == '\r' || c == '\f' || c == '\v' || c == '\u0085' || c == '\u2028' || c == '\u2029'
}

func paragraphWidth(r []rune, lines []Span) int {
	width := 0
	for _, l := range lines {
		if l.Len() == 0 {
			break
		}
		width = max(width, l.Len())
		if l.End < len(r) && r[l.End] == '\f' {
			break
		}
	}
	return width
}

// shortestFullLine is the length, in code points, under which a line is never taken for one
// that was wrapped at the margin.
const shortestFullLine = 40

// softWrap reports whether a sentence may run on from the line before to the next.
func softWrap(r []rune, before, next Span, width int) bool {
	if cells(r, before) || cells(r, next) {
		return false
	}
	last, first := r[before.End-1], firstLetter(r, next.Start, next.End)
	if last == ':' {
		return false
	}
	if unicode.IsLower(first) || last == ',' || last == '-' {
		return true
	}
	return before.Len() >= shortestFullLine && before.Len()*4 >= width*3
}

// cells reports whether the line looks like a row of a table.
func cells(r []rune, line Span) bool {
	for i := line.Start; i < line.End; i++ {
		if r[i] == '\t' || r[i] == '|' && i+1 < line.End {
			return true
		}
	}
	return false
}

// listMarker gives the length of the marker, with the space after it, that opens a list item,
// or 0.
func listMarker(r []rune, line Span) int {
	i := line.Start
	switch c := r[i]; {
	case c == '-' || c == '*' || c == '•' || c == '–' || c == '—' || c == '▪' || c == '◦' || c == '●' || c == '‣' || c == '·' || c == '\uf0b7':
		i++
	case c == '(' || unicode.IsDigit(c) || unicode.IsLetter(c):
		i = afterEnumerator(r, line)
	default:
		return 0
	}
	if i == line.Start || i >= line.End || !unicode.IsSpace(r[i]) {
		return 0
	}
	for i < line.End && unicode.IsSpace(r[i]) {
		i++
	}
	if i == line.End {
		return 0
	}
	return i - line.Start
}

// afterEnumerator gives the offset after "1.", "1.2", "12)", "a)", "(iv)" or the line's start.
func afterEnumerator(r []rune, line Span) int {
	i := line.Start
	open := r[i] == '('
	if open {
		i++
	}
	from := i
	for i < line.End && i < from+4 && unicode.IsLetter(r[i]) {
		i++
	}
	if i > from { // letters need a closing parenthesis: "a." is too often a word's end
		if i < line.End && r[i] == ')' && i-from <= 4 && (open || i-from == 1) {
			return i + 1
		}
		return line.Start
	}
	for i < line.End && i < from+8 && (unicode.IsDigit(r[i]) || r[i] == '.' && i > from) {
		i++
	}
	if i == from {
		return line.Start
	}
	if i < line.End && r[i] == ')' {
		return i + 1
	}
	if !open && r[i-1] == '.' && i-from <= 4 {
		return i
	}
	return line.Start
}
