package store

import (
	"context"
	"database/sql"

	"greenlight/backend/domain"
)

// AddEgress records that data left for a provider.
func (s *Store) AddEgress(ctx context.Context, e domain.Egress) error {
	if e.At.IsZero() {
		e.At = now()
	}
	return s.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO egress (at, host, provider, purpose, sent, received, status, ms, local)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			micros(e.At), e.Host, e.Provider, e.Purpose, e.Sent, e.Received, e.Status, e.MS, e.Local)
		return err
	})
}

// Egress gives the latest records, latest first; limit 0 gives all.
func (s *Store) Egress(ctx context.Context, limit int) ([]domain.Egress, error) {
	return queryAll(ctx, s.r, scanEgress, `SELECT at, host, provider, purpose, sent, received, status, ms, local
		FROM egress ORDER BY at DESC, id DESC LIMIT ?`, orAll(limit))
}

func scanEgress(row scanner) (domain.Egress, error) {
	var e domain.Egress
	var at int64
	err := row.Scan(&at, &e.Host, &e.Provider, &e.Purpose, &e.Sent, &e.Received, &e.Status, &e.MS, &e.Local)
	e.At = fromMicros(at)
	return e, err
}

// orAll turns 0 and less into SQLite's "no limit".
func orAll(limit int) int {
	if limit <= 0 {
		return -1
	}
	return limit
}
