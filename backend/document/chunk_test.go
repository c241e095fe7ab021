package document_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"greenlight/backend/document"
	"greenlight/backend/domain"
)

// checkChunks holds pieces to their contract: exact text, order, the word budget, one page
// each, and no block left out.
func checkChunks(t testing.TB, ex *domain.Extracted, s domain.ChunkSettings) []domain.Chunk {
	t.Helper()
	chunks := document.Chunk(ex, s)
	runes := []rune(ex.Text)
	covered := make([]bool, len(runes))
	start := -1
	for i, c := range chunks {
		if c.Ordinal != i || c.Start <= start || c.Start >= c.End || c.End > len(runes) {
			t.Fatalf("piece %d is [%d,%d) after %d", i, c.Start, c.End, start)
		}
		start = c.Start
		if c.Text != string(runes[c.Start:c.End]) || strings.TrimSpace(c.Text) != c.Text {
			t.Fatalf("piece %d has other text than its range, or space around it", i)
		}
		if strings.ContainsRune(c.Text, domain.PageBreak) || c.Page != domain.PageAt(ex.Pages, c.Start) {
			t.Fatalf("piece %d crosses a page", i)
		}
		if n := len(strings.Fields(c.Text)); n > s.Words {
			t.Fatalf("piece %d has %d words, more than %d: %s", i, n, s.Words, c.Text)
		}
		for j := c.Start; j < c.End; j++ {
			covered[j] = true
		}
	}
	for _, b := range ex.Blocks {
		for j := b.Start; j < b.End; j++ {
			if !covered[j] && !strings.ContainsRune(" \n\t", runes[j]) {
				t.Fatalf("the character %q at %d of the block %q is in no piece", runes[j], j, string(runes[b.Start:b.End]))
			}
		}
	}
	return chunks
}

func TestChunkHeadingsStickAndNameThePath(t *testing.T) {
	ex := load(t, "a.md", []byte("# Leave\n\n## Carry-over\n\n"+words(60)+"\n\n## Sick leave\n\n"+words(70)+"\n\n# Pay\n\n"+words(50)))
	chunks := checkChunks(t, ex, domain.DefaultChunkSettings())
	want := []string{"Leave › Carry-over", "Leave › Sick leave", "Pay"}
	if len(chunks) != len(want) {
		t.Fatalf("%d pieces, want %d: %+v", len(chunks), len(want), chunks)
	}
	for i, c := range chunks {
		if c.Heading != want[i] {
			t.Errorf("piece %d stands under %q, want %q", i, c.Heading, want[i])
		}
	}
	if !strings.HasPrefix(chunks[0].Text, "Leave\n\nCarry-over\n\n") {
		t.Errorf("the headings left their text: %q", chunks[0].Text)
	}
}

func TestChunkOverlapIsWholeSentences(t *testing.T) {
	var b strings.Builder
	for i := range 40 {
		fmt.Fprintf(&b, "This is the sentence with the number %d in it. ", i)
	}
	ex := load(t, "a.txt", []byte(b.String()))
	chunks := checkChunks(t, ex, domain.ChunkSettings{Words: 60, Overlap: 20})
	if len(chunks) < 6 {
		t.Fatalf("%d pieces", len(chunks))
	}
	for i := 1; i < len(chunks); i++ {
		shared := chunks[i-1].End - chunks[i].Start
		if shared <= 0 {
			t.Errorf("piece %d shares nothing with the one before", i)
		}
		if !strings.HasPrefix(chunks[i].Text, "This is") || !strings.HasSuffix(chunks[i].Text, "in it.") {
			t.Errorf("piece %d cuts a sentence: %q", i, chunks[i].Text)
		}
	}
}

func TestChunkRows(t *testing.T) {
	var b strings.Builder
	b.WriteString("Country,Days,Note\n")
	for i := range 100 {
		fmt.Fprintf(&b, "Land %d,%d,some words about it\n", i, i)
	}
	chunks := checkChunks(t, load(t, "a.csv", []byte(b.String())), domain.ChunkSettings{Words: 50, Overlap: 20})
	row := 0
	for _, c := range chunks {
		if c.Row <= row {
			t.Fatalf("row %d after %d: rows must not repeat", c.Row, row)
		}
		row = c.Row
		for _, line := range strings.Split(c.Text, "\n") {
			if !strings.HasPrefix(line, "Country: Land ") || !strings.HasSuffix(line, "about it") {
				t.Fatalf("a row was cut: %q", line)
			}
		}
	}
	if chunks[0].Row != 2 {
		t.Errorf("the first row under the header is %d, want 2", chunks[0].Row)
	}
}

func TestChunkWithoutSpaces(t *testing.T) {
	checkChunks(t, load(t, "a.txt", []byte(strings.Repeat("x", 30000))), domain.DefaultChunkSettings())
	cjk := load(t, "b.txt", []byte(strings.Repeat("休暇は年に二十五日あります。", 300)))
	if n := len(checkChunks(t, cjk, domain.DefaultChunkSettings())); n < 5 {
		t.Errorf("4,200 characters of Japanese make %d pieces", n)
	}
}

func TestChunkOddInput(t *testing.T) {
	if got := document.Chunk(nil, domain.DefaultChunkSettings()); got != nil {
		t.Error("pieces of nothing")
	}
	ex := load(t, "a.txt", []byte(words(100)))
	if n := len(document.Chunk(ex, domain.ChunkSettings{Words: -5, Overlap: 900})); n == 0 {
		t.Error("settings outside of their limits give nothing")
	}
}

// TestChunkKeepsParagraphs reads the real paragraphs: those within the budget stay one piece.
func TestChunkKeepsParagraphs(t *testing.T) {
	f, err := os.Open(filepath.Join(dataDir(t), "squad", "paragraphs.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var p struct{ ID, Text string }
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
		ex := load(t, p.ID+".txt", []byte(p.Text))
		checkExtracted(t, ex)
		n := len(document.Chunk(ex, domain.DefaultChunkSettings()))
		if short := len(strings.Fields(p.Text)) <= 175; short && n != 1 {
			t.Errorf("%s: %d words in %d pieces", p.ID, len(strings.Fields(p.Text)), n)
		}
	}
}

// words makes n words of running text.
func words(n int) string {
	var b strings.Builder
	for i := range n {
		if i%10 == 9 {
			fmt.Fprintf(&b, "word%d. Now ", i)
		} else {
			fmt.Fprintf(&b, "word%d ", i)
		}
	}
	return strings.TrimSpace(b.String())
}
