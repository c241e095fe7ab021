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
			WithHint("Choose a language model for this step, or use the step “Answer with sources”.")
	}
	if req.JSON || len(req.Schema) > 0 {
		return model.ChatResponse{}, domain.Errorf(domain.CodeUnsupported, "The built-in answerer quotes sentences; it cannot fill in a form.").
			WithHint("Choose a language model for this step.")
	}
	var resp model.ChatResponse
	resp.Text, resp.Quotes, resp.Declined = Answer(*req.Grounding)
	if err := ctx.Err(); err != nil {
		return model.ChatResponse{}, domain.AsError(err)
	}
	resp.Finish = "stop"
	if onDelta != nil && resp.Text != "" {
		onDelta(resp.Text)
	}
	return resp, nil
}
