package store

import (
	"context"
	"database/sql"

	"greenlight/backend/domain"
)

// EmbeddedVectors gives the vectors that are kept for texts, by the SHA-256 of the text;
// texts without one are left out.
func (s *Store) EmbeddedVectors(ctx context.Context, model string, hashes [][32]byte) (map[[32]byte][]float32, error) {
	found := map[[32]byte][]float32{}
	err := s.read(ctx, func(tx *sql.Tx) error {
		st, err := tx.PrepareContext(ctx, "SELECT vector FROM embedded WHERE model = ? AND hash = ?")
		if err != nil {
			return err
		}
		defer st.Close() //nolint:errcheck // ends with the transaction
		for _, hash := range hashes {
			blobs, err := queryStmt(ctx, st, model, hash[:])
			if err != nil {
				return err
			}
			if blobs != nil {
				found[hash] = blobToFloats(blobs)
			}
		}
		return nil
	})
	return found, err
}

// queryStmt gives the one blob that a statement finds, nil when there is none.
func queryStmt(ctx context.Context, st *sql.Stmt, args ...any) ([]byte, error) {
	var b []byte
	err := st.QueryRowContext(ctx, args...).Scan(&b)
	if err == sql.ErrNoRows {
		return nil, nil
	}
	return b, err
}

// KeepVectors keeps vectors of texts. A later SaveDocuments that fails, or a crash, does not
// lose them.
func (s *Store) KeepVectors(ctx context.Context, model string, hashes [][32]byte, vectors [][]float32) error {
	if len(hashes) != len(vectors) {
		return domain.Errorf(domain.CodeProvider, "The embedding gave %d vectors for %d texts.", len(vectors), len(hashes))
	}
	return s.write(ctx, func(tx *sql.Tx) error {
		st, err := tx.PrepareContext(ctx, "INSERT INTO embedded (model, hash, vector) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
		if err != nil {
			return err
		}
		defer st.Close() //nolint:errcheck // ends with the transaction
		for i, hash := range hashes {
			if _, err := st.ExecContext(ctx, model, hash[:], floatsToBlob(vectors[i])); err != nil {
				return err
			}
		}
		return nil
	})
}

// TrimVectors forgets the oldest kept vectors beyond the given number.
func (s *Store) TrimVectors(ctx context.Context, keep int) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM embedded WHERE id <= (SELECT max(id) FROM embedded) - ?", keep)
		return err
	})
}
