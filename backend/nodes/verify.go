package nodes

import (
	"strings"

	"greenlight/backend/domain"
	"greenlight/backend/model"
)

// verify gives the answer as it may be shown, with its citations, each of which stands word for
// word in a passage.
func verify(_ string, resp model.ChatResponse, passages []domain.Passage) (string, []domain.Citation) {
	citations := make([]domain.Citation, 0, len(resp.Quotes))
	for _, q := range resp.Quotes {
		if c, ok := citationOf(q, passages, len(citations)+1); ok {
			citations = append(citations, c)
		}
	}
	return resp.Text, citations
}

// citationOf places a quotation in its document; ok is false when it lies outside its passage.
func citationOf(q model.Quote, passages []domain.Passage, marker int) (domain.Citation, bool) {
	if q.Passage < 0 || q.Passage >= len(passages) {
		return domain.Citation{}, false
	}
	p := passages[q.Passage]
	runes := []rune(p.Text)
	if q.Start < 0 || q.End > len(runes) || q.Start >= q.End {
		return domain.Citation{}, false
	}
	c := domain.Citation{
		Marker: marker, Text: string(runes[q.Start:q.End]), KnowledgeID: p.KnowledgeID, DocumentID: p.DocumentID, Path: p.Path, Title: p.Title,
		Page: p.Page, PageLabel: p.PageLabel, Row: p.Row, Start: p.Start + q.Start, End: p.Start + q.End,
	}
	if breaks := strings.Count(string(runes[:q.Start]), string(domain.PageBreak)); breaks > 0 {
		c.Page, c.PageLabel = p.Page+breaks, "" // the passage goes on over pages
	}
	return c, true
}
