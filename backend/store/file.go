package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"

	"greenlight/backend/domain"
)

// FileHash is the name under which a file's content is kept: its SHA-256 in hex.
func FileHash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// PutFile keeps a file's content once, whatever its name, and gives its hash.
func (s *Store) PutFile(ctx context.Context, data []byte) (hash string, err error) {
	hash = FileHash(data)
	return hash, s.write(ctx, func(tx *sql.Tx) error { return putFile(ctx, tx, hash, data) })
}

// putFile is PutFile within a larger change.
func putFile(ctx context.Context, q querier, hash string, data []byte) error {
	if data == nil {
		data = []byte{} // nil would be NULL
	}
	_, err := q.ExecContext(ctx, "INSERT INTO file (hash, size, added_at, data) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
		hash, len(data), micros(now()), data)
	return fail(err)
}

// File gives a file's content by its hash, CodeNotFound when there is none, and CodeDamaged
// when the content is not what the hash says.
func (s *Store) File(ctx context.Context, hash string) ([]byte, error) {
	var data []byte
	err := s.r.QueryRowContext(ctx, "SELECT data FROM file WHERE hash = ?", hash).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, domain.Errorf(domain.CodeNotFound, "The original file is not in the workspace.").WithPath(hash)
	}
	if err != nil {
		return nil, fail(err)
	}
	if FileHash(data) != hash {
		return nil, domain.Errorf(domain.CodeDamaged, "The stored copy of this file is damaged.").
			WithHint("Add the file again, or restore the latest backup.").WithPath(hash)
	}
	return data, nil
}

// HasFile reports whether a file with this content is kept.
func (s *Store) HasFile(ctx context.Context, hash string) (bool, error) {
	var n int
	err := s.r.QueryRowContext(ctx, "SELECT count(*) FROM file WHERE hash = ?", hash).Scan(&n)
	return n > 0, fail(err)
}
