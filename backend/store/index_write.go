package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strings"

	"greenlight/backend/domain"
)

// indexWriter adds documents to an index within one transaction.
type indexWriter struct {
	tx                         *sql.Tx
	index                      domain.Index
	piece, words, vector, list *sql.Stmt
	changed                    bool
}

func newIndexWriter(ctx context.Context, tx *sql.Tx, ix domain.Index) (*indexWriter, error) {
	w := &indexWriter{tx: tx, index: ix}
	for _, p := range []struct {
		stmt  **sql.Stmt
		query string
	}{
		{&w.piece, `INSERT INTO piece (index_id, document_id, ordinal, start, end, page, page_label, heading, row, text)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`},
		{&w.words, fmt.Sprintf("INSERT INTO words_%d (rowid, context, body) VALUES (?, ?, ?)", ix.ID)},
		{&w.vector, fmt.Sprintf("INSERT INTO vector_%d (piece, embedding) VALUES (?, ?)", ix.ID)},
		{&w.list, "INSERT INTO indexed (index_id, first, document_id, hash, pieces, lengths, sketches) VALUES (?, ?, ?, ?, ?, ?, ?)"},
	} {
		var err error
		if *p.stmt, err = tx.PrepareContext(ctx, p.query); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// add writes the pieces of a document, which must not be in the index.
func (w *indexWriter) add(ctx context.Context, documentID, hash string, pieces []domain.IndexedPiece) error {
	var first int64
	lengths := make([]byte, 0, 4*len(pieces))
	sketches := make([]byte, 0, sketchBytes(w.index.Dimensions)*len(pieces))
	for i, p := range pieces {
		if len(p.Vector) != w.index.Dimensions {
			return domain.Errorf(domain.CodeProvider, "The embedding gave %d numbers instead of %d.", len(p.Vector), w.index.Dimensions)
		}
		id, err := w.addPiece(ctx, documentID, p)
		if err != nil {
			return err
		}
		if i == 0 {
			first = id
		} else if id != first+int64(i) {
			return fmt.Errorf("piece %d follows %d", id, first+int64(i)-1)
		}
		lengths = binary.LittleEndian.AppendUint32(lengths, uint32(len(p.Words)+len(p.Context)))
		sketches = appendSketch(sketches, p.Vector)
	}
	w.changed = w.changed || len(pieces) > 0
	_, err := w.list.ExecContext(ctx, w.index.ID, first, documentID, hash, len(pieces), lengths, sketches)
	return err
}

func (w *indexWriter) addPiece(ctx context.Context, documentID string, p domain.IndexedPiece) (int64, error) {
	c := p.Chunk
	res, err := w.piece.ExecContext(ctx, w.index.ID, documentID, c.Ordinal, c.Start, c.End, c.Page, p.PageLabel, c.Heading, c.Row, c.Text)
	if err != nil {
		return 0, err
	}
	id, err := res.LastInsertId()
	if err != nil {
		return 0, err
	}
	if _, err := w.words.ExecContext(ctx, id, strings.Join(p.Context, " "), strings.Join(p.Words, " ")); err != nil {
		return 0, err
	}
	_, err = w.vector.ExecContext(ctx, id, floatsToBlob(p.Vector))
	return id, err
}

// close notes the change and frees the statements.
func (w *indexWriter) close(ctx context.Context) error {
	errs := []error{w.piece.Close(), w.words.Close(), w.vector.Close(), w.list.Close()}
	if w.changed {
		_, err := w.tx.ExecContext(ctx, "UPDATE search_index SET version = version + 1 WHERE id = ?", w.index.ID)
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// unindexDocument takes a document's pieces out of every index.
func unindexDocument(ctx context.Context, tx *sql.Tx, documentID string) error {
	indexes, err := queryAll(ctx, tx, scanInt, "SELECT index_id FROM indexed WHERE document_id = ?", documentID)
	if err != nil {
		return err
	}
	for _, index := range indexes {
		if err := unindexFrom(ctx, tx, index, documentID); err != nil {
			return err
		}
	}
	return nil
}

// rememberedRemovals is for how many versions of an index its removals are remembered. A copy
// in memory that is older is loaded afresh.
const rememberedRemovals = 10_000

// unindexFrom takes a document's pieces out of one index, if they are in it.
func unindexFrom(ctx context.Context, tx *sql.Tx, index int64, documentID string) error {
	var first int64
	var pieces int
	err := tx.QueryRowContext(ctx, "DELETE FROM indexed WHERE index_id = ? AND document_id = ? RETURNING first, pieces", index, documentID).
		Scan(&first, &pieces)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil || pieces == 0 {
		return err
	}
	words, err := tx.PrepareContext(ctx, fmt.Sprintf("DELETE FROM words_%d WHERE rowid = ?", index))
	if err != nil {
		return err
	}
	for i := range int64(pieces) {
		if _, err := words.ExecContext(ctx, first+i); err != nil {
			return errors.Join(err, words.Close())
		}
	}
	if err := words.Close(); err != nil {
		return err
	}
	last := first + int64(pieces) - 1
	for _, query := range []string{
		fmt.Sprintf("DELETE FROM vector_%d WHERE piece BETWEEN ? AND ?", index),
		"DELETE FROM piece WHERE id BETWEEN ? AND ?",
	} {
		if _, err := tx.ExecContext(ctx, query, first, last); err != nil {
			return err
		}
	}
	version, err := queryOne(ctx, tx, scanInt, "index", fmt.Sprint(index),
		"UPDATE search_index SET version = version + 1 WHERE id = ? RETURNING version", index)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO unindexed (index_id, version, first, pieces) VALUES (?, ?, ?, ?)", index, version, first, pieces); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "DELETE FROM unindexed WHERE index_id = ? AND version <= ?", index, version-rememberedRemovals)
	return err
}

// floatsToBlob gives a vector as sqlite-vec reads it: little-endian 32-bit floats.
func floatsToBlob(v []float32) []byte {
	b := make([]byte, 0, 4*len(v))
	for _, x := range v {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
	}
	return b
}

func blobToFloats(b []byte) []float32 {
	v := make([]float32, len(b)/4)
	for i := range v {
		v[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return v
}
