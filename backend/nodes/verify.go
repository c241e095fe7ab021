package nodes

import (
	"fmt"
	"strings"

	"greenlight/backend/cite"
	"greenlight/backend/domain"
	"greenlight/backend/model"
)

// verify gives the answer as it may be shown, with its citations, each of which stands word for
// word in a passage and is marked by its number in the text. No citations mean that nothing
// supports the answer, or that it says so itself. Agreed are sentences that the model was
// told to say then.
func verify(resp model.ChatResponse, passages []domain.Passage, agreed ...string) (string, []domain.Citation) {
	if len(resp.Quotes) > 0 {
		return quotations(resp.Quotes, passages)
	}
	checked := cite.Check(resp.Text, passages, nil, agreed...)
	return checked.Text, checked.Citations
}

// quotations writes an answer that consists of quotations alone, each with its number.
func quotations(quotes []model.Quote, passages []domain.Passage) (string, []domain.Citation) {
	var parts []string
	citations := []domain.Citation{}
	for _, q := range quotes {
		if c, ok := citationOf(q, passages, len(citations)+1); ok {
			citations = append(citations, c)
			parts = append(parts, fmt.Sprintf("%s [%d]", strings.Join(strings.Fields(c.Text), " "), c.Marker))
		}
	}
	return strings.Join(parts, " "), citations
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
