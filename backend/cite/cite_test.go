package cite_test

import (
	"reflect"
	"strings"
	"testing"

	"greenlight/backend/cite"
	"greenlight/backend/domain"
	"greenlight/backend/text"
)

const (
	leave = "Carrying days over\n\nUp to five days of annual leave may be carried over into the next calendar year. Days that are carried over must be used by 31 March; after that date they lapse without payment.\n\nIn exceptional cases your manager may approve more than five days. The approval must be in writing before 15 December."
	hotel = "Hotels cost at most 140 euros a night with breakfast, and 190 euros in London. Flights are booked in economy class."
	table = "Occasion: Moving house | Days: 1\nOccasion: Your own wedding | Days: 2"
)

func passages() []domain.Passage {
	return []domain.Passage{
		{KnowledgeID: "k", DocumentID: "leave", Path: "leave.pdf", Title: "Leave", Page: 4, Start: 1000, End: 1000 + len(leave), Text: leave},
		{KnowledgeID: "k", DocumentID: "hotel", Path: "hotel.pdf", Title: "Travel", Page: 2, Start: 10, End: 10 + len(hotel), Text: hotel},
		{KnowledgeID: "k", DocumentID: "table", Path: "t.csv", Title: "Special leave", Page: 1, Row: 7, End: len(table), Text: table},
	}
}

func TestCheck(t *testing.T) {
	const five, march = "Up to five days of annual leave may be carried over into the next calendar year.", "Days that are carried over must be used by 31 March; after that date they lapse without payment."
	const rooms, flights = "Hotels cost at most 140 euros a night with breakfast, and 190 euros in London.", "Flights are booked in economy class."
	tests := []struct {
		name, in, out string
		cited         []string
		dropped       []cite.Reason
	}{
		{"one", "You may carry over up to five days of annual leave [1].", "You may carry over up to five days of annual leave [1].", []string{five}, nil},
		{"after the full stop", "You may carry over five days of annual leave. [1] Flights are in economy class. [2]",
			"You may carry over five days of annual leave. [1] Flights are in economy class. [2]", []string{five, flights}, nil},
		{"renumbered", "Flights are booked in economy class [2]. You may carry over five days of leave [1].",
			"Flights are booked in economy class [1]. You may carry over five days of leave [2].", []string{flights, five}, nil},
		{"one marker, two sentences of a passage", "You may carry over five days of leave [1]. They must be used by 31 March or they lapse [1].",
			"You may carry over five days of leave [1]. They must be used by 31 March or they lapse [2].", []string{five, march}, nil},
		{"the same twice", "Up to five days of annual leave may be carried over [1]. So five days of annual leave may be carried over [1].",
			"Up to five days of annual leave may be carried over [1]. So five days of annual leave may be carried over [1].", []string{five}, nil},
		{"points nowhere", "Flights are booked in economy class [2][9].", "Flights are booked in economy class [1].", []string{flights}, []cite.Reason{cite.NoSuchPassage}},
		{"not supported", "Employees receive a company car after two years [1].", "Employees receive a company car after two years.", nil, []cite.Reason{cite.NotSupported}},
		{"wrong figure", "Hotels cost at most 260 euros a night in Madrid [2].", "Hotels cost at most 260 euros a night in Madrid.", nil, []cite.Reason{cite.NotSupported}},
		{"wrong passage is mended", "Flights are booked in economy class [1].", "Flights are booked in economy class [1].", []string{flights}, []cite.Reason{cite.NotSupported}},
		{"no marker, said clearly", "Flights are booked in economy class.", "Flights are booked in economy class. [1]", []string{flights}, nil},
		{"list of numbers", "Flights are booked in economy class [1, 2].", "Flights are booked in economy class [1].", []string{flights}, []cite.Reason{cite.NotSupported}},
		{"other brackets", "Flights are booked in economy class【2】.", "Flights are booked in economy class [1].", []string{flights}, nil},
		{"round brackets", "Flights are booked in economy class (2).", "Flights are booked in economy class [1].", []string{flights}, nil},
		{"a number in brackets that is none", "Carry over five (5) days of annual leave into the next calendar year [1].", "Carry over five (5) days of annual leave into the next calendar year [1].", []string{five}, nil},
		{"source word", "Flights are booked in economy class [Source 2].", "Flights are booked in economy class [1].", []string{flights}, nil},
		{"two clauses", "Flights are booked in economy class [2], and days that are carried over must be used by 31 March [1].",
			"Flights are booked in economy class [1], and days that are carried over must be used by 31 March [2].", []string{flights, march}, nil},
		{"quotation", "The policy says “at most 140 euros a night” [2].", "The policy says “at most 140 euros a night” [1].", []string{rooms}, nil},
		{"quotation with other marks", "It says \"at  MOST 140 euros a night with breakfast\" [2].", "It says \"at  MOST 140 euros a night with breakfast\" [1].", []string{rooms}, nil},
		{"quotation with a gap", "It says “Hotels cost … 140 euros a night” [2].", "It says “Hotels cost … 140 euros a night” [1].", []string{rooms}, nil},
		{"false quotation", "It says “hotels cost at least 140 euros a night” [2].", "It says “hotels cost at least 140 euros a night”.", nil, []cite.Reason{cite.NotVerbatim}},
		{"quotation over sentences", "It says: \"with breakfast, and 190 euros in London. Flights are booked in\" [2].", "It says: \"with breakfast, and 190 euros in London. Flights are booked in\" [1].", []string{hotel}, nil},
		{"refusal with marker", "The sources do not mention a gym [1].", "The sources do not mention a gym.", nil, []cite.Reason{cite.Refusal}},
		{"list of sources", "Flights are booked in economy class [2].\n\nSources:\n[1] Leave\n[2] Travel", "Flights are booked in economy class [1].", []string{flights}, nil},
		{"bullets", "You get:\n- two days for your own wedding [3]\n- one day for moving house [3]",
			"You get:\n- two days for your own wedding [1]\n- one day for moving house [2]", []string{"Occasion: Your own wedding | Days: 2", "Occasion: Moving house | Days: 1"}, nil},
		{"marker before the sentence", "[2] Flights are booked in economy class.", "[1] Flights are booked in economy class.", []string{flights}, nil},
		{"nothing", "", "", nil, nil},
		{"only a marker", "[1]", "", nil, []cite.Reason{cite.NotSupported}},
	}
	for _, tt := range tests {
		got := cite.Check(tt.in, passages(), nil)
		var cited []string
		for _, c := range got.Citations {
			cited = append(cited, c.Text)
		}
		var dropped []cite.Reason
		for _, d := range got.Dropped {
			dropped = append(dropped, d.Reason)
		}
		if got.Text != tt.out || !reflect.DeepEqual(cited, tt.cited) || !reflect.DeepEqual(dropped, tt.dropped) {
			t.Errorf("%s:\n text %q\n want %q\ncited %q\n want %q\ndropped %v, want %v", tt.name, got.Text, tt.out, cited, tt.cited, got.Dropped, tt.dropped)
		}
	}
}

func TestCitationsSayWhereTheyStand(t *testing.T) {
	const s = "First page ends with a rule about shoes.\fSecond page: visitors wear an orange badge at all times."
	p := []domain.Passage{{KnowledgeID: "k", DocumentID: "d", Path: "p", Title: "T", Page: 3, PageLabel: "iii", Start: 500, Text: s}}
	c := cite.Check("Visitors wear an orange badge [1].", p, nil).Citations
	if len(c) != 1 || c[0].Page != 4 || c[0].PageLabel != "" || c[0].Start != 541 {
		t.Fatalf("by page breaks: %+v", c)
	}
	pages := cite.Pages(map[string][]domain.Page{"d": {{Number: 3, Start: 500, End: 540}, {Number: 4, Label: "iv", Start: 541, End: 600}}})
	c = cite.Check("Visitors wear an orange badge [1].", p, pages).Citations
	if len(c) != 1 || c[0].Page != 4 || c[0].PageLabel != "iv" {
		t.Fatalf("by the document's pages: %+v", c)
	}
	c = cite.Check("Your own wedding gives 2 days [3].", passages(), nil).Citations
	if len(c) != 1 || c[0].Row != 8 {
		t.Fatalf("row: %+v", c)
	}
}

func TestFromQuotes(t *testing.T) {
	r := cite.FromQuotes([]cite.Quote{
		{Passage: 1, Span: text.Span{Start: 0, End: 6}}, {Passage: 7}, {Passage: 0, Span: text.Span{Start: 0, End: 1 << 20}},
		{Passage: 0, Span: text.Span{Start: 9, End: 22}}, {Passage: 1, Span: text.Span{Start: 0, End: 6}},
	}, passages(), nil)
	if r.Text != "Hotels [1] days over Up [2] Hotels [1]" || len(r.Citations) != 2 || r.Citations[1].Start != 1009 || r.Citations[1].Text != leave[9:22] {
		t.Fatalf("%+v", r)
	}
}

func TestRefuses(t *testing.T) {
	for _, s := range []string{
		"", "NO_ANSWER", "I don't know.", "I don’t know the answer to that.", "I'm sorry, but I could not find that.", "The sources do not answer this question.",
		"The provided documents do not contain any information about gyms [1].", "There is no information on that in the sources.", "The allowance is not mentioned in the passages.",
		"Die Quellen enthalten keine Angaben dazu.", "I found nothing in the documents that answers this.", "**Nothing fits.**",
	} {
		if !cite.Refuses(s, "Nothing fits") {
			t.Errorf("%q is a refusal", s)
		}
	}
	for _, s := range []string{"You may carry over five days.", "Employees do not receive a car.", "Cash is not accepted.", "No. Days cannot be sold."} {
		if cite.Refuses(s) {
			t.Errorf("%q is an answer", s)
		}
	}
	if r := cite.Check("I don't know. But flights are booked in economy class [2].", passages(), nil); r.Refused || len(r.Citations) != 1 {
		t.Errorf("an answer in part is an answer: %+v", r)
	}
	if r := cite.Check("The sources do not say.", passages(), nil); !r.Refused {
		t.Errorf("%+v", r)
	}
}

func TestForeignAnswersAreCheckedByNumbersAndNames(t *testing.T) {
	r := cite.Check("Ein Hotel in London kostet höchstens 190 Euro pro Nacht [2]. Das Hotel in Madrid kostet höchstens 500 Euro [2].", passages(), nil)
	if len(r.Citations) != 1 || len(r.Dropped) != 1 {
		t.Fatalf("%+v", r)
	}
}

func FuzzCheck(f *testing.F) {
	for _, s := range []string{"A [1].", "[1][2, 3] x", "“a b c” [1-3]", "Hotels cost 140 euros【2†x】(1)", "\n[1]\n\n- days [1]", "Sources:\n[1] a", "no [999] \xff [1"} {
		f.Add(s, leave, hotel)
	}
	f.Fuzz(func(t *testing.T, answer, a, b string) {
		ps := []domain.Passage{{DocumentID: "a", Page: 1, Start: 7, Text: a}, {DocumentID: "b", Page: 2, Text: b}}
		r := cite.Check(answer, ps, nil)
		for i, c := range r.Citations {
			p := ps[0]
			if c.DocumentID == "b" {
				p = ps[1]
			}
			runes := []rune(p.Text)
			if c.Start < p.Start || c.End > p.Start+len(runes) || c.Start >= c.End {
				t.Fatalf("outside its passage: %+v", c)
			}
			if want := text.Slice(p.Text, text.Span{Start: c.Start - p.Start, End: c.End - p.Start}); want != c.Text {
				t.Fatalf("not verbatim: %q, %q", c.Text, want)
			}
			if c.Marker != i+1 || !strings.Contains(r.Text, "[") {
				t.Fatalf("numbered %d at %d in %q", c.Marker, i, r.Text)
			}
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	var ps []domain.Passage
	for range 8 {
		ps = append(ps, domain.Passage{Page: 1, Text: strings.Repeat(leave+" ", 3)})
	}
	answer := strings.Repeat("You may carry over up to five days of annual leave [1]. They must be used by 31 March [2][3]. Nobody pays for them. ", 5)
	for b.Loop() {
		cite.Check(answer, ps, nil)
	}
}
