package text

import (
	"slices"
	"strings"
)

// Question is what a question or a search phrase asks for.
type Question struct {
	Tokens  []Token
	Content []Token // the words that carry meaning, without what only asks ("what year")
	Word    string  // the asking word, folded: "who", "how many", "why"; "" for a bare phrase
	Wants   Kind    // kinds of thing that can answer; 0 when any sentence can
	Focus   string  // stem of the noun asked for: "year" of "in what year", "day" of "how many days"; or ""
}

// ReadQuestion finds out what a question asks for.
func ReadQuestion(s string) Question {
	q := Question{Tokens: Words(s)}
	asked := map[int]bool{} // indexes of words that only ask
	for i, t := range q.Tokens {
		if q.Word == "" && askingWords[t.Lower] {
			q.ask(i, asked)
		}
	}
	if q.Word == "" {
		q.readPhrase(asked)
	}
	for i, t := range q.Tokens {
		if !t.Stop && !asked[i] {
			q.Content = append(q.Content, t)
		}
	}
	if len(q.Content) == 0 {
		q.Content = Content(q.Tokens)
	}
	return q
}

var askingWords = set(`who whom whose who's when where why how what what's which
	wer wann wo warum wie welche welcher welches was qui quand ou pourquoi comment combien quel quelle
	quien cuando donde porque como cuanto cuantos cual que wie wanneer waar waarom hoe chi quando dove perche quanto`)

// ask reads the question from its asking word at i.
func (q *Question) ask(i int, asked map[int]bool) {
	q.Word = q.Tokens[i].Lower
	next := ""
	if i+1 < len(q.Tokens) {
		next = q.Tokens[i+1].Lower
	}
	switch q.Word {
	case "who", "whom", "whose", "who's", "wer", "qui", "quien", "chi":
		q.Wants = Person
	case "when", "wann", "quand", "cuando", "wanneer", "quando":
		q.Wants = Date | Duration
	case "where", "wo", "donde", "dove", "waar":
		q.Wants = Place | Contact
	case "combien", "cuanto", "cuantos", "quanto":
		q.Wants = Number
	case "how", "wie", "hoe":
		q.askHow(i, next, asked)
	case "what", "what's", "which", "welche", "welcher", "welches", "quel", "quelle", "cual":
		q.askWhat(i, asked)
	}
}

// readPhrase reads a search phrase such as "carry-over deadline" or "mileage allowance" by its
// last word.
func (q *Question) readPhrase(asked map[int]bool) {
	last := len(q.Tokens) - 1
	if last < 1 {
		return
	}
	t := q.Tokens[last]
	if !dateNouns[t.Lower] && !numberNouns[t.Lower] {
		return
	}
	q.Wants, _ = nounKind(t)
	q.Focus = t.Stem
	asked[last] = dateNouns[t.Lower]
}

// measures are words that after "how" ask for a number, and what that number can be.
var measures = map[string]Kind{
	"many": Number, "much": Number, "long": Duration | Number, "old": Number | Duration, "far": Number, "often": Number | Duration,
	"tall": Number, "big": Number, "large": Number, "high": Number, "deep": Number, "fast": Number, "wide": Number, "heavy": Number,
	"soon": Duration | Date, "late": Date | Duration, "early": Date | Duration, "quickly": Duration, "viele": Number, "viel": Number, "lange": Duration | Number, "veel": Number, "lang": Duration | Number,
}

func (q *Question) askHow(i int, next string, asked map[int]bool) {
	kind, ok := measures[next]
	if !ok {
		return
	}
	q.Wants, q.Word = kind, q.Word+" "+next
	asked[i+1] = true
	if (next == "many" || next == "much" || strings.HasPrefix(next, "v")) && i+2 < len(q.Tokens) && !q.Tokens[i+2].Stop {
		q.Focus = q.Tokens[i+2].Stem
		if timeUnits[q.Focus] {
			q.Wants |= Duration
		}
		if q.Focus == "money" {
			q.Wants |= Money
		}
	}
}

// askWhat looks for the noun asked for: "what year", "which of the two cities", "what is the
// name of the man".
func (q *Question) askWhat(i int, asked map[int]bool) {
	for j := i + 1; j < len(q.Tokens) && j <= i+6; j++ {
		t := q.Tokens[j]
		kind, known := nounKind(t)
		if known {
			q.Wants, q.Focus = kind, t.Stem
			if j == i+1 || dateNouns[t.Lower] {
				asked[j] = true
			}
			return
		}
		if !t.Stop {
			if j == i+1 {
				q.Focus = t.Stem
			}
			if !Common(t.Stem) && j > i+1 {
				return
			}
		}
	}
}

// nounKind gives the kinds of thing that a noun asks for.
func nounKind(t Token) (Kind, bool) {
	forms := []string{t.Lower}
	if n := len(t.Lower); n > 3 && t.Lower[n-1] == 's' {
		forms = append(forms, t.Lower[:n-1])
		if n > 4 && t.Lower[n-3:] == "ies" {
			forms = append(forms, t.Lower[:n-3]+"y")
		}
	}
	in := func(list map[string]bool) bool {
		return slices.ContainsFunc(forms, func(f string) bool { return list[f] })
	}
	switch {
	case in(dateNouns):
		return Date | Duration, true
	case t.Lower == "percentage" || t.Lower == "percent":
		return Percent | Number, true
	case in(numberNouns):
		return Number | Money, true
	case in(placeNouns):
		return Place, true
	case in(personNouns):
		return Person | Name, true
	}
	return 0, false
}
