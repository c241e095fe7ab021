package store

import (
	"context"
	"database/sql"
	"errors"

	"greenlight/backend/domain"
)

const documentColumns = `id, knowledge_id, path, title, format, hash, size, status, pages, chunks, words,
	warnings, error, added_at, updated_at FROM document`

func scanDocument(row scanner) (domain.Document, error) {
	var d domain.Document
	var warnings, failure string
	var added, updated int64
	err := row.Scan(&d.ID, &d.KnowledgeID, &d.Path, &d.Title, &d.Format, &d.Hash, &d.Size, &d.Status, &d.Pages,
		&d.Chunks, &d.Words, &warnings, &failure, &added, &updated)
	if err != nil {
		return d, err
	}
	d.AddedAt, d.UpdatedAt = fromMicros(added), fromMicros(updated)
	if err := fromJSON(warnings, &d.Warnings); err != nil {
		return d, err
	}
	if d.Warnings == nil {
		d.Warnings = []domain.Warning{}
	}
	if failure != "" {
		d.Error = &domain.Error{}
	}
	return d, fromJSON(failure, d.Error)
}

// Documents lists the documents of a knowledge base by path.
func (s *Store) Documents(ctx context.Context, knowledgeID string) ([]domain.Document, error) {
	return queryAll(ctx, s.r, scanDocument, "SELECT "+documentColumns+" WHERE knowledge_id = ? ORDER BY path", knowledgeID)
}

// Document gives a document by its id, CodeNotFound when there is none.
func (s *Store) Document(ctx context.Context, id string) (domain.Document, error) {
	return queryOne(ctx, s.r, scanDocument, "document", id, "SELECT "+documentColumns+" WHERE id = ?", id)
}

// DocumentByPath gives the document that was read from path, CodeNotFound when there is none.
func (s *Store) DocumentByPath(ctx context.Context, knowledgeID, path string) (domain.Document, error) {
	return queryOne(ctx, s.r, scanDocument, "document", path,
		"SELECT "+documentColumns+" WHERE knowledge_id = ? AND path = ?", knowledgeID, path)
}

// Content gives the text of a document with its pages and blocks. A document without text
// (failed, or a scan) gives an empty one.
func (s *Store) Content(ctx context.Context, documentID string) (domain.Extracted, error) {
	ex := domain.Extracted{Pages: []domain.Page{}, Blocks: []domain.Block{}, Warnings: []domain.Warning{}}
	err := s.read(ctx, func(tx *sql.Tx) error {
		d, err := queryOne(ctx, tx, scanDocument, "document", documentID, "SELECT "+documentColumns+" WHERE id = ?", documentID)
		if err != nil {
			return err
		}
		ex.Format, ex.Title, ex.Warnings = d.Format, d.Title, d.Warnings
		var pages, blocks string
		err = tx.QueryRowContext(ctx, "SELECT text, pages, blocks FROM content WHERE document_id = ?", documentID).
			Scan(&ex.Text, &pages, &blocks)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		return errors.Join(fromJSON(pages, &ex.Pages), fromJSON(blocks, &ex.Blocks))
	})
	return ex, err
}

// SaveDocuments adds or replaces documents with everything that belongs to them: originals,
// texts, pieces, words and vectors, all in one transaction. A document with the same path in
// the same knowledge base is replaced and keeps its id and the time it was added; the
// documents come back as they are stored. index must be the live index of their knowledge
// base, or it is refused with CodeConflict: then they have to be cut and embedded anew.
func (s *Store) SaveDocuments(ctx context.Context, index int64, docs []domain.IndexedDocument) ([]domain.Document, error) {
	saved := make([]domain.Document, 0, len(docs))
	err := s.write(ctx, func(tx *sql.Tx) error {
		saved = saved[:0]
		ix, err := getIndex(ctx, tx, index)
		if err != nil || !ix.Live {
			return indexChanged(err)
		}
		w, err := newIndexWriter(ctx, tx, ix)
		if err != nil {
			return err
		}
		for _, d := range docs {
			doc, err := saveDocument(ctx, tx, w, d)
			if err != nil {
				return err
			}
			saved = append(saved, doc)
		}
		if err := w.close(ctx); err != nil {
			return err
		}
		return touchKnowledge(ctx, tx, ix.KnowledgeID)
	})
	return saved, err
}

func indexChanged(cause error) error {
	if cause != nil && !domain.IsCode(cause, domain.CodeNotFound) {
		return cause
	}
	return domain.Errorf(domain.CodeConflict, "The settings of the knowledge base changed in the meantime.").
		WithHint("Try again.").WithCause(cause)
}

// saveDocument writes one document through w.
func saveDocument(ctx context.Context, tx *sql.Tx, w *indexWriter, d domain.IndexedDocument) (domain.Document, error) {
	doc := d.Document
	doc.KnowledgeID, doc.Chunks = w.index.KnowledgeID, len(d.Pieces)
	doc.UpdatedAt = now()
	old, err := queryOne(ctx, tx, scanDocument, "document", doc.Path,
		"SELECT "+documentColumns+" WHERE knowledge_id = ? AND path = ?", doc.KnowledgeID, doc.Path)
	switch {
	case err == nil:
		doc.ID, doc.AddedAt = old.ID, old.AddedAt
	case !domain.IsCode(err, domain.CodeNotFound):
		return doc, err
	default:
		if doc.ID == "" {
			doc.ID = domain.NewID("doc")
		}
		doc.AddedAt = doc.UpdatedAt
	}
	if d.File != nil {
		if err := putFile(ctx, tx, doc.Hash, d.File); err != nil {
			return doc, err
		}
	}
	if err := putDocument(ctx, tx, doc); err != nil {
		return doc, err
	}
	if err := putContent(ctx, tx, doc.ID, d.Content); err != nil {
		return doc, err
	}
	if err := unindexDocument(ctx, tx, doc.ID); err != nil {
		return doc, err
	}
	if old.Hash != "" && old.Hash != doc.Hash {
		if err := dropUnusedFiles(ctx, tx, []string{old.Hash}); err != nil {
			return doc, err
		}
	}
	return doc, w.add(ctx, doc.ID, doc.Hash, d.Pieces)
}

func putDocument(ctx context.Context, tx *sql.Tx, d domain.Document) error {
	if d.Warnings == nil {
		d.Warnings = []domain.Warning{}
	}
	warnings, err := toJSON(d.Warnings)
	if err != nil {
		return err
	}
	failure, err := errorJSON(d.Error)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO document (id, knowledge_id, path, title, format, hash, size, status, pages,
		chunks, words, warnings, error, added_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET title = excluded.title, format = excluded.format, hash = excluded.hash,
		size = excluded.size, status = excluded.status, pages = excluded.pages, chunks = excluded.chunks,
		words = excluded.words, warnings = excluded.warnings, error = excluded.error, updated_at = excluded.updated_at`,
		d.ID, d.KnowledgeID, d.Path, d.Title, d.Format, d.Hash, d.Size, d.Status, d.Pages,
		d.Chunks, d.Words, warnings, failure, micros(d.AddedAt), micros(d.UpdatedAt))
	return err
}

func putContent(ctx context.Context, tx *sql.Tx, documentID string, ex *domain.Extracted) error {
	if ex == nil {
		_, err := tx.ExecContext(ctx, "DELETE FROM content WHERE document_id = ?", documentID)
		return err
	}
	pages, err := toJSON(append([]domain.Page{}, ex.Pages...)) // never null
	if err != nil {
		return err
	}
	blocks, err := toJSON(append([]domain.Block{}, ex.Blocks...))
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO content (document_id, text, pages, blocks) VALUES (?, ?, ?, ?)
		ON CONFLICT (document_id) DO UPDATE SET text = excluded.text, pages = excluded.pages, blocks = excluded.blocks`,
		documentID, ex.Text, pages, blocks)
	return err
}

// SetWarnings replaces the warnings of a document and changes nothing else.
func (s *Store) SetWarnings(ctx context.Context, documentID string, warnings []domain.Warning) error {
	text, err := toJSON(warnings)
	if err != nil {
		return err
	}
	return s.write(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, "UPDATE document SET warnings = ? WHERE id = ?", text, documentID)
		return mustChange(res, err, "document", documentID)
	})
}

// RemoveDocuments takes documents out of a knowledge base, everywhere, in one transaction. An
// id that is not there is refused with CodeNotFound, and then nothing is removed.
func (s *Store) RemoveDocuments(ctx context.Context, knowledgeID string, ids []string) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		hashes := make([]string, 0, len(ids))
		for _, id := range ids {
			hash, err := queryOne(ctx, tx, scanString, "document", id,
				"SELECT hash FROM document WHERE id = ? AND knowledge_id = ?", id, knowledgeID)
			if err != nil {
				return err
			}
			hashes = append(hashes, hash)
			if err := unindexDocument(ctx, tx, id); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "DELETE FROM document WHERE id = ?", id); err != nil {
				return err
			}
		}
		if err := dropUnusedFiles(ctx, tx, hashes); err != nil {
			return err
		}
		return touchKnowledge(ctx, tx, knowledgeID)
	})
}
