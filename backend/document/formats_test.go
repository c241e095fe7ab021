package document_test

import (
	"context"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"greenlight/backend/document"
	"greenlight/backend/domain"
)

func TestEncodings(t *testing.T) {
	const german = "Größere Änderungen über die Straße müssen genehmigt werden. Bitte fragen Sie früh genug bei der zuständigen Stelle nach."
	const russian = "Все сотрудники имеют право на двадцать пять дней отпуска в году. Пять дней можно перенести на следующий год."
	tests := []struct {
		name, text string
		enc        encoding.Encoding
		guessed    bool
	}{
		{"utf-8", german, encoding.Nop, false},
		{"utf-8 with mark", german, unicode.UTF8BOM, false},
		{"utf-16 little endian", german, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), false},
		{"utf-16 big endian", german, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), false},
		{"utf-16 without mark", german, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), false},
		{"windows-1252", german, charmap.Windows1252, true},
		{"latin 1", german, charmap.ISO8859_1, true},
		{"windows-1251", russian, charmap.Windows1251, true},
		{"koi8-r", russian, charmap.KOI8R, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			data, err := tt.enc.NewEncoder().String(tt.text)
			if err != nil {
				t.Fatal(err)
			}
			ex := load(t, "a.txt", []byte(data))
			if ex.Text != tt.text {
				t.Errorf("%q", ex.Text)
			}
			if warned(ex, "encoding") != tt.guessed {
				t.Errorf("warnings %+v, want a guess: %v", ex.Warnings, tt.guessed)
			}
		})
	}
}

func TestTextOutlines(t *testing.T) {
	tests := []struct{ name, file, text, want string }{
		{"wrapped lines are joined", "a.txt", "The quick brown fox jumps over the lazy dog and\nruns on through the long wood until it comes to\na river.\r\n\r\nNext paragraph.\n",
			"paragraph: The quick brown fox jumps over the lazy dog and runs on through the long wood until it comes to a river.\nparagraph: Next paragraph.\n"},
		{"short lines are kept", "a.txt", "Anna Smith\nLong Street 1\nBerlin\n", "paragraph: Anna Smith/Long Street 1/Berlin\n"},
		{"headings and lists", "a.txt", "Leave\n=====\n\n- one\n- two\n\n1. first\n2. second\n", "heading1: Leave\nlist_item: - one\nlist_item: - two\nlist_item: 1. first\nlist_item: 2. second\n"},
		{"front matter", "a.md", "---\ntitle: The plan\n---\n# Leave\ntext\n", "heading1: Leave\nparagraph: text\n"},
		{"nested lists and code", "a.md", "1. a\n   - b\n2. c\n\n```\nx  =  1\n\ty\n```\n", "list_item: 1. a\nlist_item: • b\nlist_item: 2. c\ncode: x  =  1/    y\n"},
		{"hidden and scripts", "a.html", `<p>Seen<script>no</script><span style="display: none">unseen</span> text<p hidden>unseen<style>p{}</style>`, "paragraph: Seen text\n"},
		{"navigation is left out", "a.html", `<nav><a>Home</a></nav><main><h2>News</h2>Text<br>more</main>`, "heading2: News\nparagraph: Text/more\n"},
		{"only navigation", "a.html", `<nav>Home</nav>`, "paragraph: Home\n"},
		{"row spans", "a.html", `<table><tr><th>Land<th>City<tr><td rowspan=2>Spain<td>Madrid<tr><td>Sevilla</table>`, "table_row: Land: Spain | City: Madrid\ntable_row: Land: Spain | City: Sevilla\n"},
		{"layout tables", "a.html", `<table><tr><td><h1>Title</h1><p>Text</table>`, "heading1: Title\nparagraph: Text\n"},
		{"no header", "a.csv", "1,2,3\n4,5,6\n", "table_row: 1 | 2 | 3\ntable_row: 4 | 5 | 6\n"},
		{"tabs", "a.tsv", "Name\tAge\nAnna\t31\n", "table_row: Name: Anna | Age: 31\n"},
		{"bars", "a.csv", "Name|Age\nAnna|31\nBen|4\n", "table_row: Name: Anna | Age: 31\ntable_row: Name: Ben | Age: 4\n"},
		{"json object", "a.json", `{"name":"x","ok":true,"parts":{"a":1,"b":[1,2]},"list":[{"k":"v"}]}`, "paragraph: name: x/ok: yes\nheading1: parts\nparagraph: a: 1/b: 1, 2\nheading1: list\ntable_row: k: v\n"},
		{"json lines", "a.jsonl", "{\"a\":1,\"b\":{\"c\":\"d\"}}\n\n{\"a\":2}\n", "table_row: a: 1 | b.c: d\ntable_row: a: 2\n"},
		{"json lines named json", "a.json", "{\"a\":1}\n{\"a\":2}\n", "table_row: a: 1\ntable_row: a: 2\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ex := load(t, tt.file, []byte(tt.text))
			checkExtracted(t, ex)
			if got := outline(ex); got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
		})
	}
}

func TestRowsAreNumberedAsSeen(t *testing.T) {
	ex := load(t, "a.csv", []byte("Name,Note\nAnna,\"two\nlines\"\n\nBen,x\n"))
	var rows []int
	for _, b := range ex.Blocks {
		rows = append(rows, b.Row)
	}
	if len(rows) != 2 || rows[0] != 2 || rows[1] != 4 {
		t.Errorf("rows %v, want 2 and 4", rows)
	}
	sheet := load(t, "a.xlsx", xlsx(t))
	for _, b := range sheet.Blocks {
		if text := string([]rune(sheet.Text)[b.Start:b.End]); strings.Contains(text, "France") && b.Row != 5 {
			t.Errorf("%q is row %d, want 5", text, b.Row)
		}
	}
	if !warned(sheet, "hidden_text") || strings.Contains(sheet.Text, "Secret are here") {
		t.Error("the hidden sheet was read, or nobody was told")
	}
	if sheet.Pages[1].Label != "Sheet Prices" {
		t.Errorf("label %q", sheet.Pages[1].Label)
	}
}

func TestOfficePassword(t *testing.T) {
	secret, err := excelize.Encrypt(xlsx(t), &excelize.Options{Password: "open sesame"})
	if err != nil {
		t.Fatal(err)
	}
	src := document.Source{Name: "a.xlsx", Data: secret}
	for _, password := range []string{"", "wrong"} {
		if _, err := document.Load(context.Background(), src, document.Options{Password: password}); !domain.IsCode(err, domain.CodePassword) {
			t.Errorf("password %q: %v", password, err)
		}
	}
	if ex, err := document.Load(context.Background(), src, document.Options{Password: "open sesame"}); err != nil || !strings.Contains(ex.Text, "Spain") {
		t.Errorf("the right password: %v", err)
	}
}

func TestMailNamesAttachments(t *testing.T) {
	ex := load(t, "a.eml", []byte(mail))
	if !warned(ex, "attachments") || ex.Title != "Leave für alle" {
		t.Errorf("%q %+v", ex.Title, ex.Warnings)
	}
}

func TestContentBeatsTheEnding(t *testing.T) {
	if ex := load(t, "plan.txt", minimalPDF("A PDF by another name.")); ex.Format != "pdf" {
		t.Errorf("format %s", ex.Format)
	}
	if ex := load(t, "plan", docx(t, wp("", "A Word file without an ending."))); ex.Format != "docx" {
		t.Errorf("format %s", ex.Format)
	}
	if ex := load(t, "README", []byte("Just text.")); ex.Format != "text" {
		t.Errorf("format %s", ex.Format)
	}
}

func TestDuplicateLoaderPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a second loader of the same name was taken")
		}
	}()
	document.RegisterForTest(document.Loaders()[0])
}
