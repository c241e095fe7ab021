package openai

import (
	"context"
	"errors"
	"net/http"
	"strings"

	gopenai "github.com/sashabaranov/go-openai"

	"greenlight/backend/domain"
	"greenlight/backend/model"
)

// Embed gives unit vectors, in the order of the texts whatever the order of the answer.
func (p *provider) Embed(ctx context.Context, req model.EmbedRequest) (model.EmbedResponse, error) {
	if len(req.Texts) == 0 {
		return model.EmbedResponse{Vectors: [][]float32{}}, nil
	}
	client, _, key, err := p.client(ctx, nil)
	if err != nil {
		return model.EmbedResponse{}, err
	}
	resp, err := client.CreateEmbeddings(ctx, gopenai.EmbeddingRequestStrings{
		Input: model.EmbeddingTexts(req.Model, req.Purpose, req.Texts), Model: gopenai.EmbeddingModel(req.Model)})
	if err != nil {
		return model.EmbedResponse{}, p.embedError(ctx, req, err, key)
	}
	out := make([][]float32, len(req.Texts))
	for _, e := range resp.Data {
		if e.Index < 0 || e.Index >= len(out) || out[e.Index] != nil || !model.Normalise(e.Embedding) {
			return model.EmbedResponse{}, model.Nonsense(p.conn.Provider, "vectors that do not belong to the texts", nil, key)
		}
		out[e.Index] = e.Embedding
	}
	if len(resp.Data) != len(out) {
		return model.EmbedResponse{}, model.Nonsense(p.conn.Provider, "another number of vectors than texts", nil, key)
	}
	for _, v := range out {
		if len(v) != len(out[0]) {
			return model.EmbedResponse{}, model.Nonsense(p.conn.Provider, "vectors of different sizes", nil, key)
		}
	}
	return model.EmbedResponse{Vectors: out, TokensIn: max(0, resp.Usage.PromptTokens)}, nil
}

// embedError marks a refusal of too many texts at once, so that the caller halves them.
func (p *provider) embedError(ctx context.Context, req model.EmbedRequest, err error, key string) error {
	err = p.refuse(ctx, req.Model, err, key)
	var r *refusal
	if !errors.As(err, &r) {
		return err
	}
	said := strings.ToLower(r.text)
	many := strings.Contains(said, "batch") || strings.Contains(said, "too many inputs") || strings.Contains(said, "array")
	if len(req.Texts) > 1 && (r.status == http.StatusRequestEntityTooLarge || r.adaptable() && (many || r.err.Code == domain.CodeTooLong)) {
		return domain.Errorf(domain.CodeTooLarge, "“%s” takes fewer texts at once.", p.conn.Provider.Name).WithCause(r.err)
	}
	return r.err
}
