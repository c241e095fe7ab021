package builtin

import (
	"context"

	"greenlight/backend/domain"
	"greenlight/backend/model"
)

// Chat quotes from the sources of the request. Requests without sources are refused, because
// there is no language model here that could write.
func (p *Provider) Chat(ctx context.Context, req model.ChatRequest, onDelta func(string)) (model.ChatResponse, error) {
	if err := ctx.Err(); err != nil {
		return model.ChatResponse{}, domain.AsError(err)
	}
	if req.Model != chatName {
		return model.ChatResponse{}, noModel(req.Model)
	}
	if req.Grounding == nil {
		return model.ChatResponse{}, domain.Errorf(domain.CodeUnsupported, "The built-in answerer can only quote documents; it cannot write.").
			WithHint("Choose a language model for this step, or use the step “Answer with citations”.")
	}
	if req.JSON || len(req.Schema) > 0 {
		return model.ChatResponse{}, domain.Errorf(domain.CodeUnsupported, "The built-in answerer quotes sentences; it cannot fill in a form.").
			WithHint("Choose a language model for this step.")
	}
	resp := p.quote(*req.Grounding)
	if err := ctx.Err(); err != nil {
		return model.ChatResponse{}, domain.AsError(err)
	}
	resp.Finish = "stop"
	if onDelta != nil && resp.Text != "" {
		onDelta(resp.Text)
	}
	return resp, nil
}

// quote gives the best sentence, or declines when nothing of the question stands in any.
func (p *Provider) quote(g model.Grounding) model.ChatResponse {
	found := Candidates(g)
	if len(found) == 0 || found[0].Score <= 0 {
		return model.ChatResponse{Text: "I found nothing about this in the documents.", Declined: true}
	}
	q := found[0].Quote
	text := []rune(g.Passages[q.Passage].Text)
	return model.ChatResponse{Text: string(text[q.Start:q.End]), Quotes: []model.Quote{q}}
}
