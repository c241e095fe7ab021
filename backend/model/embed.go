package model

import (
	"context"
	"math"

	"greenlight/backend/domain"
)

// Bounds of one request for vectors; larger requests are parted.
const (
	batchTexts = 64
	batchChars = 120_000
)

// Embed gives one unit vector a text, in order, in as many requests as needed.
func (h *Hub) Embed(ctx context.Context, modelID string, texts []string, purpose Purpose) (EmbedResponse, error) {
	m, l, err := h.find(ctx, modelID, domain.ModelEmbedding)
	if err != nil {
		return EmbedResponse{}, err
	}
	out := EmbedResponse{Vectors: make([][]float32, 0, len(texts))}
	for len(texts) > 0 {
		n := batch(texts)
		if err := h.embed(ctx, m, l, texts[:n], purpose, &out); err != nil {
			return EmbedResponse{}, err
		}
		texts = texts[n:]
	}
	out.Cost = Cost(m, out.TokensIn, 0)
	return out, nil
}

// batch gives how many texts fit one request, at least one.
func batch(texts []string) int {
	chars := 0
	for i, t := range texts {
		chars += len(t)
		if i > 0 && (i == batchTexts || chars > batchChars) {
			return i
		}
	}
	return len(texts)
}

// embed asks for one batch, halving it when the provider finds it too large.
func (h *Hub) embed(ctx context.Context, m domain.Model, l *link, texts []string, purpose Purpose, out *EmbedResponse) error {
	var resp EmbedResponse
	_, err := h.try(ctx, l, "embed", func(ctx context.Context) (bool, error) {
		var err error
		resp, err = l.adapter.Embed(ctx, EmbedRequest{Model: m.Name, Texts: texts, Purpose: purpose})
		return false, err
	})
	if domain.IsCode(err, domain.CodeTooLarge) && len(texts) > 1 {
		half := len(texts) / 2
		if err := h.embed(ctx, m, l, texts[:half], purpose, out); err != nil {
			return err
		}
		return h.embed(ctx, m, l, texts[half:], purpose, out)
	}
	if err != nil {
		return err
	}
	dims := m.Dimensions
	if len(out.Vectors) > 0 {
		dims = len(out.Vectors[0])
	}
	if err := settleVectors(l.provider, resp.Vectors, len(texts), dims); err != nil {
		return err
	}
	if l.provider.Type == "builtin" { // which has no tokens
		resp.TokensIn = 0
	} else if resp.TokensIn <= 0 || resp.TokensIn > mostTokens {
		resp.TokensIn = 0
		for _, t := range texts {
			resp.TokensIn += EstimateTokens(t)
		}
	}
	out.Vectors = append(out.Vectors, resp.Vectors...)
	out.TokensIn += resp.TokensIn
	return nil
}

// settleVectors checks vectors and brings them to unit length. dims is 0 when it is not known.
func settleVectors(p domain.Provider, vectors [][]float32, count, dims int) error {
	if len(vectors) != count {
		return Nonsense(p, "another number of vectors than texts", nil, "")
	}
	for _, v := range vectors {
		if dims == 0 {
			dims = len(v)
		}
		if len(v) != dims {
			return domain.Errorf(domain.CodeProvider, "“%s” gave a vector of %d numbers where %d were expected.", p.Name, len(v), dims).
				WithHint("The model behind this name may have changed. Remove it and add it again, then build the knowledge anew.")
		}
		if len(v) == 0 || !Normalise(v) {
			return Nonsense(p, "a vector that holds no direction", nil, "")
		}
	}
	return nil
}

// Normalise brings a vector to unit L2 length in place. It reports false, and leaves the
// vector, when the length is zero or not a number.
func Normalise(v []float32) bool {
	sum := 0.0
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	if !(sum > 0) || math.IsInf(sum, 0) {
		return false
	}
	if math.Abs(sum-1) < 1e-6 {
		return true
	}
	f := 1 / math.Sqrt(sum)
	for i := range v {
		v[i] = float32(float64(v[i]) * f)
	}
	return true
}
