package text

import (
	"strings"
	"unicode"
)

// Titles, which count when written with one capital ("Dr.", not "DR." or "dr."): a name
// follows.
var titles = set(`mr mrs ms mx dr prof rev fr st mt gen col maj capt lt sgt cpl cmdr adm gov sen rep hon pres
	messrs mlle mme hr fra dipl ing`)

// Abbreviations after which a sentence never ends, because something must follow.
var neverLast = set(`e.g i.e eg ie cf viz vs approx ca resp incl excl z.b d.h u.a bzw vgl`)

// Abbreviations that end a sentence only when the next word often starts one.
var mayBeLast = set(`inc ltd co corp llc plc bros jr sr etc al u.s u.k u.s.a u.n e.u d.c a.m p.m b.c a.d n.b p.s ph.d
	m.a b.a b.sc m.sc d.phil m.d esq dept univ est assn ave blvd rd sq bldg apt gmbh a.g mio mrd usw
	jan feb apr jun jul aug sep sept oct nov tue tues thu thur thurs fri
	hrs mins secs yr yrs wk wks mos lb lbs oz kg km cm mm`)

// Abbreviations that only count before a number: "No. 5", "p. 12", "Fig. 3".
var beforeNumber = set(`no nos nr p pp fig figs vol vols ch chap sec sect art para eq ex tab app sch op cl ref v ver c ext tel`)

// sentenceStarters are words that, capitalised after an abbreviation, start a sentence.
var sentenceStarters = set(`the a an this that these those it its he she they we you i his her their our your there here
	in on at by for from with as to of when while where after before since during if although though because however
	moreover furthermore therefore thus then but and or so yet not no all any each every some many most both one two
	please who what which why how`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// abbreviated reports whether the full stop at i belongs to an abbreviation, an initial or an
// enumerator, so that the sentence goes on at next.
func abbreviated(r []rune, block Span, i, next int) bool {
	from := i
	for from > block.Start && (unicode.IsLetter(r[from-1]) || r[from-1] == '.') {
		from--
	}
	word := strings.ToLower(strings.TrimLeft(string(r[from:i]), "."))
	if word == "" {
		return enumerator(r, block, i)
	}
	if beforeNumber[word] && unicode.IsDigit(r[next]) {
		return true
	}
	if neverLast[word] || titles[word] && titleCase(r[from:i]) {
		return true
	}
	initial := len([]rune(word)) == 1 && unicode.IsUpper(r[i-1]) || strings.Contains(word, ".")
	if !initial && !mayBeLast[word] {
		return false
	}
	return !sentenceStarters[strings.ToLower(wordAt(r, next, block.End))]
}

// titleCase reports whether a word has a capital at its start only.
func titleCase(word []rune) bool {
	return unicode.IsUpper(word[0]) && (len(word) < 2 || unicode.IsLower(word[1]))
}

// enumerator reports whether the stop at i ends a number that opens the block: "12. Leave".
func enumerator(r []rune, block Span, i int) bool {
	from := i
	for from > block.Start && (unicode.IsDigit(r[from-1]) || r[from-1] == '.') {
		from--
	}
	if from == i {
		return false
	}
	for j := block.Start; j < from; j++ {
		if !unicode.IsSpace(r[j]) {
			return false
		}
	}
	return true
}

func wordAt(r []rune, i, end int) string {
	for i < end && !unicode.IsLetter(r[i]) && !unicode.IsSpace(r[i]) && !unicode.IsDigit(r[i]) {
		i++
	}
	j := i
	for j < end && unicode.IsLetter(r[j]) {
		j++
	}
	return string(r[i:j])
}
