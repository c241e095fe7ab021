package document_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"greenlight/backend/document"
	"greenlight/backend/domain"
)

// zipBomb packs many zeros under a name that a loader reads.
func zipBomb(t testing.TB, name string, size int, parts ...string) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	w, err := z.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	chunk := bytes.Repeat([]byte(" "), 1<<20)
	for range size >> 20 {
		if _, err := w.Write(chunk); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func loadCode(name string, data []byte) (domain.Code, error) {
	_, err := document.Load(context.Background(), document.Source{Name: name, Data: data}, document.Options{})
	return domain.ErrorCode(err), err
}

func TestHostileFiles(t *testing.T) {
	deep := strings.Repeat("<w:p>", 100_000)
	tests := []struct {
		name string
		data []byte
		code domain.Code
	}{
		{"bomb.docx", zipBomb(t, "word/document.xml", 300<<20), domain.CodeTooLarge},
		{"bomb.odt", zipBomb(t, "content.xml", 64<<20), domain.CodeTooLarge},
		{"bomb.xlsx", zipBomb(t, "xl/workbook.xml", 300<<20), domain.CodeTooLarge},
		{"deep.docx", docx(t, deep), domain.CodeUnreadable},
		{"deep-balanced.docx", docx(t, deep+strings.Repeat("</w:p>", 100_000)), domain.CodeUnreadable},
		{"nobody.docx", zipped(t, "[Content_Types].xml", "x"), domain.CodeUnreadable},
		{"traversal.docx", zipped(t, "../../word/document.xml", "<x/>", "/etc/passwd", "x"), domain.CodeUnreadable},
		{"traversal.epub", zipped(t, "META-INF/container.xml", `<container><rootfile full-path="../../../../etc/passwd"/></container>`), domain.CodeUnreadable},
		{"deep.json", []byte(strings.Repeat("[", 100_000)), domain.CodeUnreadable},
		{"deep-balanced.json", []byte(strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000)), domain.CodeUnreadable},
		{"entities.odt", zipped(t, "content.xml", `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>`), domain.CodeUnreadable},
		{"empty.pdf", nil, domain.CodeUnreadable},
		{"old.doc", append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 5000)...), domain.CodeUnsupported},
		{"old.docx", append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 5000)...), domain.CodeUnsupported},
		{"picture.png", []byte("\x89PNG\r\n\x1a\n...."), domain.CodeUnsupported},
		{"binary.txt", bytes.Repeat([]byte{1, 2, 3, 0, 200}, 1000), domain.CodeUnreadable},
		{"things.zip", zipped(t, "a.txt", "hello"), domain.CodeUnsupported},
		{"quotes.md", []byte(strings.Repeat(">", 50_000) + " deep"), domain.CodeUnreadable},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			code, err := loadCode(tt.name, tt.data)
			if code != tt.code {
				t.Errorf("%s: %v, want %s", code, err, tt.code)
			}
		})
	}
}

func TestHostileButReadable(t *testing.T) {
	var manyColumns strings.Builder
	for i := range 10_000 {
		fmt.Fprintf(&manyColumns, "c%d,", i)
	}
	tests := []struct {
		name string
		data string
	}{
		{"line.csv", strings.Repeat("x", 1<<20)},
		{"columns.csv", manyColumns.String() + "\n" + manyColumns.String()},
		{"open-quote.csv", "a,b\n\"never closed,1\n2,3\n"},
		{"deep.html", strings.Repeat("<div>", 20_000) + "the end"},
		{"deep-list.html", strings.Repeat("<ul><li>", 5_000) + "the end"},
		{"span.html", "<table>" + strings.Repeat("<tr><td rowspan=999999 colspan=999999>a<td>b", 200) + "</table>"},
		{"endless.txt", strings.Repeat("no end ", 1<<17)},
		{"newlines.txt", "a" + strings.Repeat("\n", 1<<20) + "b"},
		{"pages.txt", strings.Repeat("\f", 10_000) + "b"},
		{"controls.txt", "hidden \x1b[31m red \u202e reversed \U000E0041\U000E0042 tags"},
		{"lists.md", strings.Repeat("- ", 200) + "deep"},
		{"brackets.md", strings.Repeat("[", 20_000) + strings.Repeat("](", 20_000)},
		{"rows.html", "<table>" + strings.Repeat("<tr><td>a<td>b", 20_000) + "</table>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ex := load(t, tt.name, []byte(tt.data))
			checkExtracted(t, ex)
		})
	}
}

func TestTooMuchText(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 60 MB")
	}
	code, err := loadCode("big.txt", bytes.Repeat([]byte("word and "), (document.MaxTextBytes/9)+1000))
	if code != domain.CodeTooLarge {
		t.Errorf("%v", err)
	}
}

func TestInvisibleCharactersAreDropped(t *testing.T) {
	ex := load(t, "a.txt", []byte("vis\u00ADi\u200Bble \u202Etext\U000E0041"))
	if ex.Text != "visible text" {
		t.Errorf("%q", ex.Text)
	}
}

// FuzzLoad feeds damaged files of the formats that we parse ourselves.
func FuzzLoad(f *testing.F) {
	names := []string{"a.docx", "a.pptx", "a.odt", "a.epub", "a.csv", "a.html", "a.md", "a.txt", "a.json", "a.jsonl", "a.eml"}
	seeds := [][]byte{docx(f, wp("H1", "Leave")+`<w:tbl>`+wrow("a", "b")+wrow("c", "1")+`</w:tbl>`), pptx(f), odt(f), epub(f),
		[]byte("a;b\n1;\"2\n3\"\n"), []byte("<h1>x</h1><table><tr><td rowspan=2>a<td>b<tr><td>c</table><ul><li>a<ol start=3><li>b"),
		[]byte("---\ntitle: x\n---\n# a\n\n- b\n\n|a|b|\n|-|-|\n|1|2|\n"), []byte("TITLE\n\n- a\n- b\n\f1. c\n"), []byte(`{"a":[{"b":1},{"b":[2]}]}`), []byte("{\"a\":1}\n{\"a\":2}\n"), []byte(mail)}
	for i, name := range names {
		f.Add(name, seeds[i])
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		if len(data) > 1<<20 || !slicesContains(names, name) {
			t.Skip()
		}
		tolerates(t, name, data)
	})
}

// FuzzParts feeds damaged XML inside of sound archives, which a fuzzer would seldom reach.
func FuzzParts(f *testing.F) {
	f.Add(`<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>x</w:t><w:br w:type="page"/></w:r></w:p>`)
	f.Add(`<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="3"/><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>`)
	f.Add(`<p:sp><p:nvSpPr><p:nvPr><p:ph/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>x</a:t></a:r></a:p></p:txBody></p:sp>`)
	f.Add(`<text:list><text:list-item><text:p>x<text:s/><text:note/></text:p></text:list-item></text:list>`)
	f.Fuzz(func(t *testing.T, body string) {
		tolerates(t, "a.docx", docx(t, body, "word/numbering.xml", body))
		tolerates(t, "a.pptx", zipped(t, "ppt/presentation.xml", `<p><sldIdLst><sldId r:id="r1"/></sldIdLst></p>`,
			"ppt/_rels/presentation.xml.rels", `<R><Relationship Id="r1" Type="/slide" Target="s.xml"/></R>`, "ppt/s.xml", slide(body)))
		tolerates(t, "a.odt", zipped(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml",
			`<d><body><text>`+body+`</text></body></d>`))
	})
}

func slicesContains(all []string, s string) bool {
	for _, a := range all {
		if a == s {
			return true
		}
	}
	return false
}
