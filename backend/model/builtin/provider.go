package builtin

import (
	"context"
	"strings"

	"greenlight/backend/domain"
	"greenlight/backend/model"
)

// Names of the built-in models, without the provider.
var (
	chatName      = strings.TrimPrefix(domain.BuiltinChat, "builtin/")
	embeddingName = strings.TrimPrefix(domain.BuiltinEmbedding, "builtin/")
)

// Type declares the provider that comes with the program. It needs no network.
func Type() model.Type {
	return model.Type{Name: "builtin", Title: "Built in", Concurrency: 16,
		Help: "Comes with Greenlight. It quotes documents and compares texts without any language model.",
		New:  func(model.Connection) (model.Provider, error) { return NewProvider(), nil }}
}

// Provider joins the answerer and the embedding.
type Provider struct{ embedder *Embedder }

// NewProvider makes the provider.
func NewProvider() *Provider { return &Provider{embedder: NewEmbedder()} }

// Models gives the catalogue entries of the built-in models.
func Models() []domain.Model {
	return []domain.Model{
		{ID: domain.BuiltinChat, Provider: "builtin", Name: chatName, Kind: domain.ModelChat, Title: "Built-in: quotes your documents",
			Description: "No language model: it picks the sentences that answer the question and quotes them word for word.",
			Local:       true, PriceKnown: true},
		{ID: domain.BuiltinEmbedding, Provider: "builtin", Name: embeddingName, Kind: domain.ModelEmbedding, Title: "Built-in: words and spellings",
			Description: "Finds words in other forms and spellings. It does not know what words mean; an embedding model does that.",
			Local:       true, PriceKnown: true, Dimensions: Dimensions},
	}
}

// List gives the built-in models.
func (p *Provider) List(ctx context.Context) ([]domain.Model, error) {
	if err := ctx.Err(); err != nil {
		return nil, domain.AsError(err)
	}
	return Models(), nil
}

// Embed gives the built-in vectors, the same for questions and documents.
func (p *Provider) Embed(ctx context.Context, req model.EmbedRequest) (model.EmbedResponse, error) {
	if err := ctx.Err(); err != nil {
		return model.EmbedResponse{}, domain.AsError(err)
	}
	if req.Model != embeddingName {
		return model.EmbedResponse{}, noModel(req.Model)
	}
	return model.EmbedResponse{Vectors: p.embedder.Embed(req.Texts), TokensIn: 0}, nil
}

func noModel(name string) error {
	return domain.Errorf(domain.CodeNoModel, "There is no built-in model “%s”.", name).WithHint("Choose another model.")
}
