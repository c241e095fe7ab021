package text

import (
	"unicode"
)

// Sentences cuts s into sentences and gives their spans, in order and without overlap. A
// span starts and ends at a visible character. Everything visible lies in a span, except the
// markers of list items ("•", "-", "1.", "(a)") at the start of a line.
//
// A sentence ends at a terminator of any script (Unicode property Sentence_Terminal)
// unless it belongs to an abbreviation, an initial, a number or an enumeration; and at the end
// of a line that is no soft wrap: a heading, a list item, a table row, the end of a paragraph
// or page. The rules follow Unicode Standard Annex 29 with the tailoring that it advises for
// abbreviations.
func Sentences(s string) []Span {
	r := []rune(s)
	var out []Span
	for _, block := range blocks(r) {
		out = appendSentences(out, r, block)
	}
	return out
}

// appendSentences cuts one block, in which line ends are soft. The row of a table stays whole.
func appendSentences(out []Span, r []rune, block Span) []Span {
	if cells(r, block) {
		return appendTrimmed(out, r, block)
	}
	start := block.Start
	closeParen := -1 // where an open parenthesis closes; no sentence ends before
	for i := block.Start; i < block.End; i++ {
		if r[i] == '(' && i > closeParen {
			closeParen = closing(r, i, block.End)
		}
		if !terminates(r[i]) || i < closeParen {
			continue
		}
		end := afterTerminator(r, i, block.End)
		if !endsSentence(r, block, i, end) {
			continue
		}
		out = appendTrimmed(out, r, Span{start, end})
		start, i = end, end-1
	}
	return appendTrimmed(out, r, Span{start, block.End})
}

// longestParenthesis is how far, in code points, an open parenthesis is followed; beyond it
// the closing one is taken as missing.
const longestParenthesis = 300

// closing finds the parenthesis that closes the one at i, or gives -1.
func closing(r []rune, i, end int) int {
	depth := 0
	for j := i; j < end && j < i+longestParenthesis; j++ {
		switch r[j] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return j
			}
		}
	}
	return -1
}

func terminates(c rune) bool {
	if c < 0x80 {
		return c == '.' || c == '!' || c == '?'
	}
	return c == '…' || unicode.Is(unicode.Sentence_Terminal, c)
}

// afterTerminator gives the offset after the terminators at i and the quotes, brackets and
// reference marks ("[12]") that belong to them.
func afterTerminator(r []rune, i, end int) int {
	for i < end && terminates(r[i]) {
		i++
	}
	for i < end {
		if n := referenceMark(r, i, end); n > 0 {
			i += n
			continue
		}
		if !closes(r[i]) {
			break
		}
		i++
	}
	return i
}

func closes(c rune) bool {
	switch c {
	case '"', '\'', ')', ']', '}', '*', '_':
		return true
	}
	return c >= 0x80 && (unicode.Is(unicode.Pe, c) || unicode.Is(unicode.Pf, c) || c == '“')
}

// referenceMark gives the length of a mark such as "[12]" or "[3, 4]" at i, or 0.
func referenceMark(r []rune, i, end int) int {
	if r[i] != '[' {
		return 0
	}
	for j := i + 1; j < end && j < i+12; j++ {
		switch c := r[j]; {
		case c == ']' && j > i+1:
			return j + 1 - i
		case c >= '0' && c <= '9', c == ',', c == ' ', c == '-', c == '–':
		default:
			return 0
		}
	}
	return 0
}

// endsSentence decides whether the terminator at i, with what belongs to it up to end, ends a
// sentence.
func endsSentence(r []rune, block Span, i, end int) bool {
	next := end
	for next < block.End && unicode.IsSpace(r[next]) {
		next++
	}
	if next == block.End {
		return true
	}
	if next == end { // no space follows: only scripts without spaces end a sentence here
		return r[i] >= 0x2000 && r[i] != '…' || end > i+1 && r[end-1] == ']' && unicode.IsUpper(r[next])
	}
	first := firstLetter(r, next, block.End)
	if unicode.IsLower(first) {
		return r[i] >= 0x2000 && r[i] != '…'
	}
	if r[i] == '…' || i+1 < end && r[i+1] == '.' {
		return i == block.Start || !unicode.IsSpace(r[i-1]) // "A … B" leaves something out
	}
	if r[i] != '.' {
		return true
	}
	return !abbreviated(r, block, i, next)
}

// firstLetter looks past opening quotes and brackets.
func firstLetter(r []rune, i, end int) rune {
	for ; i < end; i++ {
		c := r[i]
		if c == '"' || c == '\'' || c == '*' || unicode.Is(unicode.Ps, c) || unicode.Is(unicode.Pi, c) {
			continue
		}
		return c
	}
	return 0
}

func appendTrimmed(out []Span, r []rune, s Span) []Span {
	for s.Start < s.End && blank(r[s.Start]) {
		s.Start++
	}
	for s.End > s.Start && blank(r[s.End-1]) {
		s.End--
	}
	if s.Start == s.End {
		return out
	}
	return append(out, s)
}

func blank(c rune) bool { return unicode.IsSpace(c) || c == '\uFEFF' || c == '\u200B' }
