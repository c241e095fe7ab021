package store

import (
	"context"
	"database/sql"
	"errors"
)

// Setting reads the JSON value kept under key into v and reports whether there is one; v
// stays as it is when there is none.
func (s *Store) Setting(ctx context.Context, key string, v any) (bool, error) {
	var text string
	err := s.r.QueryRowContext(ctx, "SELECT value FROM setting WHERE key = ?", key).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fail(err)
	}
	return true, fromJSON(text, v)
}

// SetSetting keeps v as JSON under key.
func (s *Store) SetSetting(ctx context.Context, key string, v any) error {
	text, err := toJSON(v)
	if err != nil {
		return err
	}
	return s.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO setting (key, value, updated_at) VALUES (?, ?, ?)
			ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`, key, text, micros(now()))
		return err
	})
}

// DeleteSetting forgets what is kept under key; it is no error when there is nothing.
func (s *Store) DeleteSetting(ctx context.Context, key string) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM setting WHERE key = ?", key)
		return err
	})
}
