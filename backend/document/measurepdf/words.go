package main

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// lineHyphen is a word parted at a line end, which pdftotext leaves parted.
var lineHyphen = regexp.MustCompile(`(\p{L})[-\x{00AD}]\n(\p{Ll})`)

// words counts the words of a text: runs of letters and digits in compatibility form and
// lower case.
func words(text string) map[string]int {
	text = lineHyphen.ReplaceAllString(text, "$1$2")
	text = strings.ReplaceAll(norm.NFKC.String(strings.ReplaceAll(text, "\u00AD", "")), "\u200B", "")
	out := map[string]int{}
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	}) {
		out[w]++
	}
	return out
}

func total(words map[string]int) int {
	n := 0
	for _, c := range words {
		n += c
	}
	return n
}

// shared counts the words that both have, as often as both have them.
func shared(a, b map[string]int) int {
	n := 0
	for w, c := range a {
		n += min(c, b[w])
	}
	return n
}
