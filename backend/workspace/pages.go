package workspace

import (
	"context"
	"strings"

	"greenlight/backend/document"
	"greenlight/backend/domain"
)

// PictureDPI is the resolution at which pages are shown, in dots an inch: sharp on ordinary
// screens, and a page is rendered in about 10 ms.
const PictureDPI = 110

// HasPictures reports whether the pages of a document can be shown as pictures.
func HasPictures(d domain.Document) bool { return d.Format == "pdf" }

// CountWords counts words as people do, by the white space between them.
func CountWords(s string) int { return len(strings.Fields(s)) }

// Formats gives the file endings that can be read, without dots.
func Formats() []string { return document.Extensions() }

// PagePicture renders a page with the boxes of the passage [start, end) of the document's
// text. CodeUnsupported for formats without pages to show.
func (ws *Workspace) PagePicture(ctx context.Context, documentID string, page, dpi, start, end int) (document.PageImage, error) {
	doc, err := ws.Store.Document(ctx, documentID)
	if err != nil {
		return document.PageImage{}, err
	}
	if !HasPictures(doc) {
		return document.PageImage{}, domain.Errorf(domain.CodeUnsupported, "This kind of document is shown as text.")
	}
	source, err := ws.Knowledge.Original(ctx, documentID)
	if err != nil {
		return document.PageImage{}, err
	}
	return ws.Reader.RenderPage(ctx, source, document.Options{}, page, dpi, start, end)
}
