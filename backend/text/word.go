package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Token is a word or a number in a text.
type Token struct {
	Text  string // as written
	Start int    // code points
	End   int
	Lower string // lower case without accents
	Stem  string // what words are compared by; see Stem
	Stop  bool   // a word such as "the" that carries little meaning
}

// Words gives the words and numbers of s in order. A word is a run of letters, digits and
// marks; apostrophes stay within words, and points and commas within numbers ("1,000.50").
// Hyphens part words. Ideographs and kana are words of one character.
func Words(s string) []Token {
	out := make([]Token, 0, len(s)/5)
	for pos, n := 0, 0; pos < len(s); {
		c, size := utf8.DecodeRuneInString(s[pos:])
		if !wordRune(c) {
			pos, n = pos+size, n+1
			continue
		}
		end, runes := pos+size, 1
		if !alone(c) {
			end, runes = wordEnd(s, pos)
		}
		out = append(out, newToken(s[pos:end], n, runes))
		pos, n = end, n+runes
	}
	return out
}

func newToken(word string, start, runes int) Token {
	lower := Fold(word)
	return Token{Text: word, Start: start, End: start + runes, Lower: lower, Stem: stems.of(lower), Stop: IsStop(lower)}
}

// wordEnd gives the byte offset after the word at pos, and its length in code points.
func wordEnd(s string, pos int) (end, runes int) {
	var last rune
	for end = pos; end < len(s); {
		c, size := utf8.DecodeRuneInString(s[end:])
		if !wordRune(c) && !joins(last, c, s[end+size:]) || alone(c) {
			break
		}
		end, runes, last = end+size, runes+1, c
	}
	return end, runes
}

// joins reports whether c, between the last character and the rest, is inside a word.
func joins(last, c rune, rest string) bool {
	switch c {
	case '\'', '’', '.', ',', '\u00ad':
	default:
		return false
	}
	next, _ := utf8.DecodeRuneInString(rest)
	if c == '.' || c == ',' {
		return unicode.IsDigit(last) && unicode.IsDigit(next)
	}
	return unicode.IsLetter(last) && unicode.IsLetter(next)
}

func wordRune(c rune) bool {
	if c < 0x80 {
		return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
	}
	return unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c)
}

// alone reports whether c is a word by itself: scripts that put no spaces between words.
func alone(c rune) bool {
	return c >= 0x0e00 && unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer)
}

// Number reports whether the token starts with a digit.
func (t Token) Number() bool { return t.Text != "" && t.Text[0] >= '0' && t.Text[0] <= '9' }

// Capital reports whether the token starts with a capital letter.
func (t Token) Capital() bool {
	c, _ := utf8.DecodeRuneInString(t.Text)
	return unicode.IsUpper(c)
}

// Content gives the tokens that carry meaning; all of them if every one is a stop word.
func Content(tokens []Token) []Token {
	var out []Token
	for _, t := range tokens {
		if !t.Stop {
			out = append(out, t)
		}
	}
	if len(out) == 0 {
		return tokens
	}
	return out
}

// Fold gives s in lower case, without accents, and with straight apostrophes.
func Fold(s string) string {
	ascii := true
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			ascii = false
			break
		}
	}
	if ascii {
		return strings.ToLower(s)
	}
	return foldUnicode(s)
}
