package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"

	"greenlight/backend/domain"
)

// VerifyIndex compares an index with its documents: every piece is exactly its stretch of the
// document's text, has its words and its vector, and nothing else is in the index. It gives
// what is wrong, an empty list when nothing is.
func (s *Store) VerifyIndex(ctx context.Context, index int64) ([]domain.IndexProblem, error) {
	problems := []domain.IndexProblem{}
	err := s.read(ctx, func(tx *sql.Tx) error {
		ix, err := getIndex(ctx, tx, index)
		if err != nil {
			return err
		}
		docs, err := queryAll(ctx, tx, scanDocument, "SELECT "+documentColumns+" WHERE knowledge_id = ? ORDER BY path", ix.KnowledgeID)
		if err != nil {
			return err
		}
		total := 0
		for _, d := range docs {
			found, pieces, err := verifyDocument(ctx, tx, ix, d)
			if err != nil {
				return err
			}
			total += pieces
			for _, message := range found {
				problems = append(problems, domain.IndexProblem{Document: d.ID, Path: d.Path, Message: message})
			}
		}
		found, err := verifyTotals(ctx, tx, ix, total)
		for _, message := range found {
			problems = append(problems, domain.IndexProblem{Message: message})
		}
		return err
	})
	return problems, err
}

// verifyDocument gives what is wrong with a document and how many pieces it has.
func verifyDocument(ctx context.Context, tx *sql.Tx, ix domain.Index, d domain.Document) ([]string, int, error) {
	if d.Status != domain.DocumentReady && d.Status != domain.DocumentEmpty {
		return nil, 0, nil
	}
	var text, hash string
	var first int64
	var count int
	var lengths, sketches []byte
	err := tx.QueryRowContext(ctx, `SELECT c.text, i.hash, i.first, i.pieces, i.lengths, i.sketches FROM content c
		JOIN indexed i ON i.document_id = c.document_id AND i.index_id = ? WHERE c.document_id = ?`, ix.ID, d.ID).
		Scan(&text, &hash, &first, &count, &lengths, &sketches)
	if errors.Is(err, sql.ErrNoRows) {
		return []string{"It is not in the index."}, 0, nil
	}
	if err != nil {
		return nil, 0, err
	}
	chunks, err := queryAll(ctx, tx, scanChunk, "SELECT "+chunkColumns+" FROM piece p WHERE p.index_id = ? AND p.document_id = ? ORDER BY p.ordinal", ix.ID, d.ID)
	if err != nil {
		return nil, 0, err
	}
	var wrong []string
	if hash != d.Hash {
		wrong = append(wrong, "The index has an older version of it.")
	}
	if len(chunks) != count || d.Chunks != count {
		wrong = append(wrong, fmt.Sprintf("It has %d pieces instead of %d.", len(chunks), count))
		return wrong, len(chunks), nil
	}
	perPiece := sketchBytes(ix.Dimensions)
	if len(lengths) != 4*count || len(sketches) != perPiece*count {
		return append(wrong, "Its entry in the index is damaged."), count, nil
	}
	runes := []rune(text)
	for i, c := range chunks {
		if c.ID != first+int64(i) || c.Start < 0 || c.Start >= c.End || c.End > len(runes) || string(runes[c.Start:c.End]) != c.Text {
			wrong = append(wrong, fmt.Sprintf("Piece %d is not what stands in the text.", c.Ordinal+1))
			continue
		}
		ok, err := vectorFits(ctx, tx, ix, c.ID, sketches[perPiece*i:perPiece*(i+1)])
		if err != nil {
			return nil, 0, err
		}
		if !ok {
			wrong = append(wrong, fmt.Sprintf("The vector of piece %d is missing or damaged.", c.Ordinal+1))
		}
	}
	return wrong, count, nil
}

// vectorFits reports whether the vector of a piece is there, of unit length, and has the sketch.
func vectorFits(ctx context.Context, tx *sql.Tx, ix domain.Index, piece int64, sketch []byte) (bool, error) {
	var blob []byte
	err := tx.QueryRowContext(ctx, fmt.Sprintf("SELECT embedding FROM vector_%d WHERE piece = ?", ix.ID), piece).Scan(&blob)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil || len(blob) != 4*ix.Dimensions {
		return false, err
	}
	v := blobToFloats(blob)
	var square float64
	for _, x := range v {
		square += float64(x) * float64(x)
	}
	return square > 0.98 && square < 1.02 && bytes.Equal(appendSketch(nil, v), sketch), nil
}

// verifyTotals compares the numbers of rows.
func verifyTotals(ctx context.Context, tx *sql.Tx, ix domain.Index, pieces int) ([]string, error) {
	var wrong []string
	for _, t := range []struct{ what, query string }{
		{"pieces", fmt.Sprintf("SELECT count(*) FROM piece WHERE index_id = %d", ix.ID)},
		{"vectors", fmt.Sprintf("SELECT count(*) FROM vector_%d", ix.ID)},
		{"entries of words", fmt.Sprintf("SELECT count(*) FROM words_%d_docsize", ix.ID)},
		{"pieces with words", fmt.Sprintf("SELECT count(*) FROM piece p JOIN words_%d_docsize w ON w.id = p.id WHERE p.index_id = %d", ix.ID, ix.ID)},
	} {
		var n int
		if err := tx.QueryRowContext(ctx, t.query).Scan(&n); err != nil {
			return nil, err
		}
		if n != pieces {
			wrong = append(wrong, fmt.Sprintf("The index has %d %s instead of %d.", n, t.what, pieces))
		}
	}
	return wrong, nil
}
