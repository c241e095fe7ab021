package nodes

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"greenlight/backend/domain"
	"greenlight/backend/node"
)

// fits tests the condition of a branch on a text.
func (b chooseBranch) fits(text string) (bool, error) {
	switch b.Test {
	case "contains":
		return containsOne(text, b.Value), nil
	case "not_contains":
		return !containsOne(text, b.Value), nil
	case "equals":
		return equalsOne(text, b.Value), nil
	case "empty":
		return strings.TrimSpace(text) == "", nil
	case "not_empty":
		return strings.TrimSpace(text) != "", nil
	case "more_than", "less_than":
		got, okGot := toNumber(text)
		limit, okLimit := toNumber(b.Value)
		return okGot && okLimit && (b.Test == "more_than" && got > limit || b.Test == "less_than" && got < limit), nil
	case "matches":
		// Go's expressions run in linear time, so no pattern can hang a run.
		re, err := regexp.Compile(b.Value)
		if err != nil {
			return false, domain.Errorf(domain.CodeInvalid, "The pattern of “%s” is not a regular expression.", b.Name).WithCause(err)
		}
		return re.MatchString(text), nil
	}
	return false, domain.Errorf(domain.CodeInvalid, "The condition of “%s” is unknown.", b.Name)
}

// alternatives parts words at commas and new lines.
func alternatives(list string) []string {
	var words []string
	for _, w := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == '\n' || r == ';' }) {
		if w = foldSpace(w); w != "" {
			words = append(words, w)
		}
	}
	return words
}

// foldSpace makes texts comparable: lower case, single spaces.
func foldSpace(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// containsOne reports whether one of the words begins at the beginning of a word in text.
func containsOne(text, list string) bool {
	text = foldSpace(text)
	for _, w := range alternatives(list) {
		for from := 0; ; {
			i := strings.Index(text[from:], w)
			if i < 0 {
				break
			}
			if wordBegins(text, from+i) {
				return true
			}
			from += i + len(w)
		}
	}
	return false
}

// wordBegins reports whether a word begins at a byte of text. In scripts that set no spaces
// between words every character may begin one.
func wordBegins(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	if at == 0 || !unicode.IsLetter(before) && !unicode.IsDigit(before) {
		return true
	}
	first, _ := utf8.DecodeRuneInString(text[at:])
	return !unicode.IsLetter(first) && !unicode.IsDigit(first) ||
		unicode.In(first, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// equalsOne compares with the whole value, with each of its alternatives, and as numbers.
func equalsOne(text, list string) bool {
	got := foldSpace(text)
	number, isNumber := toNumber(text)
	for _, w := range append(alternatives(list), foldSpace(list)) {
		if got == w {
			return true
		}
		if n, ok := toNumber(w); ok && isNumber && n == number {
			return true
		}
	}
	return false
}

// toNumber reads a number as people write it: "12", "1.5", "1,5", "1 200".
func toNumber(s string) (float64, bool) {
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\'' || r == '’' {
			return -1
		}
		return r
	}, s)
	if strings.Count(s, ",") == 1 && !strings.Contains(s, ".") {
		s = strings.Replace(s, ",", ".", 1)
	}
	n, err := strconv.ParseFloat(s, 64)
	return n, err == nil && n == n
}

// lookAt gives the text that conditions test: all of a value, or one field of data. A field
// that is not there is empty.
func lookAt(v domain.Value, field string) string {
	field = strings.TrimSpace(field)
	if field == "" {
		return node.AsText(v)
	}
	data, err := node.Convert(v, domain.PortData)
	if err != nil {
		return ""
	}
	raw := data.Data
	for _, name := range strings.Split(field, ".") {
		raw = member(raw, strings.TrimSpace(name))
	}
	if len(raw) == 0 || string(raw) == "null" {
		return ""
	}
	return node.AsText(domain.Value{Type: domain.PortData, Data: raw})
}

// member gives a field of an object, or an element of a list by its number from 1.
func member(raw json.RawMessage, name string) json.RawMessage {
	var object map[string]json.RawMessage
	if json.Unmarshal(raw, &object) == nil {
		return object[name]
	}
	var list []json.RawMessage
	if n, err := strconv.Atoi(name); err == nil && json.Unmarshal(raw, &list) == nil && n >= 1 && n <= len(list) {
		return list[n-1]
	}
	return nil
}
