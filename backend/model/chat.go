package model

import (
	"context"
	"strings"

	"greenlight/backend/domain"
)

// Chat asks a model of the catalogue. It retries, bounds, checks JSON answers and computes
// the cost; see the package's comment. For JSON answers onDelta receives the whole answer at
// once, after it was found valid.
func (h *Hub) Chat(ctx context.Context, modelID string, req ChatRequest, onDelta func(string)) (ChatResponse, error) {
	m, l, err := h.find(ctx, modelID, domain.ModelChat)
	if err != nil {
		return ChatResponse{}, err
	}
	if err := checkRequest(req); err != nil {
		return ChatResponse{}, err
	}
	// The estimate may be off by a third, so only what is certainly too long is held back; some
	// servers would drop the beginning without a word.
	if m.Context > 0 && EstimateMessages(req.Messages) > 2*m.Context {
		return ChatResponse{}, tooLong(m)
	}
	req.Model = m.Name
	if !req.JSON && len(req.Schema) == 0 {
		return h.ask(ctx, m, l, req, onDelta)
	}
	return h.askJSON(ctx, m, l, req, onDelta)
}

func tooLong(m domain.Model) error {
	return domain.Errorf(domain.CodeTooLong, "The text is far longer than “%s” can read at once.", m.ID).
		WithHint("Give it fewer or shorter passages, or choose a model with a longer context.")
}

func checkRequest(req ChatRequest) error {
	bad := func(path, format string, args ...any) error {
		return domain.Errorf(domain.CodeInvalid, format, args...).WithPath(path)
	}
	said := req.Grounding != nil
	for _, m := range req.Messages {
		if m.Role != RoleSystem && m.Role != RoleUser && m.Role != RoleAssistant {
			return bad("messages", "A message has the unknown role “%s”.", m.Role)
		}
		said = said || strings.TrimSpace(m.Content) != ""
	}
	switch {
	case !said:
		return bad("messages", "There is nothing to send: the prompt is empty.")
	case req.Temperature != nil && !(*req.Temperature >= 0 && *req.Temperature <= 2):
		return bad("temperature", "The temperature has to be between 0 and 2.")
	case req.TopP != nil && !(*req.TopP >= 0 && *req.TopP <= 1):
		return bad("topP", "The share of likely words has to be between 0 and 1.")
	case req.MaxTokens < 0:
		return bad("maxTokens", "The longest answer cannot be negative.")
	}
	return nil
}

// ask makes one call with retries.
func (h *Hub) ask(ctx context.Context, m domain.Model, l *link, req ChatRequest, onDelta func(string)) (ChatResponse, error) {
	var resp ChatResponse
	attempts, err := h.try(ctx, l, "chat", func(ctx context.Context) (bool, error) {
		delivered := false
		deliver := onDelta
		if onDelta != nil {
			deliver = func(s string) {
				if s != "" && ctx.Err() == nil {
					delivered = true
					onDelta(s)
				}
			}
		}
		var err error
		resp, err = l.adapter.Chat(ctx, req, deliver)
		return delivered, err
	})
	if err != nil {
		return ChatResponse{Model: m.ID, Attempts: attempts}, err
	}
	if l.provider.Type != "builtin" { // which has no tokens
		settleTokens(req, &resp)
	}
	resp.Model, resp.Attempts = m.ID, attempts
	resp.Cost = Cost(m, resp.TokensIn, resp.TokensOut)
	return resp, nil
}
