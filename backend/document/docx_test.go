package document_test

import (
	"strings"
	"testing"

	"greenlight/backend/domain"
)

// outline writes the blocks of a document as lines, for comparison.
func outline(ex *domain.Extracted) string {
	var b strings.Builder
	runes := []rune(ex.Text)
	for _, block := range ex.Blocks {
		kind := string(block.Kind)
		if block.Level > 0 {
			kind += string(rune('0' + block.Level))
		}
		b.WriteString(kind + ": " + strings.ReplaceAll(string(runes[block.Start:block.End]), "\n", "/") + "\n")
	}
	return b.String()
}

func run(text string) string { return `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r>` }

func listItem(level, text string) string {
	return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="1"/></w:numPr></w:pPr>` + run(text) + `</w:p>`
}

const numbering = `<w:numbering ` + wordNS + `><w:abstractNum w:abstractNumId="0">
	<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
	<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>
	<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>
	<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`

func TestWord(t *testing.T) {
	tests := []struct {
		name, body, want string
		parts            []string
	}{
		{"headings and inherited styles", wp("H1", "One") + wp("Mine", "Two") + wp("", "Text."), "heading1: One\nheading2: Two\nparagraph: Text.\n", nil},
		{"numbers are counted", listItem("0", "a") + listItem("1", "b") + listItem("1", "c") + listItem("2", "d") + listItem("0", "e") + listItem("1", "f"),
			"list_item: 1. a\nlist_item: 1.a) b\nlist_item: 1.b) c\nlist_item: • d\nlist_item: 2. e\nlist_item: 2.a) f\n", []string{"word/numbering.xml", numbering}},
		{"changes: what was deleted is gone", `<w:p>` + run("Keep ") + `<w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins>` + run("new") + `</w:ins></w:p>`, "paragraph: Keep new\n", nil},
		{"hidden text is left out", `<w:p>` + run("Seen.") + `<w:r><w:rPr><w:vanish/></w:rPr><w:t>Unseen.</w:t></w:r></w:p>`, "paragraph: Seen.\n", nil},
		{"fields show their result", `<w:p>` + run("Page ") + `<w:r><w:instrText>PAGEREF x</w:instrText></w:r>` + run("7") + `</w:p>`, "paragraph: Page 7\n", nil},
		{"footnotes follow their paragraph", `<w:p>` + run("Claim.") + `<w:r><w:footnoteReference w:id="2"/></w:r></w:p>` + wp("", "Next."),
			"paragraph: Claim.\nnote: The proof.\nparagraph: Next.\n", []string{"word/footnotes.xml", `<w:footnotes ` + wordNS + `><w:footnote w:type="separator" w:id="0"/><w:footnote w:id="2"><w:p>` + run("The proof.") + `</w:p></w:footnote></w:footnotes>`}},
		{"text boxes once", `<w:p>` + run("Body.") + `<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>` + wp("", "Boxed.") + `</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>` + wp("", "Boxed.") + `</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>`,
			"paragraph: Body.\nparagraph: Boxed.\n", nil},
		{"merged cells repeat", `<w:tbl>` + wrow("Country", "City", "Days") + wrow("Spain", "Madrid", "25") + `<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>` + wcell("Sevilla") + wcell("26") + `</w:tr></w:tbl>`,
			"table_row: Country: Spain | City: Madrid | Days: 25\ntable_row: Country: Spain | City: Sevilla | Days: 26\n", nil},
		{"a frame is no table", `<w:tbl><w:tr><w:tc>` + wp("H1", "In a frame") + wp("", "Text.") + `</w:tc></w:tr></w:tbl>`, "heading1: In a frame\nparagraph: Text.\n", nil},
		{"line breaks", `<w:p>` + run("Anna") + `<w:r><w:br/></w:r>` + run("Berlin") + `<w:r><w:tab/><w:noBreakHyphen/></w:r></w:p>`, "paragraph: Anna/Berlin -\n", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ex := load(t, "a.docx", docx(t, tt.body, tt.parts...))
			checkExtracted(t, ex)
			if got := outline(ex); got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
		})
	}
}

func TestWordPages(t *testing.T) {
	ex := load(t, "a.docx", docx(t, wp("", "One.")+`<w:p><w:r><w:br w:type="page"/></w:r></w:p>`+wp("", "Two.")+
		`<w:p><w:r><w:lastRenderedPageBreak/><w:t>Three </w:t></w:r><w:r><w:lastRenderedPageBreak/><w:t>and four.</w:t></w:r></w:p>`+wp("", "Four.")))
	checkExtracted(t, ex)
	if ex.Text != "One.\fTwo.\fThree and four.\fFour." {
		t.Errorf("%q", ex.Text)
	}
}

func TestWordWarnsOfHiddenText(t *testing.T) {
	ex := load(t, "a.docx", docx(t, `<w:p>`+run("Seen.")+`<w:r><w:rPr><w:vanish/></w:rPr><w:t>Unseen.</w:t></w:r></w:p>`))
	if !warned(ex, "hidden_text") {
		t.Errorf("%+v", ex.Warnings)
	}
}
