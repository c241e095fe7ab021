package cite

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// marker is a reference to passages as a model wrote it.
type marker struct {
	written string
	numbers []int // numbers of passages, from 1; as written, so they may point nowhere
	at      int   // code point in the bare text before which it stood
}

const number = `\d{1,3}`
const numbers = number + `(?:\s*(?:[,;&+]|and|to|[-–—])\s*` + number + `)*`

// squareMarks are "[1]", "[1, 2]", "[1-3]", "[Source 2]", "[^3]", "【4】", "【4†source】", each with the
// link that some models append.
var squareMarks = regexp.MustCompile(`(?i)[\[【]{1,2}\s*(?:(?:sources?|passages?|documents?|docs?|refs?|references?|quellen?|id)\s*[:#]?\s*)?[\^#]?\s*(` +
	numbers + `)\s*(?:†[^\]】\n]{0,60})?[\]】]{1,2}(?:\(\s*(?:https?:|#)[^)\s]{0,300}\))?`)

// roundMarks are "(1)" and "(1, 2)", which count only where no square ones are used.
var roundMarks = regexp.MustCompile(`(?i)\(\s*(?:(?:sources?|passages?|quellen?)\s*)?(` + numbers + `)\s*\)`)

// sourceList is the heading of a list of sources at the end of an answer; the list repeats
// what the citations show.
var sourceList = regexp.MustCompile(`(?im)^[ \t#*_]*(?:sources|references|citations|quellen|fuentes|bibliography|works cited)[ \t*_]*:?[ \t*_]*$`)

// bare takes the markers out of an answer, with the space before them, and gives them in
// their order.
func bare(answer string, passages int) (string, []marker) {
	if at := sourceList.FindStringIndex(answer); at != nil && listsSources(answer[at[1]:]) {
		answer = strings.TrimRightFunc(answer[:at[0]], unicode.IsSpace)
	}
	found := squareMarks.FindAllStringSubmatchIndex(answer, -1)
	if len(found) == 0 {
		found = roundOnes(answer, passages)
	}
	var out strings.Builder
	var markers []marker
	runes, from := 0, 0
	keep := func(s string) {
		out.WriteString(s)
		runes += utf8.RuneCountInString(s)
	}
	for _, m := range found {
		before := answer[from:m[0]]
		from = m[1]
		if spaceless(answer[from:]) {
			before = strings.TrimRight(before, " \t")
		} else if before == "" || strings.HasSuffix(before, " ") {
			from += len(answer[from:]) - len(strings.TrimLeft(answer[from:], " "))
		}
		keep(before)
		markers = append(markers, marker{answer[m[0]:m[1]], numbersIn(answer[m[2]:m[3]]), runes})
	}
	keep(answer[from:])
	return out.String(), markers
}

// spaceless reports whether what follows a marker needs no space before it.
func spaceless(rest string) bool {
	c, _ := utf8.DecodeRuneInString(rest)
	return rest == "" || unicode.IsSpace(c) || strings.ContainsRune(".,;:!?)]【[。、", c)
}

// roundOnes finds numbers in round brackets that stand at the end of a clause and name a
// passage.
func roundOnes(answer string, passages int) [][]int {
	var out [][]int
	for _, m := range roundMarks.FindAllStringSubmatchIndex(answer, -1) {
		ok := m[0] > 0 && !strings.HasSuffix(answer[:m[0]], "\n") && spaceless(answer[m[1]:])
		if c, _ := utf8.DecodeRuneInString(strings.TrimLeft(answer[m[1]:], " \t")); unicode.IsLower(c) {
			ok = false // "within ten (10) days"
		}
		for _, n := range numbersIn(answer[m[2]:m[3]]) {
			ok = ok && n >= 1 && n <= passages
		}
		if ok {
			out = append(out, m)
		}
	}
	return out
}

var rangeOrNumber = regexp.MustCompile(`(` + number + `)\s*(?:(?:to|[-–—])\s*(` + number + `))?`)

// numbersIn reads "1, 3-5" as 1, 3, 4, 5. A range that is too long is read as its two ends.
func numbersIn(s string) []int {
	var out []int
	for _, m := range rangeOrNumber.FindAllStringSubmatch(strings.ToLower(s), -1) {
		from, _ := strconv.Atoi(m[1]) // at most three digits
		to, _ := strconv.Atoi("0" + m[2])
		switch {
		case to == 0 && m[2] == "":
			out = append(out, from)
		case to <= from || to-from > 20:
			out = append(out, from, to)
		default:
			for n := from; n <= to; n++ {
				out = append(out, n)
			}
		}
	}
	return out
}

// listsSources reports whether all lines after a heading look like entries of a list of
// sources: short, and each with a number or a bullet.
func listsSources(s string) bool {
	for line := range strings.Lines(s) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if len(line) > 300 || !strings.ContainsAny(line[:1], "[(-*0123456789") && !strings.HasPrefix(line, "•") && !strings.HasPrefix(line, "【") {
			return false
		}
	}
	return true
}
