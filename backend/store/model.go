package store

import (
	"context"
	"database/sql"

	"greenlight/backend/domain"
)

// Providers gives the connections by name.
func (s *Store) Providers(ctx context.Context) ([]domain.Provider, error) {
	return queryAll(ctx, s.r, scanProvider, "SELECT data FROM provider ORDER BY name")
}

// Provider gives one connection, CodeNotFound when there is none of the name.
func (s *Store) Provider(ctx context.Context, name string) (domain.Provider, error) {
	return queryOne(ctx, s.r, scanProvider, "connection", name, "SELECT data FROM provider WHERE name = ?", name)
}

// SaveProvider adds a connection or replaces the one of the same name. The moment at which
// it was added stays.
func (s *Store) SaveProvider(ctx context.Context, p domain.Provider) (domain.Provider, error) {
	if p.Name == "" {
		return p, domain.Errorf(domain.CodeInvalid, "The connection needs a name.").WithPath("name")
	}
	err := s.write(ctx, func(tx *sql.Tx) error {
		added, err := addedAt(ctx, tx, "SELECT added_at FROM provider WHERE name = ?", p.Name, micros(p.AddedAt))
		if err != nil {
			return err
		}
		p.AddedAt = fromMicros(added)
		data, err := toJSON(p)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO provider (name, added_at, data) VALUES (?, ?, ?)
			ON CONFLICT (name) DO UPDATE SET data = excluded.data`, p.Name, added, data)
		return err
	})
	return p, err
}

// DeleteProvider removes a connection with its models.
func (s *Store) DeleteProvider(ctx context.Context, name string) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, "DELETE FROM provider WHERE name = ?", name)
		return mustChange(res, err, "connection", name)
	})
}

// Models gives the catalogue in the order in which it grew.
func (s *Store) Models(ctx context.Context) ([]domain.Model, error) {
	return queryAll(ctx, s.r, scanModel, "SELECT data FROM model ORDER BY added_at, id")
}

// Model gives one entry of the catalogue, CodeNotFound when there is none of the id.
func (s *Store) Model(ctx context.Context, id string) (domain.Model, error) {
	return queryOne(ctx, s.r, scanModel, "model", id, "SELECT data FROM model WHERE id = ?", id)
}

// SaveModel adds an entry or replaces the one of the same id. Its connection must be there,
// else CodeNotFound. The moment at which it was added stays.
func (s *Store) SaveModel(ctx context.Context, m domain.Model) (domain.Model, error) {
	provider, name, ok := domain.SplitModelID(m.ID)
	if !ok {
		return m, domain.Errorf(domain.CodeInvalid, "A model is named “connection/model”.").WithPath("id")
	}
	m.Provider, m.Name = provider, name
	err := s.write(ctx, func(tx *sql.Tx) error {
		added, err := addedAt(ctx, tx, "SELECT added_at FROM model WHERE id = ?", m.ID, micros(m.AddedAt))
		if err != nil {
			return err
		}
		m.AddedAt = fromMicros(added)
		data, err := toJSON(m)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO model (id, provider, kind, added_at, data) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, data = excluded.data`, m.ID, m.Provider, string(m.Kind), added, data)
		if isForeign(err) {
			return domain.NotFound("connection", m.Provider)
		}
		return err
	})
	return m, err
}

// DeleteModel takes an entry out of the catalogue.
func (s *Store) DeleteModel(ctx context.Context, id string) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, "DELETE FROM model WHERE id = ?", id)
		return mustChange(res, err, "model", id)
	})
}

// addedAt gives when the entry was added: as stored, else as given, else now.
func addedAt(ctx context.Context, q querier, query, key string, given int64) (int64, error) {
	stored, err := queryAll(ctx, q, scanNumber, query, key)
	switch {
	case err != nil:
		return 0, err
	case len(stored) > 0:
		return stored[0], nil
	case given != 0:
		return given, nil
	}
	return micros(now()), nil
}

func scanNumber(row scanner) (n int64, err error) {
	err = row.Scan(&n)
	return n, err
}

func scanProvider(row scanner) (domain.Provider, error) { return scanData[domain.Provider](row) }

func scanModel(row scanner) (domain.Model, error) { return scanData[domain.Model](row) }

// scanData reads a row of one JSON column.
func scanData[T any](row scanner) (v T, err error) {
	var text string
	if err := row.Scan(&text); err != nil {
		return v, err
	}
	return v, fromJSON(text, &v)
}
