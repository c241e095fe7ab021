package store

import (
	"context"

	"greenlight/backend/domain"
)

const chunkColumns = "p.id, p.document_id, p.ordinal, p.start, p.end, p.page, p.heading, p.row, p.text"

func scanChunk(row scanner) (c domain.Chunk, err error) {
	err = row.Scan(&c.ID, &c.DocumentID, &c.Ordinal, &c.Start, &c.End, &c.Page, &c.Heading, &c.Row, &c.Text)
	return c, err
}

// Chunks gives the pieces of a document in the live index, in reading order.
func (s *Store) Chunks(ctx context.Context, documentID string) ([]domain.Chunk, error) {
	return queryAll(ctx, s.r, scanChunk, "SELECT "+chunkColumns+` FROM document d
		JOIN search_index i ON i.knowledge_id = d.knowledge_id AND i.live = 1
		JOIN piece p ON p.index_id = i.id AND p.document_id = d.id WHERE d.id = ? ORDER BY p.ordinal`, documentID)
}

// Pieces gives pieces with their documents, in the order of ids. Those that are gone are left
// out.
func (s *Store) Pieces(ctx context.Context, ids []int64) ([]domain.FoundPiece, error) {
	scan := func(row scanner) (f domain.FoundPiece, err error) {
		err = row.Scan(&f.ID, &f.DocumentID, &f.Ordinal, &f.Start, &f.End, &f.Page, &f.Heading, &f.Row, &f.Text, &f.PageLabel, &f.Path, &f.Title)
		return f, err
	}
	return queryAll(ctx, s.r, scan, "SELECT "+chunkColumns+`, p.page_label, d.path, d.title FROM json_each(?) j
		CROSS JOIN piece p ON p.id = j.value CROSS JOIN document d ON d.id = p.document_id ORDER BY j.key`, jsonList(ids))
}
