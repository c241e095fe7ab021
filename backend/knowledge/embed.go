package knowledge

import (
	"context"
	"crypto/sha256"
	"strings"

	"greenlight/backend/domain"
	"greenlight/backend/model"
)

const (
	// embedBatch is how many texts go to the embedding at once, and the most that a crash can lose.
	embedBatch = 64
	// keptVectors is how many vectors of texts are kept for embeddings that cost time or money:
	// 300 MB at 768 numbers each.
	keptVectors = 100_000
)

// embedPieces sets the vectors of the pieces. Texts that this model has embedded before are
// not sent again; each batch is kept as soon as it arrives. progress, which may be nil, tells
// how many are done.
func (s *Service) embedPieces(ctx context.Context, ix domain.Index, pieces []*domain.IndexedPiece, progress func(done int)) error {
	keep := !strings.HasPrefix(ix.Embedding, "builtin/") // quicker to make than to look up
	for from := 0; from < len(pieces); from += embedBatch {
		batch := pieces[from:min(from+embedBatch, len(pieces))]
		if err := s.embedBatch(ctx, ix, batch, keep); err != nil {
			return err
		}
		if progress != nil {
			progress(from + len(batch))
		}
	}
	return nil
}

func (s *Service) embedBatch(ctx context.Context, ix domain.Index, batch []*domain.IndexedPiece, keep bool) error {
	hashes := make([][32]byte, len(batch))
	known := map[[32]byte][]float32{}
	for i, p := range batch {
		hashes[i] = sha256.Sum256([]byte(embedText(p.Chunk)))
	}
	if keep {
		var err error
		if known, err = s.store.EmbeddedVectors(ctx, ix.Embedding, hashes); err != nil {
			return err
		}
	}
	var texts []string
	var missing [][32]byte
	for i, p := range batch {
		if _, ok := known[hashes[i]]; !ok {
			known[hashes[i]] = nil // twice in one batch is embedded once
			texts, missing = append(texts, embedText(p.Chunk)), append(missing, hashes[i])
		}
	}
	if len(texts) > 0 {
		vectors, err := s.embed(ctx, ix, texts, model.PurposeDocument)
		if err != nil {
			return err
		}
		if keep {
			if err := s.store.KeepVectors(ctx, ix.Embedding, missing, vectors); err != nil {
				return err
			}
		}
		for i, hash := range missing {
			known[hash] = vectors[i]
		}
	}
	for i, p := range batch {
		p.Vector = known[hashes[i]]
	}
	return nil
}

// embed asks the model and checks what it gave.
func (s *Service) embed(ctx context.Context, ix domain.Index, texts []string, purpose model.Purpose) ([][]float32, error) {
	r, err := s.embedder.Embed(ctx, ix.Embedding, texts, purpose)
	if err != nil {
		return nil, err
	}
	if len(r.Vectors) != len(texts) {
		return nil, domain.Errorf(domain.CodeProvider, "The embedding gave %d vectors for %d texts.", len(r.Vectors), len(texts))
	}
	for _, v := range r.Vectors {
		if len(v) != ix.Dimensions {
			return nil, domain.Errorf(domain.CodeProvider, "The embedding gave %d numbers instead of %d: the model was exchanged.", len(v), ix.Dimensions).
				WithHint("Index the knowledge base anew.")
		}
	}
	return r.Vectors, nil
}
