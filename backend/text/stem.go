package text

import (
	"strings"
	"unicode"

	"github.com/kljensen/snowball/english"
	"golang.org/x/text/unicode/norm"
)

// Stem gives the form by which words are compared: folded, and for words in Latin letters
// without English endings (Porter's second algorithm, https://snowballstem.org). Numbers lose
// the commas that group their digits, "5th" is "5", and so is "five".
func Stem(word string) string { return stemFolded(Fold(word)) }

func stemFolded(w string) string {
	if w == "" {
		return ""
	}
	if w[0] >= '0' && w[0] <= '9' {
		return stemNumber(w)
	}
	for i := 0; i < len(w); i++ {
		if w[i] >= 0x80 {
			return w
		}
	}
	if s, ok := irregular[w]; ok {
		return s
	}
	if s, ok := numerals[w]; ok {
		return s
	}
	return english.Stem(strings.TrimSuffix(w, "'s"), true)
}

func stemNumber(w string) string {
	w = strings.ReplaceAll(w, ",", "")
	for _, end := range [...]string{"st", "nd", "rd", "th", "s"} {
		if n := strings.TrimSuffix(w, end); n != w && n != "" && n[len(n)-1] <= '9' {
			return n
		}
	}
	return w
}

// numerals maps number words to digits. "One" is left out: it is mostly no number.
var numerals = map[string]string{
	"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
	"thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19", "twenty": "20",
	"thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90", "hundred": "100", "thousand": "1000",
}

// irregular maps forms that no rule reaches to the stem of their word.
var irregular = func() map[string]string {
	m := map[string]string{}
	for _, group := range strings.Split(irregularForms, "\n") {
		words := strings.Fields(group)
		if len(words) == 0 {
			continue
		}
		stem := english.Stem(words[0], true)
		for _, w := range words[1:] {
			m[w] = stem
		}
	}
	return m
}()

// irregularForms has a word and its irregular forms in each line.
const irregularForms = `
become became
begin began begun
break broke broken
bring brought
build built
buy bought
catch caught
choose chose chosen
come came
die dying
do did done does doing
draw drew drawn
drive drove driven
eat ate eaten
fall fell fallen
feel felt
fight fought
find found
fly flew flown
forget forgot forgotten
get got gotten
give gave given
go went gone goes going
grow grew grown
hear heard
hide hid hidden
hold held
keep kept
know knew known
lead led
leave left
lend lent
lie lying
lose lost
make made
mean meant
meet met
pay paid
ride rode ridden
rise rose risen
run ran
say said
see saw seen
seek sought
sell sold
send sent
shake shook shaken
shoot shot
sing sang sung
sit sat
sleep slept
speak spoke spoken
spend spent
stand stood
steal stole stolen
strike struck
swear swore sworn
take took taken
teach taught
tell told
think thought
throw threw thrown
understand understood
wear wore worn
win won
write wrote written
child children
man men
woman women
person people
foot feet
tooth teeth
mouse mice
life lives
wife wives
half halves
leaf leaves
good better best
bad worse worst
`

// foldUnicode takes accents off by decomposing (NFKD) and dropping the marks that combine.
// Marks of scripts that need them (Devanagari, Arabic vowels) go too, on both sides of every
// comparison.
func foldUnicode(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, c := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, c), c == '\u00ad':
		case c == '’' || c == '‘' || c == 'ʼ':
			b.WriteByte('\'')
		case c == 'ß':
			b.WriteString("ss")
		default:
			b.WriteRune(unicode.ToLower(c))
		}
	}
	return b.String()
}
