package store

import (
	"context"
	"database/sql"
	"errors"

	"greenlight/backend/domain"
)

const knowledgeColumns = `k.id, k.name, k.description, k.sensitivity, k.created_at, k.updated_at,
	i.embedding, i.dimensions, i.chunk_words, i.chunk_overlap,
	(SELECT count(*) FROM document d WHERE d.knowledge_id = k.id),
	(SELECT ifnull(sum(d.chunks), 0) FROM document d WHERE d.knowledge_id = k.id),
	(SELECT ifnull(sum(d.words), 0) FROM document d WHERE d.knowledge_id = k.id)
	FROM knowledge k JOIN search_index i ON i.knowledge_id = k.id AND i.live = 1`

func scanKnowledge(row scanner) (domain.KnowledgeBase, error) {
	var kb domain.KnowledgeBase
	var created, updated int64
	err := row.Scan(&kb.ID, &kb.Name, &kb.Description, &kb.Sensitivity, &created, &updated,
		&kb.Embedding, &kb.Dimensions, &kb.Chunking.Words, &kb.Chunking.Overlap, &kb.Documents, &kb.Chunks, &kb.Words)
	kb.CreatedAt, kb.UpdatedAt = fromMicros(created), fromMicros(updated)
	return kb, err
}

// CreateKnowledge stores a new knowledge base with an empty live index. Its ID, or else a new
// one, becomes its id; a name that is taken is refused with CodeExists. The counts are
// ignored.
func (s *Store) CreateKnowledge(ctx context.Context, kb domain.KnowledgeBase) (domain.KnowledgeBase, error) {
	if kb.ID == "" {
		kb.ID = domain.NewID("kb")
	}
	at := micros(now())
	err := s.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO knowledge (id, name, description, sensitivity, created_at, updated_at)
			VALUES (?, ?, ?, ?, ?, ?)`, kb.ID, kb.Name, kb.Description, kb.Sensitivity, at, at)
		if err != nil {
			return nameTaken(err, kb.Name)
		}
		_, err = createIndex(ctx, tx, domain.Index{KnowledgeID: kb.ID, Embedding: kb.Embedding,
			Dimensions: kb.Dimensions, Chunking: kb.Chunking, Live: true})
		return err
	})
	if err != nil {
		return domain.KnowledgeBase{}, err
	}
	return s.Knowledge(ctx, kb.ID)
}

func nameTaken(err error, name string) error {
	if isUnique(err) {
		return domain.Errorf(domain.CodeExists, "There is already a knowledge base called “%s”.", name).
			WithHint("Choose another name.").WithPath("name").WithCause(err)
	}
	return err
}

// Knowledge gives a knowledge base by its id or, in any case of letters, its name. CodeNotFound
// when there is none.
func (s *Store) Knowledge(ctx context.Context, ref string) (domain.KnowledgeBase, error) {
	return queryOne(ctx, s.r, scanKnowledge, "knowledge base", ref,
		"SELECT "+knowledgeColumns+" WHERE k.id = ?1 OR k.name = ?1 ORDER BY k.id = ?1 DESC LIMIT 1", ref)
}

// KnowledgeList gives all knowledge bases by name.
func (s *Store) KnowledgeList(ctx context.Context) ([]domain.KnowledgeBase, error) {
	return queryAll(ctx, s.r, scanKnowledge, "SELECT "+knowledgeColumns+" ORDER BY k.name")
}

// UpdateKnowledge changes the name, description and sensitivity of the knowledge base with
// kb.ID. Embedding and chunking change through a new index.
func (s *Store) UpdateKnowledge(ctx context.Context, kb domain.KnowledgeBase) (domain.KnowledgeBase, error) {
	err := s.write(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, `UPDATE knowledge SET name = ?, description = ?, sensitivity = ?, updated_at = ?
			WHERE id = ?`, kb.Name, kb.Description, kb.Sensitivity, micros(now()), kb.ID)
		return mustChange(res, nameTaken(err, kb.Name), "knowledge base", kb.ID)
	})
	if err != nil {
		return domain.KnowledgeBase{}, err
	}
	return s.Knowledge(ctx, kb.ID)
}

// DeleteKnowledge removes a knowledge base with its documents, their original files where
// nothing else uses them, and its indexes, in one transaction.
func (s *Store) DeleteKnowledge(ctx context.Context, id string) error {
	var dropped []int64
	err := s.writeThen(ctx, func(tx *sql.Tx) error {
		var err error
		if dropped, err = queryAll(ctx, tx, scanInt, "SELECT id FROM search_index WHERE knowledge_id = ?", id); err != nil {
			return err
		}
		for _, index := range dropped {
			if err := dropIndexTables(ctx, tx, index); err != nil {
				return err
			}
		}
		hashes, err := queryAll(ctx, tx, scanString, "SELECT DISTINCT hash FROM document WHERE knowledge_id = ?", id)
		if err != nil {
			return err
		}
		// In this order each step finds its rows by an index; the cascade of knowledge would do
		// the same, row by row.
		for _, query := range []string{
			"DELETE FROM piece WHERE index_id IN (SELECT id FROM search_index WHERE knowledge_id = ?)",
			"DELETE FROM search_index WHERE knowledge_id = ?",
			"DELETE FROM document WHERE knowledge_id = ?",
		} {
			if _, err := tx.ExecContext(ctx, query, id); err != nil {
				return err
			}
		}
		res, err := tx.ExecContext(ctx, "DELETE FROM knowledge WHERE id = ?", id)
		if err := mustChange(res, err, "knowledge base", id); err != nil {
			return err
		}
		return dropUnusedFiles(ctx, tx, hashes)
	}, func() { s.search.forget(dropped...) })
	return err
}

// touchKnowledge notes that a knowledge base changed now.
func touchKnowledge(ctx context.Context, tx *sql.Tx, id string) error {
	res, err := tx.ExecContext(ctx, "UPDATE knowledge SET updated_at = ? WHERE id = ?", micros(now()), id)
	return mustChange(res, err, "knowledge base", id)
}

// dropUnusedFiles removes original files that no document refers to any more.
func dropUnusedFiles(ctx context.Context, tx *sql.Tx, hashes []string) error {
	var errs []error
	for _, hash := range hashes {
		_, err := tx.ExecContext(ctx,
			"DELETE FROM file WHERE hash = ?1 AND NOT EXISTS (SELECT 1 FROM document WHERE hash = ?1)", hash)
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

func scanInt(row scanner) (n int64, err error)     { err = row.Scan(&n); return n, err }
func scanString(row scanner) (t string, err error) { err = row.Scan(&t); return t, err }
