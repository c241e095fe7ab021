package nodes

import (
	"greenlight/backend/cite"
	"greenlight/backend/domain"
	"greenlight/backend/model"
	sentences "greenlight/backend/text"
)

// verify gives the answer as it may be shown, with its citations, each of which stands word for
// word in a passage and is marked by its number in the text. No citations mean that nothing
// supports the answer, or that it says so itself. Agreed are sentences that the model was
// told to say then.
func verify(resp model.ChatResponse, passages []domain.Passage, agreed ...string) (string, []domain.Citation) {
	var checked cite.Result
	if len(resp.Quotes) > 0 {
		quotes := make([]cite.Quote, 0, len(resp.Quotes))
		for _, q := range resp.Quotes {
			quotes = append(quotes, cite.Quote{Passage: q.Passage, Span: sentences.Span{Start: q.Start, End: q.End}})
		}
		checked = cite.FromQuotes(quotes, passages, nil)
	} else {
		checked = cite.Check(resp.Text, passages, nil, agreed...)
	}
	return checked.Text, checked.Citations
}
