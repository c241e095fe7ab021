package document

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// clean makes text fit to keep: valid UTF-8 in composed form (Unicode NFC), line ends as
// "\n", no control characters, no soft hyphens or other invisible marks, no page breaks.
func clean(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if plainASCII(s) {
		return s
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.Map(cleanRune, s)
	return norm.NFC.String(s)
}

// plainASCII reports whether there is nothing to clean, which is the common case.
func plainASCII(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' && c != '\n' && c != '\t' || c >= 0x7F {
			return false
		}
	}
	return true
}

func cleanRune(r rune) rune {
	switch r {
	case '\n', '\t':
		return r
	case '\r', '\v', '\f', '\u0085', '\u2028', '\u2029':
		return '\n'
	case '\u00A0', '\u2007', '\u202F', '\u2000', '\u2001', '\u2002', '\u2003', '\u2009', '\u200A', '\u3000':
		return ' '
	case '\u00AD', '\u200B', '\u2060', '\uFEFF', '\u200E', '\u200F', '\u061C':
		return -1
	}
	if unicode.IsControl(r) || r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069' ||
		r >= 0xE0000 && r <= 0xE007F || r >= 0xFFF9 && r <= 0xFFFB || r&0xFFFE == 0xFFFE {
		return -1 // direction marks and tag characters can carry text that nobody sees
	}
	return r
}

// sortedKeys gives the keys of a map in order, where the order must not change.
func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// oneLine joins all white space to single spaces.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// tidyLines joins white space within lines, and drops empty lines and space around them.
func tidyLines(s string) string {
	if !strings.Contains(s, "\n") {
		return oneLine(s)
	}
	lines := strings.Split(s, "\n")
	kept := lines[:0]
	for _, l := range lines {
		if l = oneLine(l); l != "" {
			kept = append(kept, l)
		}
	}
	return strings.Join(kept, "\n")
}

// trimLineEnds drops the space at the end of lines and makes tabs four spaces.
func trimLineEnds(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, "\t", "    "), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRightFunc(l, unicode.IsSpace)
	}
	return strings.Join(lines, "\n")
}

// cut shortens s to at most n code points.
func cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return strings.TrimSpace(string([]rune(s)[:n-1])) + "…"
}

// rowText writes a table row as people would read it out: "Country: Spain | Days: 25".
// Columns without a name give their value alone, and empty cells nothing.
func rowText(headers, cells []string) string {
	var b strings.Builder
	for i, c := range cells {
		if c = oneLine(clean(c)); c == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString(" | ")
		}
		if i < len(headers) && headers[i] != "" && headers[i] != c {
			b.WriteString(headers[i])
			b.WriteString(": ")
		}
		b.WriteString(c)
	}
	return b.String()
}

// headerNames gives the names of columns from the cells of a header row.
func headerNames(cells []string) []string {
	names := make([]string, len(cells))
	for i, c := range cells {
		names[i] = strings.TrimRight(oneLine(clean(c)), ":")
	}
	return names
}

// looksLikeHeader guesses whether a table's first row names its columns: at least two cells,
// all filled, short, different, and none a number or date.
func looksLikeHeader(cells []string) bool {
	seen := map[string]bool{}
	for _, c := range cells {
		c = oneLine(c)
		if c == "" || utf8.RuneCountInString(c) > 60 || seen[c] || mostlyDigits(c) || strings.HasSuffix(c, ".") {
			return false
		}
		seen[c] = true
	}
	return len(cells) > 1
}

func mostlyDigits(s string) bool {
	digits, letters := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		}
	}
	return digits > 0 && digits >= letters
}
