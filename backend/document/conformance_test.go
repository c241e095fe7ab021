package document_test

import (
	"bytes"
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"greenlight/backend/document"
	"greenlight/backend/domain"
)

// sample is a file that a loader must read, with words that must come out.
type sample struct {
	file  string
	data  []byte
	words []string
	pages int
}

func load(t testing.TB, name string, data []byte) *domain.Extracted {
	t.Helper()
	ex, err := document.Load(context.Background(), document.Source{Name: name, Data: data}, document.Options{})
	if err != nil {
		t.Fatalf("%s: %v (%v)", name, err, errors.Unwrap(err))
	}
	return ex
}

// TestConformance holds every registered loader to the same rules.
func TestConformance(t *testing.T) {
	all := samples(t)
	for _, l := range document.Loaders() {
		if strings.HasPrefix(l.Name(), "test-") {
			continue
		}
		t.Run(l.Name(), func(t *testing.T) {
			s, ok := all[l.Name()]
			if !ok {
				t.Fatalf("no sample for the loader %q: add one to samples()", l.Name())
			}
			conforms(t, l, s)
		})
	}
}

func conforms(t *testing.T, l document.Loader, s sample) {
	if l.Title() == "" || len(l.Extensions()) == 0 {
		t.Error("the loader has no title or no extensions")
	}
	found, err := document.Find(s.file, s.data)
	if err != nil || found.Name() != l.Name() {
		t.Fatalf("Find(%s) = %v, %v; want %s", s.file, found, err, l.Name())
	}
	ex := load(t, s.file, s.data)
	if ex.Format != l.Name() {
		t.Errorf("format %q, want %q", ex.Format, l.Name())
	}
	checkExtracted(t, ex)
	for _, w := range s.words {
		if !strings.Contains(ex.Text, w) {
			t.Errorf("%q is missing in the text:\n%s", w, ex.Text)
		}
	}
	if len(ex.Pages) != s.pages {
		t.Errorf("%d pages, want %d", len(ex.Pages), s.pages)
	}
	if again := load(t, s.file, s.data); !reflect.DeepEqual(ex, again) {
		t.Error("two reads of the same file differ")
	}
	t.Run("truncated", func(t *testing.T) {
		for _, share := range []int{0, 1, 10, 50, 90, 99} {
			tolerates(t, s.file, s.data[:len(s.data)*share/100])
		}
	})
	t.Run("garbage", func(t *testing.T) {
		tolerates(t, s.file, bytes.Repeat([]byte{0, 1, 0xFF, 'a', 0xFE}, 500))
		mixed := bytes.Clone(s.data)
		for i := 17; i < len(mixed); i += 97 {
			mixed[i] ^= 0x5A
		}
		tolerates(t, s.file, mixed)
	})
	t.Run("cancelled", func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		_, err := document.Load(ctx, document.Source{Name: s.file, Data: s.data}, document.Options{})
		if !domain.IsCode(err, domain.CodeCancelled) {
			t.Errorf("a cancelled read gave %v", err)
		}
		if _, err := l.Load(ctx, document.Source{Name: s.file, Data: s.data}, document.Options{}); err == nil {
			t.Error("the loader did not notice that it was cancelled")
		}
	})
}

// tolerates requires a result that obeys the rules, or an Error with a sentence.
func tolerates(t *testing.T, name string, data []byte) {
	t.Helper()
	ex, err := document.Load(context.Background(), document.Source{Name: name, Data: data}, document.Options{})
	if err != nil {
		var e *domain.Error
		if !errors.As(err, &e) || e.Message == "" || e.Code == domain.CodeInternal || e.Path != name {
			t.Errorf("not a plain error: %#v", err)
		}
		return
	}
	checkExtracted(t, ex)
}

// checkExtracted holds a result to the contract of domain.Extracted.
func checkExtracted(t testing.TB, ex *domain.Extracted) {
	t.Helper()
	if !utf8.ValidString(ex.Text) || strings.ContainsAny(ex.Text, "\x00\r") {
		t.Fatal("the text is no clean UTF-8")
	}
	runes := []rune(ex.Text)
	at := 0
	for i, p := range ex.Pages {
		if p.Number != i+1 || p.Start != at || p.End < p.Start || p.End > len(runes) {
			t.Fatalf("page %d is [%d,%d) and should start at %d of %d", p.Number, p.Start, p.End, at, len(runes))
		}
		if strings.ContainsRune(string(runes[p.Start:p.End]), domain.PageBreak) {
			t.Fatalf("page %d holds a page break", p.Number)
		}
		if i+1 < len(ex.Pages) && (p.End >= len(runes) || runes[p.End] != domain.PageBreak) {
			t.Fatalf("no page break after page %d", p.Number)
		}
		at = p.End + 1
	}
	if len(ex.Pages) == 0 || at != len(runes)+1 {
		t.Fatalf("the pages end at %d of %d", at-1, len(runes))
	}
	end := 0
	for _, b := range ex.Blocks {
		if b.Start < end || b.End <= b.Start || b.End > len(runes) {
			t.Fatalf("block [%d,%d) overlaps or is empty", b.Start, b.End)
		}
		s := string(runes[b.Start:b.End])
		if strings.TrimSpace(s) == "" || strings.ContainsRune(s, domain.PageBreak) {
			t.Fatalf("block %q is blank or crosses a page", s)
		}
		if b.Kind == domain.BlockHeading && (b.Level < 1 || strings.Contains(s, "\n")) || b.Kind != domain.BlockHeading && b.Level != 0 {
			t.Fatalf("block %q of kind %s has level %d", s, b.Kind, b.Level)
		}
		if gap := string(runes[end:b.Start]); strings.Trim(gap, "\n\f") != "" {
			t.Fatalf("%q stands between blocks", gap)
		}
		end = b.End
	}
	if rest := string(runes[end:]); strings.Trim(rest, "\f") != "" {
		t.Fatalf("%q stands after the last block", rest)
	}
	if len(ex.Blocks) == 0 && len(ex.Warnings) == 0 {
		t.Fatal("no text and no warning")
	}
	if ex.Blocks == nil || ex.Warnings == nil || ex.Pages == nil {
		t.Fatal("a nil slice")
	}
	for _, w := range ex.Warnings {
		if w.Code == "" || !strings.HasSuffix(w.Message, ".") && !strings.HasSuffix(w.Message, "?") {
			t.Errorf("the warning %+v is no sentence", w)
		}
	}
	checkChunks(t, ex, domain.DefaultChunkSettings())
	checkChunks(t, ex, domain.ChunkSettings{Words: 20, Overlap: 5})
}

// samples gives one file for each loader.
func samples(t *testing.T) map[string]sample {
	return map[string]sample{
		"pdf": {"plan.pdf", minimalPDF("The quick brown fox jumps over the lazy dog.", "Pages are exact."), []string{"quick brown fox", "Pages are exact."}, 1},
		"docx": {"plan.docx", docx(t, wp("H1", "Leave")+wp("", "Everyone has twenty-five days.")+wp("Mine", "Carry-over")+
			wp("", "Five days can be kept.")+`<w:tbl>`+wrow("Country", "Days")+wrow("Spain", "25")+`</w:tbl>`),
			[]string{"Everyone has twenty-five days.", "Country: Spain | Days: 25"}, 1},
		"csv":      {"plan.csv", []byte("Country;Days\nSpain;25\n\"United\nKingdom\";28\n"), []string{"Country: Spain | Days: 25", "Country: United Kingdom | Days: 28"}, 1},
		"html":     {"plan.html", []byte("<!doctype html><title>Plan</title><h1>Leave</h1><p>Everyone has <b>25</b>\n days.<table><tr><th>Country<th>Days<tr><td>Spain<td>25</table><script>no()</script>"), []string{"Everyone has 25 days.", "Country: Spain | Days: 25"}, 1},
		"markdown": {"plan.md", []byte("# Leave\n\nEveryone has *25* days.\n\n- one\n- two\n\n| Country | Days |\n|---|---|\n| Spain | 25 |\n"), []string{"Everyone has 25 days.", "• one", "Country: Spain | Days: 25"}, 1},
		"pptx":     {"plan.pptx", pptx(t), []string{"Leave policy\n\n• Twenty-five days\n• Five can be kept\n\nSay it slowly.\fThe end\n\nShown second"}, 2},
		"xlsx":     {"plan.xlsx", xlsx(t), []string{"Leave by country", "Country: Spain | Days: 25\nCountry: France | Days: 27.5", "Prices are here"}, 2},
		"odt":      {"plan.odt", odt(t), []string{"Everyone has 25 days.", "Since 2020.", "Country: Spain | Days: 25", "Second page."}, 2},
		"epub":     {"plan.epub", epub(t), []string{"It was a dark night.", "The end."}, 2},
		"eml":      {"plan.eml", []byte(mail), []string{"Leave für alle", "From: Anna <anna@example.org>", "Everyone has 25 days."}, 1},
		"json": {"plan.json", []byte(`{"title":"Leave","rows":[{"country":"Spain","days":25,"tags":["a","b"]},{"country":"France","days":27}]}`),
			[]string{"title: Leave", "country: Spain | days: 25 | tags: a, b"}, 1},
		"text": {"plan.txt", []byte("LEAVE\n\nEveryone has 25 days.\n\fSecond page.\n"), []string{"Everyone has 25 days.", "Second page."}, 2},
	}
}
