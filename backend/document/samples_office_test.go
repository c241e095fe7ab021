package document_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

const (
	slideNS = `xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"`
	relType = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
)

func shape(kind string, paragraphs ...string) string {
	var b strings.Builder
	b.WriteString(`<p:sp><p:nvSpPr><p:nvPr><p:ph type="` + kind + `"/></p:nvPr></p:nvSpPr><p:txBody>`)
	for _, p := range paragraphs {
		b.WriteString(`<a:p><a:r><a:t>` + p + `</a:t></a:r></a:p>`)
	}
	b.WriteString(`</p:txBody></p:sp>`)
	return b.String()
}

func slide(shapes string) string {
	return `<p:sld ` + slideNS + `><p:cSld><p:spTree>` + shapes + `</p:spTree></p:cSld></p:sld>`
}

// pptx makes two slides whose files are numbered against their order.
func pptx(t testing.TB) []byte {
	return zipped(t,
		"[Content_Types].xml", `<Types/>`,
		"ppt/presentation.xml", `<p:presentation `+slideNS+`><p:sldIdLst><p:sldId id="256" r:id="r2"/><p:sldId id="257" r:id="r1"/></p:sldIdLst></p:presentation>`,
		"ppt/_rels/presentation.xml.rels", `<Relationships><Relationship Id="r1" Type="`+relType+`slide" Target="slides/slide1.xml"/><Relationship Id="r2" Type="`+relType+`slide" Target="slides/slide2.xml"/></Relationships>`,
		"ppt/slides/slide1.xml", slide(shape("body", "Shown second")+shape("title", "The end")),
		"ppt/slides/slide2.xml", slide(shape("title", "Leave policy")+shape("body", "Twenty-five days", "Five can be kept")),
		"ppt/slides/_rels/slide2.xml.rels", `<Relationships><Relationship Id="r1" Type="`+relType+`notesSlide" Target="../notesSlides/notesSlide1.xml"/></Relationships>`,
		"ppt/notesSlides/notesSlide1.xml", `<p:notes `+slideNS+`><p:cSld><p:spTree>`+shape("body", "Say it slowly.")+shape("sldNum", "1")+`</p:spTree></p:cSld></p:notes>`,
	)
}

func xlsx(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	set := func(sheet, cell string, v any) {
		if err := f.SetCellValue(sheet, cell, v); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SetSheetName("Sheet1", "Leave"); err != nil {
		t.Fatal(err)
	}
	set("Leave", "A1", "Leave by country")
	for i, row := range [][]any{{"Country", "Days"}, {"Spain", 25}, {"France", 27.5}} {
		for j, v := range row {
			cell, err := excelize.CoordinatesToCellName(j+2, i+3)
			if err != nil {
				t.Fatal(err)
			}
			set("Leave", cell, v)
		}
	}
	for _, name := range []string{"Prices", "Secret"} {
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		set(name, "A1", name+" are here")
	}
	if err := f.SetSheetVisible("Secret", false); err != nil {
		t.Fatal(err)
	}
	var buf bytes.Buffer
	if err := f.Write(&buf); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func odt(t testing.TB) []byte {
	const ns = `xmlns:office="o" xmlns:text="t" xmlns:table="b"`
	return zipped(t,
		"mimetype", "application/vnd.oasis.opendocument.text",
		"content.xml", `<office:document-content `+ns+`><office:body><office:text><text:h text:outline-level="1">Leave</text:h>
			<text:p>Everyone has<text:s text:c="2"/>25 days.<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Since 2020.</text:p></text:note-body></text:note></text:p>
			<text:list><text:list-item><text:p>one</text:p></text:list-item></text:list>
			<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Country</text:p></table:table-cell><table:table-cell><text:p>Days</text:p></table:table-cell></table:table-row></table:table-header-rows>
			<table:table-row><table:table-cell><text:p>Spain</text:p></table:table-cell><table:table-cell><text:p>25</text:p></table:table-cell></table:table-row></table:table>
			<text:soft-page-break/><text:p>Second page.</text:p></office:text></office:body></office:document-content>`,
		"meta.xml", `<office:document-meta `+ns+`><office:meta><dc:title>The leave policy</dc:title></office:meta></office:document-meta>`)
}

func epub(t testing.TB) []byte {
	return zipped(t,
		"mimetype", "application/epub+zip",
		"META-INF/container.xml", `<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>`,
		"OEBPS/book.opf", `<package><metadata><dc:title>A book</dc:title></metadata><manifest><item id="b" href="second%20part.xhtml"/><item id="a" href="first.xhtml"/></manifest><spine><itemref idref="a"/><itemref idref="b"/></spine></package>`,
		"OEBPS/first.xhtml", `<html><body><h1>Chapter one</h1><p>It was a dark night.</p></body></html>`,
		"OEBPS/second part.xhtml", `<?xml version="1.0"?><html><body><p>The end.</p></body></html>`)
}

const mail = "From: Anna <anna@example.org>\r\nTo: Ben <ben@example.org>\r\nSubject: =?utf-8?q?Leave_f=C3=BCr_alle?=\r\nDate: Mon, 2 Mar 2026 10:00:00 +0100\r\n" +
	"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Everyone has <b>25</b> days.</p>\r\n" +
	"--x\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=plan.pdf\r\n\r\nxxx\r\n--x--\r\n"
