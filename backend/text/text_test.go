package text_test

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"greenlight/backend/text"
)

func sentences(s string) []string {
	out := []string{}
	for _, sp := range text.Sentences(s) {
		out = append(out, text.Slice(s, sp))
	}
	return out
}

func TestSentences(t *testing.T) {
	tests := map[string][]string{
		"One. Two! Three? Four":                               {"One.", "Two!", "Three?", "Four"},
		"Dr. Smith met J. R. R. Tolkien at 3.15 p.m. in May.": {"Dr. Smith met J. R. R. Tolkien at 3.15 p.m. in May."},
		"It costs $1.50. You pay later.":                      {"It costs $1.50.", "You pay later."},
		"He lives in the U.S. He likes it.":                   {"He lives in the U.S.", "He likes it."},
		"He lives in the U.S. Capitol area.":                  {"He lives in the U.S. Capitol area."},
		"See No. 5 and Fig. 3. Then go.":                      {"See No. 5 and Fig. 3.", "Then go."},
		"The answer is no. Five people left.":                 {"The answer is no.", "Five people left."},
		`He said "Stop." Then he left.`:                       {`He said "Stop."`, "Then he left."},
		`"Really?" he asked. “Yes.” She left.`:                {`"Really?" he asked.`, "“Yes.”", "She left."},
		"It works (see p. 4. It is short). Good.":             {"It works (see p. 4. It is short).", "Good."},
		"It is so.[12] The next one.[3][4] Third.":            {"It is so.[12]", "The next one.[3][4]", "Third."},
		"Use e.g. Apples or i.e. Pears.":                      {"Use e.g. Apples or i.e. Pears."},
		"Wait... What? Well… yes.":                            {"Wait...", "What?", "Well… yes."},
		"Annual leave\nYou get 25 days a year.":               {"Annual leave", "You get 25 days a year."},
		"1. Leave\n2. Pay is monthly. Ask HR.\n• Bring ID":    {"Leave", "Pay is monthly.", "Ask HR.", "Bring ID"},
		"You may bring:\n- a laptop\n- a phone":               {"You may bring:", "a laptop", "a phone"},
		"(a) first thing\n(b) second thing":                   {"first thing", "second thing"},
		"This line was wrapped at the margin of the page\nAnd Europe is where it goes on. Next.": {
			"This line was wrapped at the margin of the page\nAnd Europe is where it goes on.", "Next."},
		"a line that\nruns on":                                  {"a line that\nruns on"},
		"First page\fSecond page":                               {"First page", "Second page"},
		"a line \fb line":                                       {"a line", "b line"},
		"Name | Price\nApple | 3\nPear | 4":                     {"Name | Price", "Apple | 3", "Pear | 4"},
		"Question: May I? Yes? | Answer: No. Never.\nNext. One": {"Question: May I? Yes? | Answer: No. Never.", "Next.", "One"},
		"para one\n\npara two":                                  {"para one", "para two"},
		"今日は晴れです。明日は雨です。":                                       {"今日は晴れです。", "明日は雨です。"},
		"यह एक है। यह दो है।":                                   {"यह एक है।", "यह दो है।"},
		"   ": {},
		"":    {},
		"Version 2.0. Section 4.2.1 applies. See it.": {"Version 2.0.", "Section 4.2.1 applies.", "See it."},
	}
	for in, want := range tests {
		if got := sentences(in); !reflect.DeepEqual(got, want) {
			t.Errorf("Sentences(%q)\n got %q\nwant %q", in, got, want)
		}
	}
}

func TestWords(t *testing.T) {
	tests := map[string]string{
		"The carry-over, isn't it?": "the carry over isn't it",
		"1,000.50 people, 3.":       "1,000.50 people 3",
		"Café Zürich’s":             "cafe zurich's",
		"東京 tower":                  "東 京 tower",
		"5th-floor 1990s":           "5th floor 1990s",
		"":                          "",
	}
	for in, want := range tests {
		var got []string
		for _, w := range text.Words(in) {
			got = append(got, w.Lower)
			if s := text.Slice(in, text.Span{Start: w.Start, End: w.End}); s != w.Text {
				t.Errorf("%q: token %q stands at %q", in, w.Text, s)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("Words(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestStemJoinsForms(t *testing.T) {
	for _, pair := range [][2]string{
		{"policies", "policy"}, {"carried", "carry"}, {"took", "taking"}, {"1,000", "1000"}, {"5th", "5"}, {"Five", "5"},
		{"manager's", "managers"}, {"Children", "child"}, {"paid", "payment"[:3]},
	} {
		if a, b := text.Stem(pair[0]), text.Stem(pair[1]); a != b {
			t.Errorf("%q stems to %q, %q to %q", pair[0], a, pair[1], b)
		}
	}
}

func FuzzSentencesAndWords(f *testing.F) {
	for _, s := range []string{"One. Two", "a\n\f\n- b) (c. [1] D", "1.\n2.\n", "（。）\u2028x", "\xff.\xfe A", "U.S. ’s"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := []rune(s)
		last := 0
		for _, sp := range text.Sentences(s) {
			if sp.Start < last || sp.End <= sp.Start || sp.End > len(r) {
				t.Fatalf("bad span %v after %d in %q", sp, last, s)
			}
			last = sp.End
		}
		last = 0
		for _, w := range text.Words(s) {
			if w.Start < last || w.End > len(r) || utf8.RuneCountInString(w.Text) != w.End-w.Start {
				t.Fatalf("bad word %+v in %q", w, s)
			}
			if utf8.ValidString(s) && string(r[w.Start:w.End]) != w.Text {
				t.Fatalf("word %q does not stand at its place in %q", w.Text, s)
			}
			last = w.End
		}
	})
}

func BenchmarkWords(b *testing.B) {
	s := strings.Repeat("Employees may carry over up to five unused days into the next calendar year. ", 20)
	b.ReportAllocs()
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		text.Words(s)
		text.Sentences(s)
	}
}
