package cite

import (
	"strconv"
	"strings"

	"greenlight/backend/domain"
	"greenlight/backend/text"
)

// Quote is a stretch of a passage: its index, and the span in the passage's text.
type Quote struct {
	Passage int
	Span    text.Span
}

// FromQuotes makes an answer of nothing but quotes, each with its citation. Quotes that lie
// outside their passage are left out. A nil pageOf counts page breaks in the passage.
func FromQuotes(quotes []Quote, passages []domain.Passage, pageOf PageOf) Result {
	if pageOf == nil {
		pageOf = pageByBreaks
	}
	var r Result
	var parts []string
	for _, q := range quotes {
		if q.Passage < 0 || q.Passage >= len(passages) {
			continue
		}
		p := passages[q.Passage]
		quoted := text.Slice(p.Text, q.Span)
		if q.Span.Start < 0 || strings.TrimSpace(quoted) == "" || len([]rune(quoted)) != q.Span.Len() {
			continue
		}
		n := r.number(place(p, q.Span, pageOf))
		parts = append(parts, text.Readable(quoted)+" ["+strconv.Itoa(n)+"]")
	}
	r.Text = strings.Join(parts, " ")
	return r
}

// number gives the number of a citation, adding it when it is new.
func (r *Result) number(c domain.Citation) int {
	for _, other := range r.Citations {
		if other.KnowledgeID == c.KnowledgeID && other.DocumentID == c.DocumentID && other.Path == c.Path && other.Start == c.Start && other.End == c.End {
			return other.Marker
		}
	}
	c.Marker = len(r.Citations) + 1
	r.Citations = append(r.Citations, c)
	return c.Marker
}

// place gives the citation of a span of a passage.
func place(p domain.Passage, span text.Span, pageOf PageOf) domain.Citation {
	page, label := pageOf(p, p.Start+span.Start)
	return domain.Citation{
		Text: text.Slice(p.Text, span), KnowledgeID: p.KnowledgeID, DocumentID: p.DocumentID, Path: p.Path, Title: p.Title,
		Page: page, PageLabel: label, Row: rowAt(p, span.Start), Start: p.Start + span.Start, End: p.Start + span.End,
	}
}

// cellMark parts the cells of a table's row in the text of a document.
const cellMark = " | "

// rowAt counts the table's rows in a passage up to an offset.
func rowAt(p domain.Passage, offset int) int {
	if p.Row == 0 {
		return 0
	}
	row := p.Row
	before := text.Slice(p.Text, text.Span{End: offset})
	for line := range strings.Lines(before) {
		if strings.HasSuffix(line, "\n") && strings.Contains(line, cellMark) {
			row++
		}
	}
	return row
}
