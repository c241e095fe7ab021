package text

import "strings"

// Kind is a set of the things that a stretch of text can be, or that a question can ask for.
type Kind uint16

// The kinds of thing.
const (
	Number   Kind = 1 << iota // any quantity, also in words
	Money                     // a number with a currency
	Percent                   // a number with %, "percent" or "per cent"
	Duration                  // a number with a unit of time: "ten days"
	Date                      // a day, month, year, century, weekday or time of day
	Name                      // a proper name of anything
	Person                    // a name or a role that can be a person or a group
	Place                     // a name that can be a place
	Contact                   // an e-mail or web address, a telephone number or extension
)

// Mention is something recognised in a text: the tokens [First, Last] are of the kinds.
type Mention struct {
	Kind        Kind
	First, Last int // indexes of tokens
}

// Mentions recognises numbers, dates, names, roles and addresses among the words of s, in
// order of their first word. It goes by spelling and short word lists, so it finds likely
// mentions, not certain ones.
func Mentions(s string, tokens []Token) []Mention {
	gaps := gapsOf(s, tokens)
	var out []Mention
	for i := 0; i < len(tokens); {
		m, ok := mentionAt(tokens, gaps, i)
		if !ok {
			i++
			continue
		}
		out = append(out, m)
		i = m.Last + 1
	}
	return out
}

// gapsOf gives what stands before each token, and after the last.
func gapsOf(s string, tokens []Token) []string {
	gaps := make([]string, len(tokens)+1)
	pos, n, from := 0, 0, 0
	for i, t := range tokens {
		pos, n = advance(s, pos, n, t.Start)
		gaps[i] = s[from:pos]
		pos, n = advance(s, pos, n, t.End)
		from = pos
	}
	gaps[len(tokens)] = s[from:]
	return gaps
}

// advance moves a byte position that is at code point n on to the code point to.
func advance(s string, pos, n, to int) (int, int) {
	for n < to && pos < len(s) {
		for pos++; pos < len(s) && s[pos]&0xc0 == 0x80; pos++ {
		}
		n++
	}
	return pos, n
}

func mentionAt(t []Token, gaps []string, i int) (Mention, bool) {
	if last, ok := contact(t, gaps, i); ok {
		return Mention{Contact, i, last}, true
	}
	if m, ok := dateAt(t, gaps, i); ok {
		return m, true
	}
	if m, ok := numberAt(t, gaps, i); ok {
		return m, true
	}
	if m, ok := nameAt(t, gaps, i); ok {
		return m, true
	}
	if roles[t[i].Lower] {
		return Mention{Person, i, i}, true
	}
	return Mention{}, false
}

// contact recognises addresses by what joins their words ("a@b.c", "www.x.y", "https://…").
func contact(t []Token, gaps []string, i int) (last int, ok bool) {
	for last = i; last+1 < len(t); last++ {
		g := gaps[last+1]
		if g == "" || len(g) > 3 || strings.ContainsAny(g, " \t\n,;()\"'") {
			break
		}
		ok = ok || g == "@" || g == "://"
	}
	return last, ok || t[i].Lower == "www" && last > i
}

// dateAt recognises dates and times of day.
func dateAt(t []Token, gaps []string, i int) (Mention, bool) {
	last := i
	switch {
	case months[t[i].Lower] && t[i].Capital() || weekdays[t[i].Lower]:
	case t[i].Number() && i+2 < len(t) && t[i+2].Number() && gaps[i+1] == gaps[i+2] && (gaps[i+1] == "/" || gaps[i+1] == "-"):
		last = i + 2
	case year(t[i]) && !strings.HasSuffix(gaps[i], "$") && !strings.HasSuffix(gaps[i], "€") && !strings.HasSuffix(gaps[i], "£"):
	case t[i].Number() && i+1 < len(t) && (months[t[i+1].Lower] || t[i+1].Stem == "centuri" || gaps[i+1] == " " && clock[t[i+1].Lower]):
	case t[i].Number() && i+1 < len(t) && gaps[i+1] == ":" && t[i+1].Number():
	case dayWords[t[i].Lower]:
	default:
		return Mention{}, false
	}
	for last+1 < len(t) && len(gaps[last+1]) <= 2 && dateWord(t[last+1]) {
		last++
	}
	return Mention{Date, i, last}, true
}

func dateWord(t Token) bool {
	return months[t.Lower] || year(t) || clock[t.Lower] || t.Stem == "centuri" || t.Number() && len(t.Stem) <= 2
}

// year reports whether the token is a number that people read as a year ("1917", "1990s").
func year(t Token) bool {
	return len(t.Stem) == 4 && len(t.Lower) <= 5 && t.Lower[1] != ',' && (t.Stem[0] == '1' || t.Stem[0] == '2' && t.Stem[1] <= '1') && digits(t.Stem)
}

func digits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// numberAt recognises quantities in digits and words, with their unit.
func numberAt(t []Token, gaps []string, i int) (Mention, bool) {
	if !t[i].Number() && !numberWords[t[i].Lower] {
		return Mention{}, false
	}
	m := Mention{Number, i, i}
	for m.Last+1 < len(t) && len(gaps[m.Last+1]) <= 1 && (numberWords[t[m.Last+1].Lower] || t[m.Last+1].Number()) {
		m.Last++
	}
	before, after := gaps[i], gaps[m.Last+1]
	next := Token{}
	if m.Last+1 < len(t) {
		next = t[m.Last+1]
	}
	switch {
	case strings.ContainsAny(before, "$€£¥₹"), strings.ContainsAny(after, "€£$¥₹") && !strings.Contains(after, " $"), currencies[next.Lower]:
		m.Kind |= Money
	case strings.Contains(after, "%"), next.Lower == "percent", next.Lower == "per" && m.Last+2 < len(t) && t[m.Last+2].Lower == "cent":
		m.Kind |= Percent
	case timeUnits[next.Stem], m.Last+2 < len(t) && timeUnits[t[m.Last+2].Stem] && !next.Stop:
		m.Kind |= Duration
	}
	return m, t[i].Lower != "one" || m.Last > i || m.Kind != Number || next.Lower != "of" && !next.Stop
}

// nameAt recognises runs of capitalised words. A single capitalised word at the start of a
// sentence counts only when it is no common word.
func nameAt(t []Token, gaps []string, i int) (Mention, bool) {
	if !nameWord(t[i]) {
		return Mention{}, false
	}
	last := i
	for j := i + 1; j < len(t) && len(gaps[j]) <= 3 && !strings.ContainsAny(gaps[j], ",;:()\n\"“”"); j++ {
		switch {
		case nameWord(t[j]) || t[j].Number() && !year(t[j]) && j == last+1:
			last = j
			continue
		case inNames[t[j].Lower] && j == last+1:
			continue
		}
		break
	}
	start := i == 0 || strings.ContainsAny(gaps[i], ".!?:")
	if start && last == i && (Common(t[i].Stem) || strings.ToUpper(t[i].Text) == t[i].Text && len(t[i].Text) == 1) {
		return Mention{}, false
	}
	return Mention{Name | nameKind(t, i, last), i, last}, true
}

func nameWord(t Token) bool { return t.Capital() && !t.Stop }

// nameKind guesses from the words in and before a name what it is the name of.
func nameKind(t []Token, first, last int) Kind {
	for i := first; i <= last; i++ {
		switch {
		case titles[t[i].Lower] || roles[t[i].Lower]:
			return Person
		case placeWords[t[i].Lower]:
			return Place
		}
	}
	if first > 0 {
		switch before := t[first-1].Lower; {
		case before == "by" || roles[before]:
			return Person
		case placePrepositions[before]:
			return Place
		}
	}
	if last > first {
		return Person
	}
	return Person | Place
}
