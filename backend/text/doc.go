// Package text reads plain language: it cuts text into sentences and words with exact
// offsets, stems words, and recognises numbers, dates and names, and what a question asks for.
//
// It knows English best. Other languages are cut into sentences and words just as exactly;
// their words are compared by their folded spelling instead of an English stem where that
// makes no sense.
package text

import "strings"

// Span is the half-open range [Start, End) of a text, in code points.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Len is the number of code points in the span.
func (s Span) Len() int { return s.End - s.Start }

// Slice gives the part of s that span covers. A span that reaches beyond s is cut to it.
func Slice(s string, span Span) string {
	if span.Start < 0 {
		span.Start = 0
	}
	if span.End <= span.Start {
		return ""
	}
	n, from := 0, len(s)
	for i := range s {
		if n == span.Start {
			from = i
		}
		if n == span.End {
			return s[from:i]
		}
		n++
	}
	return s[from:]
}

// Readable gives a stretch of a text as people read it: white space and wrapped lines become
// single spaces, and only a list that a colon announces keeps its lines.
func Readable(s string) string {
	if !strings.Contains(s, ":\n") {
		return strings.Join(strings.Fields(s), " ")
	}
	var lines []string
	for line := range strings.Lines(s) {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}
