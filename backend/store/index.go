package store

import (
	"context"
	"database/sql"
	"fmt"

	"greenlight/backend/domain"
)

const indexColumns = `id, knowledge_id, embedding, dimensions, chunk_words, chunk_overlap, live, version FROM search_index`

func scanIndex(row scanner) (domain.Index, error) {
	var ix domain.Index
	err := row.Scan(&ix.ID, &ix.KnowledgeID, &ix.Embedding, &ix.Dimensions, &ix.Chunking.Words, &ix.Chunking.Overlap, &ix.Live, &ix.Version)
	return ix, err
}

func getIndex(ctx context.Context, q querier, id int64) (domain.Index, error) {
	return queryOne(ctx, q, scanIndex, "index", fmt.Sprint(id), "SELECT "+indexColumns+" WHERE id = ?", id)
}

// LiveIndex gives the index that searches of a knowledge base use.
func (s *Store) LiveIndex(ctx context.Context, knowledgeID string) (domain.Index, error) {
	return queryOne(ctx, s.r, scanIndex, "knowledge base", knowledgeID,
		"SELECT "+indexColumns+" WHERE knowledge_id = ? AND live = 1", knowledgeID)
}

// FindIndex gives the live index of a knowledge base named as in Knowledge, without counting
// what is in it.
func (s *Store) FindIndex(ctx context.Context, ref string) (domain.Index, error) {
	return queryOne(ctx, s.r, scanIndex, "knowledge base", ref, "SELECT "+indexColumns+` WHERE live = 1 AND knowledge_id =
		(SELECT id FROM knowledge WHERE id = ?1 OR name = ?1 ORDER BY id = ?1 DESC LIMIT 1)`, ref)
}

// Indexes gives all indexes of a knowledge base, the live one first.
func (s *Store) Indexes(ctx context.Context, knowledgeID string) ([]domain.Index, error) {
	return queryAll(ctx, s.r, scanIndex, "SELECT "+indexColumns+" WHERE knowledge_id = ? ORDER BY live DESC, id", knowledgeID)
}

// BuildIndex gives an index of the knowledge base that is not live and has these settings: the
// one that an interrupted build left, or a new and empty one.
func (s *Store) BuildIndex(ctx context.Context, knowledgeID, embedding string, dimensions int, chunking domain.ChunkSettings) (domain.Index, error) {
	var ix domain.Index
	err := s.write(ctx, func(tx *sql.Tx) error {
		list, err := queryAll(ctx, tx, scanIndex, "SELECT "+indexColumns+` WHERE knowledge_id = ? AND live = 0 AND embedding = ?
			AND dimensions = ? AND chunk_words = ? AND chunk_overlap = ? ORDER BY id LIMIT 1`,
			knowledgeID, embedding, dimensions, chunking.Words, chunking.Overlap)
		if err != nil {
			return err
		}
		if len(list) > 0 {
			ix = list[0]
			return nil
		}
		ix, err = createIndex(ctx, tx, domain.Index{KnowledgeID: knowledgeID, Embedding: embedding, Dimensions: dimensions, Chunking: chunking})
		return err
	})
	return ix, err
}

// Unindexed lists the documents that a whole index of their knowledge base has and this one
// has not, or has in an older version, at most limit of them.
func (s *Store) Unindexed(ctx context.Context, index int64, limit int) ([]domain.Document, error) {
	return queryAll(ctx, s.r, scanDocument, "SELECT "+documentColumns+unindexedWhere+" ORDER BY path LIMIT ?2", index, limit)
}

const unindexedWhere = ` WHERE knowledge_id = (SELECT knowledge_id FROM search_index WHERE id = ?1)
	AND status IN ('ready', 'empty')
	AND NOT EXISTS (SELECT 1 FROM indexed i WHERE i.index_id = ?1 AND i.document_id = document.id AND i.hash = document.hash)`

// IndexDocument puts the pieces of a stored document into an index that is being built. It is
// refused with CodeConflict when the document changed since hash, and with CodeNotFound when
// the document or the index is gone.
func (s *Store) IndexDocument(ctx context.Context, index int64, documentID, hash string, pieces []domain.IndexedPiece) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		ix, err := getIndex(ctx, tx, index)
		if err != nil {
			return err
		}
		now, err := queryOne(ctx, tx, scanString, "document", documentID, "SELECT hash FROM document WHERE id = ?", documentID)
		if err != nil {
			return err
		}
		if now != hash {
			return domain.Errorf(domain.CodeConflict, "The document changed in the meantime.").WithPath(documentID)
		}
		if err := unindexFrom(ctx, tx, index, documentID); err != nil {
			return err
		}
		w, err := newIndexWriter(ctx, tx, ix)
		if err != nil {
			return err
		}
		if err := w.add(ctx, documentID, hash, pieces); err != nil {
			return err
		}
		return w.close(ctx)
	})
}

// SwitchIndex makes an index that has all documents the live one and removes all others of
// its knowledge base, in one transaction. CodeConflict says that documents are missing from it.
func (s *Store) SwitchIndex(ctx context.Context, index int64) error {
	var dropped []int64
	return s.writeThen(ctx, func(tx *sql.Tx) error {
		ix, err := getIndex(ctx, tx, index)
		if err != nil {
			return err
		}
		var missing int
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM document"+unindexedWhere, index).Scan(&missing); err != nil {
			return err
		}
		if missing > 0 {
			return domain.Errorf(domain.CodeConflict, "%d documents are not in the new index yet.", missing)
		}
		dropped, err = queryAll(ctx, tx, scanInt, "SELECT id FROM search_index WHERE knowledge_id = ? AND id <> ?", ix.KnowledgeID, index)
		if err != nil {
			return err
		}
		for _, id := range dropped {
			if err := dropIndex(ctx, tx, id); err != nil {
				return err
			}
		}
		for _, query := range []string{
			"UPDATE search_index SET live = 1, version = version + 1 WHERE id = ?1",
			`UPDATE document SET chunks = (SELECT pieces FROM indexed i WHERE i.index_id = ?1 AND i.document_id = document.id)
				WHERE id IN (SELECT document_id FROM indexed WHERE index_id = ?1)`,
		} {
			if _, err := tx.ExecContext(ctx, query, index); err != nil {
				return err
			}
		}
		return touchKnowledge(ctx, tx, ix.KnowledgeID)
	}, func() { s.search.forget(dropped...) })
}

// DropIndex removes an index that is not live, for example that of a build that was given up.
func (s *Store) DropIndex(ctx context.Context, index int64) error {
	return s.writeThen(ctx, func(tx *sql.Tx) error {
		ix, err := getIndex(ctx, tx, index)
		if err != nil {
			return err
		}
		if ix.Live {
			return domain.Errorf(domain.CodeConflict, "This index is in use.")
		}
		return dropIndex(ctx, tx, index)
	}, func() { s.search.forget(index) })
}

// createIndex makes an index with its tables. The words are kept without the text
// (contentless), since the text stands in table piece. The tokenizer only cuts at spaces: the
// caller hands in stems.
func createIndex(ctx context.Context, tx *sql.Tx, ix domain.Index) (domain.Index, error) {
	if ix.Dimensions < 1 || ix.Dimensions > maxDimensions {
		return ix, domain.Errorf(domain.CodeUnsupported, "An embedding with %d numbers cannot be stored.", ix.Dimensions).
			WithHint("Choose an embedding with at most %d.", maxDimensions)
	}
	res, err := tx.ExecContext(ctx, `INSERT INTO search_index (knowledge_id, embedding, dimensions, chunk_words, chunk_overlap, live, version)
		VALUES (?, ?, ?, ?, ?, ?, 1)`, ix.KnowledgeID, ix.Embedding, ix.Dimensions, ix.Chunking.Words, ix.Chunking.Overlap, ix.Live)
	if err != nil {
		return ix, err
	}
	if ix.ID, err = res.LastInsertId(); err != nil {
		return ix, err
	}
	ix.Version = 1
	for _, ddl := range []string{
		`CREATE VIRTUAL TABLE words_%[1]d USING fts5(context, body, content='', contentless_delete=1, tokenize="ascii tokenchars '''.'")`,
		`CREATE VIRTUAL TABLE terms_%[1]d USING fts5vocab(words_%[1]d, instance)`,
		`CREATE TABLE vector_%[1]d (piece INTEGER PRIMARY KEY, embedding BLOB NOT NULL CHECK (vec_length(embedding) = %[2]d)) STRICT`,
	} {
		if _, err := tx.ExecContext(ctx, fmt.Sprintf(ddl, ix.ID, ix.Dimensions)); err != nil {
			return ix, err
		}
	}
	return ix, nil
}

// maxDimensions is the longest vector that an index takes; the widest known text embeddings
// have 4096 numbers.
const maxDimensions = 8192

func dropIndex(ctx context.Context, tx *sql.Tx, id int64) error {
	if err := dropIndexTables(ctx, tx, id); err != nil {
		return err
	}
	for _, query := range []string{"DELETE FROM piece WHERE index_id = ?", "DELETE FROM search_index WHERE id = ?"} {
		if _, err := tx.ExecContext(ctx, query, id); err != nil {
			return err
		}
	}
	return nil
}

func dropIndexTables(ctx context.Context, tx *sql.Tx, id int64) error {
	for _, table := range []string{"terms", "words", "vector"} {
		if _, err := tx.ExecContext(ctx, fmt.Sprintf("DROP TABLE %s_%d", table, id)); err != nil {
			return err
		}
	}
	return nil
}
