package cite

import (
	"regexp"
	"strings"
	"unicode"

	"greenlight/backend/text"
)

// quotationWords is the number of words from which words in quotation marks count as a
// quotation; fewer are a term or irony.
const quotationWords = 3

var quotationMarks = regexp.MustCompile(`"([^"\n]+)"|“([^”“\n]+)[”“]|„([^“”\n]+)[“”]|«([^»\n]+)»|»([^«\n]+)«|‘([^’‘\n]{12,})’`)

// quotations gives what a text quotes explicitly.
func quotations(s string) []string {
	var out []string
	for _, m := range quotationMarks.FindAllStringSubmatch(s, -1) {
		for _, q := range m[1:] {
			if len(text.Words(q)) >= quotationWords {
				out = append(out, q)
			}
		}
	}
	return out
}

// gaps in a quotation: "A … B", "A [...] B".
var quotationGaps = regexp.MustCompile(`\s*(?:\[\s*(?:\.\.\.|…)\s*\]|\(\s*(?:\.\.\.|…)\s*\)|\.\.\.|…)\s*`)

// findQuotation finds where a quotation stands in a passage, word for word, but for white
// space, capitals, the kind of quotation marks and dashes, and final punctuation. Parts
// around "…" must follow each other.
func findQuotation(passage *evenText, quotation string) (text.Span, bool) {
	var span text.Span
	from, found := 0, false
	for _, part := range quotationGaps.Split(quotation, -1) {
		part = strings.Trim(evened(part).text(), " .,;:!?")
		if part == "" {
			continue
		}
		at, end, ok := passage.find(part, from)
		if !ok {
			return text.Span{}, false
		}
		if !found {
			span.Start = at
		}
		span.End, from, found = end, passage.after, true
	}
	return span, found
}

// evenText is a text in small letters with even spaces, quotation marks and dashes, and where
// each of its code points came from.
type evenText struct {
	runes []rune
	from  []int // code point in the original
	after int   // where the last find ended, in runes
}

func evened(s string) *evenText {
	e := &evenText{}
	i := -1
	for _, c := range s {
		i++
		switch {
		case unicode.IsSpace(c):
			if len(e.runes) == 0 || e.runes[len(e.runes)-1] == ' ' {
				continue
			}
			c = ' '
		case c == '\u00ad' || c == '\u200b':
			continue
		case strings.ContainsRune("\"'“”„«»‘’‚‹›`´", c):
			c = '\''
		case c == '–' || c == '—' || c == '‐' || c == '‑' || c == '−':
			c = '-'
		default:
			c = unicode.ToLower(c)
		}
		e.runes, e.from = append(e.runes, c), append(e.from, i)
	}
	return e
}

func (e *evenText) text() string { return string(e.runes) }

// find gives where part stands from the rune from on, as offsets into the original; it must
// start and end between words.
func (e *evenText) find(part string, from int) (start, end int, ok bool) {
	p := []rune(part)
	for i := from; i+len(p) <= len(e.runes); i++ {
		if e.runes[i] != p[0] || string(e.runes[i:i+len(p)]) != part || inWord(e.runes, i) || inWord(e.runes, i+len(p)) {
			continue
		}
		e.after = i + len(p)
		return e.from[i], e.from[i+len(p)-1] + 1, true
	}
	return 0, 0, false
}

// inWord reports whether the place before r[i] is within a word.
func inWord(r []rune, i int) bool {
	return i > 0 && i < len(r) && wordRune(r[i-1]) && wordRune(r[i])
}

func wordRune(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }
