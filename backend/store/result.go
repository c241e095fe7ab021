package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"greenlight/backend/domain"
)

// Limits of the kept results.
const (
	maxResults     = 256 << 20 // bytes of all together; those unused for longest go first
	maxResult      = 8 << 20   // bytes of one; larger ones are not kept
	resultsCounted = 100       // puts after which the total is looked at
)

// CachedResult gives the outputs that were kept under key; found is false when there are none.
func (s *Store) CachedResult(ctx context.Context, key string) (outputs map[string]domain.Value, found bool, err error) {
	var packed []byte
	var used int64
	err = s.r.QueryRowContext(ctx, "SELECT value, used_at FROM result WHERE key = ?", key).Scan(&packed, &used)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fail(err)
	}
	text, err := unpackLong(packed)
	if err != nil {
		return nil, false, err
	}
	if err := fromJSON(text, &outputs); err != nil {
		return nil, false, err
	}
	// Noting each use would make every reuse a write; once an hour is enough to know what is used.
	if time.Since(fromMicros(used)) > time.Hour {
		err = s.write(ctx, func(tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, "UPDATE result SET used_at = ? WHERE key = ?", micros(now()), key)
			return err
		})
	}
	return orEmpty(outputs), true, err
}

// KeepResult keeps outputs under key for reuse. Results beyond the limit are forgotten, those
// unused for longest first.
func (s *Store) KeepResult(ctx context.Context, key string, outputs map[string]domain.Value) error {
	packed, err := s.packValues(outputs)
	if err != nil {
		return err
	}
	if len(packed) > maxResult {
		return nil
	}
	return s.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO result (key, size, used_at, value) VALUES (?, ?, ?, ?)
			ON CONFLICT (key) DO UPDATE SET size = excluded.size, used_at = excluded.used_at, value = excluded.value`,
			key, len(packed), micros(now()), packed)
		if err != nil || s.results.Add(1)%resultsCounted != 1 {
			return err
		}
		return pruneResults(ctx, tx, maxResults)
	})
}

// PruneResults forgets results until at most limit bytes are kept, those unused for longest
// first. A limit of 0 forgets all.
func (s *Store) PruneResults(ctx context.Context, limit int64) error {
	return s.write(ctx, func(tx *sql.Tx) error { return pruneResults(ctx, tx, limit) })
}

func pruneResults(ctx context.Context, tx *sql.Tx, limit int64) error {
	var total int64
	if err := tx.QueryRowContext(ctx, "SELECT coalesce(sum(size), 0) FROM result").Scan(&total); err != nil || total <= limit {
		return err
	}
	_, err := tx.ExecContext(ctx, `DELETE FROM result WHERE rowid IN (
		SELECT rowid FROM (SELECT rowid, sum(size) OVER (ORDER BY used_at DESC, rowid DESC) AS kept FROM result) WHERE kept > ?)`, limit)
	return err
}
