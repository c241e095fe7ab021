package builtin_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"greenlight/backend/domain"
	"greenlight/backend/model"
	"greenlight/backend/model/builtin"
	"greenlight/backend/text"
)

// handbook is what a search for leave finds in a company's papers.
var handbook = []domain.Passage{
	piece("leave", 0, "Annual leave policy › Carry-over", "Up to five days of annual leave may be carried over into the next calendar year. Days that are carried over must be used by 31 March; after that date they lapse without payment."),
	piece("leave", 400, "Annual leave policy › Entitlement", "A full-time employee has 25 working days of paid annual leave in each calendar year. After five years of service the entitlement rises to 27 days, and after ten years to 30 days."),
	piece("leave", 900, "Annual leave policy › Asking", "Ask in the People portal. Your manager answers within three working days. A manager may refuse for these reasons:\n- a minimum crew would not be reached\n- a customer audit falls in the period"),
	piece("expenses", 0, "Expenses policy › Who approves", "Amount: up to 500 euros | Approval: your manager\nAmount: 500 to 5,000 euros | Approval: your manager and Finance\nAmount: more than 5,000 euros | Approval: your director"),
	piece("faq", 0, "", "Question: May I sell my days? | Answer: No, days cannot be sold. | Owner: People team\nQuestion: Who keeps the doctor's notes? | Answer: The company doctor keeps them. | Owner: People team"),
	piece("remote", 0, "Remote work policy", "Employees who work from home at least two days a week receive an allowance of 45 euros a month. The policy applies to all sites."),
}

func piece(doc string, start int, heading, s string) domain.Passage {
	return domain.Passage{KnowledgeID: "k", DocumentID: doc, Path: doc, Page: 1, Heading: heading, Start: start, End: start + utf8.RuneCountInString(s), Text: s}
}

func TestAnswerQuotesWhatWasAsked(t *testing.T) {
	tests := []struct{ question, want string }{
		{"How many days may I carry over into next year?", "Up to five days of annual leave may be carried over into the next calendar year. [1]"},
		{"carryover", "Up to five days"},
		{"carry-over deadline", "31 March"},
		{"By when do I have to use days that I carried over?", "must be used by 31 March"},
		{"how many dais of anuual leave are carried over", "Up to five days"},
		{"How much leave do I have after ten years?", "after ten years to 30 days. [2]"},
		{"How much vacation does a full-time employee have?", "25 working days"},
		{"Who approves an amount of 800 euros?", "Amount: 500 to 5,000 euros | Approval: your manager and Finance [4]"},
		{"Can I sell my days?", "No, days cannot be sold. [5]"},
		{"Who keeps doctor's notes?", "The company doctor keeps them. [5]"},
		{"How much allowance do I receive for working from home?", "45 euros a month. [6]"},
		{"For which reasons may a manager refuse leave?", "for these reasons:\n- a minimum crew would not be reached\n- a customer audit falls in the period [3]"},
	}
	for _, tt := range tests {
		got, quotes, declined := builtin.Answer(model.Grounding{Question: tt.question, Passages: handbook})
		if declined || !strings.Contains(got, tt.want) || len(quotes) == 0 || len(quotes) > 3 {
			t.Errorf("%q: declined %v, %q, want %q", tt.question, declined, got, tt.want)
		}
	}
}

func TestAnswerDeclines(t *testing.T) {
	for _, q := range []string{
		"What is the gym allowance?", "What is the policy on tattoos?", "Which dental insurance do we have?", "Who won the football world cup in 2022?",
		"What is the capital of France?", "Wie hoch ist die Kaffeesteuer?", "吾輩は猫である", "¿Dónde está la piscina?", "", "?!", "the", "policy",
	} {
		if got, quotes, declined := builtin.Answer(model.Grounding{Question: q, Passages: handbook}); !declined || len(quotes) > 0 || got != builtin.Declined {
			t.Errorf("%q: %q", q, got)
		}
	}
	for _, ps := range [][]domain.Passage{nil, {{}}, {piece("d", 0, "", " \n\f ")}} {
		if _, _, declined := builtin.Answer(model.Grounding{Question: "How many days?", Passages: ps}); !declined {
			t.Errorf("answered from %v", ps)
		}
	}
}

func TestAnswerInOtherLanguages(t *testing.T) {
	ps := []domain.Passage{
		piece("urlaub", 0, "", "Bis zu fünf Urlaubstage dürfen in das nächste Kalenderjahr übertragen werden. Übertragene Tage verfallen am 31. März."),
		piece("reise", 0, "", "Flüge werden in der Economy-Klasse gebucht. Hotels kosten höchstens 140 Euro."),
	}
	if got, _, _ := builtin.Answer(model.Grounding{Question: "Wie viele Urlaubstage kann ich in das nächste Jahr übertragen?", Passages: ps}); !strings.HasPrefix(got, "Bis zu fünf") {
		t.Errorf("%q", got)
	}
}

func TestAnswerSaysThingsOnce(t *testing.T) {
	ps := []domain.Passage{
		piece("a", 0, "", "Visitors wear an orange badge. They sign in at reception."),
		piece("a", 31, "", "They sign in at reception. Doors are not held open."),
		piece("b", 0, "", "Visitors wear an orange badge."),
	}
	got, _, _ := builtin.Answer(model.Grounding{Question: "Which badge do visitors wear?", Passages: ps})
	if got != "Visitors wear an orange badge. [1]" {
		t.Errorf("%q", got)
	}
}

func TestAnswerIsTheSameEachTime(t *testing.T) {
	g := model.Grounding{Question: "How many working days of leave, and who approves them?", Passages: handbook}
	want, _, _ := builtin.Answer(g)
	for range 20 {
		if got, _, _ := builtin.Answer(g); got != want {
			t.Fatalf("%q, then %q", want, got)
		}
	}
}

func FuzzAnswer(f *testing.F) {
	f.Add("How many days?", "Up to 5 days. Or 6?\n- x | y?", "a | Q? | : | b", "H")
	f.Add("who 1-3 is", strings.Repeat("word, ", 90)+";", "\xff\f\u2028 “", "")
	f.Fuzz(func(t *testing.T, question, a, b, heading string) {
		g := model.Grounding{Question: question, Passages: []domain.Passage{piece("a", 3, heading, a), piece("b", 0, "", b)}}
		e := builtin.Explain(g)
		if !(e.Confidence >= 0 && e.Confidence <= 1) {
			t.Fatalf("confidence %v", e.Confidence)
		}
		for _, q := range e.Quotes {
			n := utf8.RuneCountInString(g.Passages[q.Passage].Text)
			if q.Start < 0 || q.End > n || q.Start >= q.End || strings.TrimSpace(text.Slice(g.Passages[q.Passage].Text, text.Span{Start: q.Start, End: q.End})) == "" {
				t.Fatalf("quote %+v of %d", q, n)
			}
		}
		builtin.Answer(g)
	})
}

func BenchmarkAnswer(b *testing.B) {
	g := model.Grounding{Question: "How many days may I carry over into next year?", Passages: handbook}
	b.ReportAllocs()
	for b.Loop() {
		builtin.Answer(g)
	}
}
