package knowledge

import (
	"path"
	"strings"

	"greenlight/backend/document"
	"greenlight/backend/domain"
	"greenlight/backend/text"
)

// prepare cuts a document and finds the words of its pieces; vectors are still missing.
func prepare(title string, ex *domain.Extracted, settings domain.ChunkSettings) []domain.IndexedPiece {
	chunks := document.Chunk(ex, settings)
	labels := map[int]string{}
	for _, p := range ex.Pages {
		labels[p.Number] = p.Label
	}
	pieces := make([]domain.IndexedPiece, len(chunks))
	for i, c := range chunks {
		pieces[i] = domain.IndexedPiece{Chunk: c, PageLabel: labels[c.Page], Context: stems(title + " " + c.Heading), Words: stems(c.Text)}
	}
	return pieces
}

// stems gives the words of a text as the index compares them.
func stems(s string) []string {
	tokens := text.Words(s)
	out := make([]string, 0, len(tokens))
	for _, t := range tokens {
		if t.Stem != "" {
			out = append(out, t.Stem)
		}
	}
	return out
}

// embedText is what is embedded of a piece: its text, under the headings that say what it is
// about unless it starts with them.
func embedText(c domain.Chunk) string {
	last := c.Heading
	if i := strings.LastIndex(last, " › "); i >= 0 {
		last = last[i+len(" › "):]
	}
	if c.Heading == "" || last == c.Heading && strings.HasPrefix(c.Text, last) {
		return c.Text
	}
	return c.Heading + "\n" + c.Text
}

// titleOf gives the document's own title, or the file's name.
func titleOf(ex *domain.Extracted, filePath string) string {
	if ex != nil && strings.TrimSpace(ex.Title) != "" {
		return strings.Join(strings.Fields(ex.Title), " ")
	}
	return path.Base(filePath)
}

// searchTitle is the title without the ending of a file's name, which says nothing of the
// subject.
func searchTitle(title, filePath string) string {
	if base := path.Base(filePath); title == base {
		return strings.TrimSuffix(base, path.Ext(base))
	}
	return title
}
