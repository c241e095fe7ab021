package builtin_test

import (
	"math"
	"slices"
	"testing"

	"greenlight/backend/model/builtin"
)

func cosine(a, b []float32) float64 {
	var s float64
	for i := range a {
		s += float64(a[i]) * float64(b[i])
	}
	return s
}

func TestEmbedBringsRelatedSpellingsTogether(t *testing.T) {
	tests := []struct{ text, near, far string }{
		{"How do I organise my time sheets?", "Organizing a timesheet", "The canteen opens at noon"},
		{"vacaton carry-over", "Unused vacation days carry over", "Printers and toner"},
		{"reimbursement of travelling costs", "Travel costs are reimbursed", "The fire drill takes place in May"},
		{"Urlaubsanspruch", "Der Anspruch auf Urlaub", "Die Parkplätze sind nummeriert"},
		{"who wrote the handbook", "The handbook was written by Ms Ito", "Coffee is free on all floors"},
		{"café résumé", "cafe resume", "tea and biscuits"},
		{"有給休暇の申請", "休暇を申請する", "駐車場の案内"},
	}
	e := builtin.NewEmbedder()
	for _, tt := range tests {
		v := e.Embed([]string{tt.text, tt.near, tt.far})
		near, far := cosine(v[0], v[1]), cosine(v[0], v[2])
		if near < far+0.15 {
			t.Errorf("%q: %.2f to %q, %.2f to %q", tt.text, near, tt.near, far, tt.far)
		}
	}
}

func TestEmbedGivesUnitVectorsForAnyText(t *testing.T) {
	e := builtin.NewEmbedder()
	texts := []string{"", " \n\f", "the of and", "!?", "\xff\xfe", "a", "🙂", "word", string(make([]byte, 5000)), "0"}
	for i, v := range e.Embed(texts) {
		if len(v) != builtin.Dimensions {
			t.Fatalf("%q: %d dimensions", texts[i], len(v))
		}
		if n := math.Sqrt(cosine(v, v)); math.Abs(n-1) > 1e-5 {
			t.Errorf("%q: length %v", texts[i], n)
		}
	}
}

// The name words-v1 promises these very numbers: stored vectors are compared with new ones.
func TestEmbedIsTheSameForever(t *testing.T) {
	e := builtin.NewEmbedder()
	v := e.Embed([]string{"Employees get 25 days of paid leave a year."})[0]
	if again := e.Embed([]string{"x", "Employees get 25 days of paid leave a year."})[1]; !slices.Equal(v, again) {
		t.Fatal("the same text gives other numbers beside another text")
	}
	want := []float32{0, 0.28306, -0.04044557}
	got := []float32{v[7], v[100], v[300]}
	for i := range want {
		if math.Abs(float64(want[i]-got[i])) > 1e-6 {
			t.Fatalf("got %v, want %v: a changed method needs a new name", got, want)
		}
	}
}

func FuzzEmbed(f *testing.F) {
	f.Add("Hello, wörld")
	e := builtin.NewEmbedder()
	f.Fuzz(func(t *testing.T, s string) {
		v := e.Embed([]string{s})[0]
		if n := cosine(v, v); math.IsNaN(n) || math.Abs(n-1) > 1e-4 {
			t.Fatalf("length² %v", n)
		}
	})
}

func BenchmarkEmbedPassage(b *testing.B) {
	e := builtin.NewEmbedder()
	passage := []string{"Unused leave of up to five days is carried over into the next year. It lapses on 31 March unless a manager has approved a longer period in writing. Leave that could not be taken because of illness stays."}
	b.ReportAllocs()
	for b.Loop() {
		e.Embed(passage)
	}
}
