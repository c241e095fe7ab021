package knowledge

import (
	"context"
	"strings"

	"greenlight/backend/domain"
)

// reindexPage is how many documents are looked up at a time.
const reindexPage = 32

// NeedsReindex reports whether a knowledge base is indexed with other settings. An empty
// embedding and zero chunking stand for those it has.
func (s *Service) NeedsReindex(ctx context.Context, ref, embedding string, chunking domain.ChunkSettings) (bool, error) {
	kb, err := s.store.Knowledge(ctx, ref)
	if err != nil {
		return false, err
	}
	if embedding == "builtin" {
		embedding = domain.BuiltinEmbedding
	}
	return embedding != "" && embedding != kb.Embedding || chunking != (domain.ChunkSettings{}) && chunking != kb.Chunking, nil
}

// Reindex builds an index with another embedding or other cutting beside the one in use, which
// goes on answering, and then switches in one transaction. After a stop or a crash the same
// call goes on where it ended. Documents that are added or changed meanwhile are included. An
// empty embedding and zero chunking stand for those in use. progress may be nil.
func (s *Service) Reindex(ctx context.Context, ref, embedding string, chunking domain.ChunkSettings, progress func(done, total int64, unit, note string)) (domain.KnowledgeBase, error) {
	kb, err := s.store.Knowledge(ctx, ref)
	if err != nil {
		return domain.KnowledgeBase{}, err
	}
	if embedding == "" {
		embedding = kb.Embedding
	}
	if chunking == (domain.ChunkSettings{}) {
		chunking = kb.Chunking
	}
	if err := chunking.Check(); err != nil {
		return domain.KnowledgeBase{}, err
	}
	embedding, dimensions, err := s.embedding(ctx, embedding)
	if err != nil {
		return domain.KnowledgeBase{}, err
	}
	ix, err := s.store.BuildIndex(ctx, kb.ID, embedding, dimensions, chunking)
	if err != nil {
		return domain.KnowledgeBase{}, err
	}
	if err := s.dropOtherBuilds(ctx, kb.ID, ix.ID); err != nil {
		return domain.KnowledgeBase{}, err
	}
	if err := s.build(ctx, ix, progress); err != nil {
		return domain.KnowledgeBase{}, err
	}
	if !strings.HasPrefix(embedding, "builtin/") {
		if err := s.store.TrimVectors(ctx, keptVectors); err != nil {
			return domain.KnowledgeBase{}, err
		}
	}
	return s.store.Knowledge(ctx, kb.ID)
}

// dropOtherBuilds removes what builds with other settings, given up since, have left.
func (s *Service) dropOtherBuilds(ctx context.Context, knowledgeID string, keep int64) error {
	list, err := s.store.Indexes(ctx, knowledgeID)
	if err != nil {
		return err
	}
	for _, ix := range list {
		if !ix.Live && ix.ID != keep {
			if err := s.store.DropIndex(ctx, ix.ID); err != nil && !domain.IsCode(err, domain.CodeNotFound) {
				return err
			}
		}
	}
	return nil
}

// build indexes what is missing until nothing is, and switches.
func (s *Service) build(ctx context.Context, ix domain.Index, progress func(done, total int64, unit, note string)) error {
	var done int64
	for {
		docs, err := s.store.Unindexed(ctx, ix.ID, reindexPage)
		if err != nil {
			return err
		}
		if len(docs) == 0 {
			err := s.store.SwitchIndex(ctx, ix.ID)
			if domain.IsCode(err, domain.CodeConflict) {
				continue // a document was added since
			}
			return err
		}
		for _, d := range docs {
			if progress != nil {
				total, err := s.store.Knowledge(ctx, d.KnowledgeID)
				if err != nil {
					return err
				}
				progress(done, max(int64(total.Documents), done+1), "documents", d.Path)
			}
			if err := s.indexDocument(ctx, ix, d); err != nil {
				return err
			}
			done++
		}
	}
}

func (s *Service) indexDocument(ctx context.Context, ix domain.Index, d domain.Document) error {
	ex, err := s.store.Content(ctx, d.ID)
	if domain.IsCode(err, domain.CodeNotFound) {
		return nil // removed meanwhile
	}
	if err != nil {
		return err
	}
	list := prepare(searchTitle(d.Title, d.Path), &ex, ix.Chunking)
	pieces := make([]*domain.IndexedPiece, len(list))
	for i := range list {
		pieces[i] = &list[i]
	}
	if err := s.embedPieces(ctx, ix, pieces, nil); err != nil {
		return err
	}
	err = s.store.IndexDocument(ctx, ix.ID, d.ID, d.Hash, list)
	if domain.IsCode(err, domain.CodeConflict) {
		return nil // changed meanwhile; it will be listed again
	}
	if domain.IsCode(err, domain.CodeNotFound) {
		if _, gone := s.store.Document(ctx, d.ID); gone != nil {
			return nil // removed meanwhile
		}
	}
	return err
}
