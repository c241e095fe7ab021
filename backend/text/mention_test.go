package text_test

import (
	"strings"
	"testing"

	"greenlight/backend/text"
)

func TestMentions(t *testing.T) {
	tests := []struct {
		in   string
		kind text.Kind
		want string // the words of the mention, "" for none
	}{
		{"You get 25 days a year.", text.Duration, "25"},
		{"You get twenty five working days.", text.Duration, "twenty five"},
		{"It costs $1,200 in all.", text.Money, "1,200"},
		{"A fee of 40 euros applies.", text.Money, "40"},
		{"About 12.5% of them.", text.Percent, "12.5"},
		{"It began on 3 March 1917.", text.Date, "3 March 1917"},
		{"It began in 1917.", text.Date, "1917"},
		{"Due 2026-03-01 at last.", text.Date, "2026 03 01"},
		{"Lunch is at 12:30.", text.Date, "12 30"},
		{"in the 19th century", text.Date, "19th century"},
		{"The prize went to Marie Curie.", text.Person, "Marie Curie"},
		{"The house of the Duke of York stands.", text.Person, "Duke of York"},
		{"He was born in Smiljan.", text.Place, "Smiljan"},
		{"Ask your manager.", text.Person, "manager"},
		{"Write to help@example.com today.", text.Contact, "help example com"},
		{"See https://example.com/x now.", text.Contact, "https example com x"},
		{"The policy is new.", text.Name, ""},
		{"nothing here", text.Number | text.Date | text.Name, ""},
	}
	for _, tt := range tests {
		tokens := text.Words(tt.in)
		got := ""
		for _, m := range text.Mentions(tt.in, tokens) {
			if m.Kind&tt.kind != 0 {
				words := []string{}
				for _, w := range tokens[m.First : m.Last+1] {
					words = append(words, w.Text)
				}
				got = strings.Join(words, " ")
				break
			}
		}
		if got != tt.want {
			t.Errorf("%q: mention %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestReadQuestion(t *testing.T) {
	tests := []struct {
		in      string
		wants   text.Kind
		focus   string
		content string
	}{
		{"How many days may I carry over into next year?", text.Number | text.Duration, "day", "days carry next year"},
		{"Who approves my expenses?", text.Person, "", "approves expenses"},
		{"In what year did it begin?", text.Date | text.Duration, "year", "begin"},
		{"When was Tesla born?", text.Date | text.Duration, "", "tesla born"},
		{"Where is the office?", text.Place | text.Contact, "", "office"},
		{"Which city hosted it?", text.Place, "citi", "hosted"},
		{"carry over", 0, "", "carry"},
		{"carry-over deadline", text.Date | text.Duration, "deadlin", "carry"},
		{"mileage allowance", text.Number | text.Money, "allow", "mileage allowance"},
		{"Why?", 0, "", "why"},
		{"Wie viele Tage Urlaub habe ich?", text.Number, "tage", "tage urlaub habe"},
		{"", 0, "", ""},
	}
	for _, tt := range tests {
		q := text.ReadQuestion(tt.in)
		content := []string{}
		for _, w := range q.Content {
			content = append(content, w.Lower)
		}
		if q.Wants != tt.wants || q.Focus != tt.focus || strings.Join(content, " ") != tt.content {
			t.Errorf("%q: wants %b focus %q content %q", tt.in, q.Wants, q.Focus, content)
		}
	}
}

func FuzzMentionsAndQuestions(f *testing.F) {
	for _, s := range []string{"How many days?", "what year of the", "a@b 5% of Kings of", "1 2 3 de/ 4", "Who’s"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		tokens := text.Words(s)
		last := -1
		for _, m := range text.Mentions(s, tokens) {
			if m.First <= last || m.Last < m.First || m.Last >= len(tokens) || m.Kind == 0 {
				t.Fatalf("bad mention %+v in %q", m, s)
			}
			last = m.Last
		}
		text.ReadQuestion(s)
	})
}
