package document

import (
	"bytes"
	"context"
	"strconv"
	"strings"

	"github.com/klippa-app/go-pdfium/requests"

	"greenlight/backend/domain"
)

// pdfLoader reads PDF with PDFium, and with a second, independent reader the pages in which
// PDFium finds little.
type pdfLoader struct{ engine *pdfEngine }

func (*pdfLoader) Name() string         { return "pdf" }
func (*pdfLoader) Title() string        { return "PDF" }
func (*pdfLoader) Extensions() []string { return []string{"pdf"} }

func (l *pdfLoader) Detect(name string, head []byte) int {
	if isPDF(head) {
		return 2
	}
	return byEnding(l, name)
}

// isPDF looks for the mark within the first kilobyte, as PDF programs do: mail gateways and
// web forms put bytes before it.
func isPDF(data []byte) bool {
	return bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-"))
}

func (l *pdfLoader) Load(ctx context.Context, src Source, opts Options) (*domain.Extracted, error) {
	doc, err := l.engine.open(ctx, src.Data, opts.Password)
	if err != nil {
		return nil, err
	}
	defer closeQuietly(doc)
	second := newSecondReader(src.Data, opts)
	pages := make([]*pdfPage, doc.pages)
	for i := range pages {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		pages[i] = doc.read(ctx, i, second)
	}
	marks := doc.bookmarks()
	headings(pages, marks)
	b := newBuilder(ctx)
	for i, p := range pages {
		b.page(doc.label(i))
		p.emit(b)
	}
	warnPDF(b, pages, second)
	return b.finish(l.Name(), doc.title(pages))
}

// label is what the document calls a page, when that is not its number.
func (d *pdfDoc) label(index int) string {
	r, err := d.FPDF_GetPageLabel(&requests.FPDF_GetPageLabel{Document: d.ref, Page: index})
	if err != nil {
		return "" // no labels
	}
	label := cut(oneLine(clean(strings.Trim(r.Label, "\x00"))), 40)
	if label == strconv.Itoa(index+1) {
		return ""
	}
	return label
}

// title is the title in the document's properties, or its largest heading on the first page.
func (d *pdfDoc) title(pages []*pdfPage) string {
	r, err := d.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: d.ref, Tag: "Title"})
	if err == nil {
		t := oneLine(clean(strings.Trim(r.Value, "\x00")))
		t = strings.TrimPrefix(t, "Microsoft Word - ")
		t = strings.TrimPrefix(t, "Microsoft PowerPoint - ")
		if usefulTitle(t) {
			return t
		}
	}
	var best pdfUnit
	if len(pages) > 0 {
		for _, u := range pages[0].units {
			if u.kind == domain.BlockHeading && u.size > best.size {
				best = u
			}
		}
	}
	return string(best.text)
}

// usefulTitle refuses what programs write when people gave no title.
func usefulTitle(t string) bool {
	low := strings.ToLower(t)
	if len(t) < 3 || strings.HasPrefix(low, "untitled") || strings.Contains(low, "unknown") || low == "title" {
		return false
	}
	switch fileEnding(low) {
	case "pdf", "doc", "docx", "odt", "tex", "dvi", "indd", "ps", "qxd", "rtf", "txt", "ppt", "pptx", "xls", "xlsx", "fm", "html":
		return false
	}
	return true
}

// outlineMark is an entry of the document's outline.
type outlineMark struct {
	title string // folded: lower case, letters and digits only
	level int    // from 1
	page  int    // index from 0, -1 when not known
}

// maxOutline bounds the entries that are looked at.
const maxOutline = 5000

func (d *pdfDoc) bookmarks() []outlineMark {
	var out []outlineMark
	type entry struct {
		ref   *requests.FPDFBookmark_GetFirstChild
		level int
	}
	var visit func(e entry)
	visit = func(e entry) {
		if e.level > 9 || len(out) >= maxOutline {
			return
		}
		child, err := d.FPDFBookmark_GetFirstChild(e.ref)
		if err != nil || child.Bookmark == nil {
			return
		}
		for at := child.Bookmark; at != nil && len(out) < maxOutline; {
			m := outlineMark{level: e.level, page: -1}
			if t, err := d.FPDFBookmark_GetTitle(&requests.FPDFBookmark_GetTitle{Bookmark: *at}); err == nil {
				m.title = foldTitle(t.Title)
			}
			if dest, err := d.FPDFBookmark_GetDest(&requests.FPDFBookmark_GetDest{Document: d.ref, Bookmark: *at}); err == nil && dest.Dest != nil {
				if p, err := d.FPDFDest_GetDestPageIndex(&requests.FPDFDest_GetDestPageIndex{Document: d.ref, Dest: *dest.Dest}); err == nil {
					m.page = p.Index
				}
			}
			out = append(out, m)
			visit(entry{&requests.FPDFBookmark_GetFirstChild{Document: d.ref, Bookmark: at}, e.level + 1})
			next, err := d.FPDFBookmark_GetNextSibling(&requests.FPDFBookmark_GetNextSibling{Document: d.ref, Bookmark: *at})
			if err != nil {
				return
			}
			at = next.Bookmark
		}
	}
	visit(entry{&requests.FPDFBookmark_GetFirstChild{Document: d.ref}, 1})
	return out
}
