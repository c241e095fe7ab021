package store

import (
	"context"
	"database/sql"
	"strings"

	"greenlight/backend/domain"
)

const evalSetColumns = `SELECT id, name, description, (SELECT count(*) FROM eval_case WHERE set_id = eval_set.id), created_at, updated_at
	FROM eval_set `

// EvalSets gives all test sets by name.
func (s *Store) EvalSets(ctx context.Context) ([]domain.EvalSet, error) {
	return queryAll(ctx, s.r, scanEvalSet, evalSetColumns+"ORDER BY name_key")
}

// EvalSet gives one test set by its id or name, CodeNotFound when there is none.
func (s *Store) EvalSet(ctx context.Context, ref string) (domain.EvalSet, error) {
	return findEvalSet(ctx, s.r, ref)
}

func findEvalSet(ctx context.Context, q querier, ref string) (domain.EvalSet, error) {
	return queryOne(ctx, q, scanEvalSet, "test set", ref, evalSetColumns+"WHERE id = ?1 OR name_key = ?2 ORDER BY id = ?1 DESC LIMIT 1",
		ref, nameKey(ref))
}

// SaveEvalSet adds a test set (with an id of its own when it has none) or changes the name
// and description of the one with the same id. CodeExists when another has the name.
func (s *Store) SaveEvalSet(ctx context.Context, set domain.EvalSet) (domain.EvalSet, error) {
	name, err := domain.CleanName("test set", set.Name)
	if err != nil {
		return set, err
	}
	set.Name = name
	if set.ID == "" {
		set.ID = domain.NewID("set")
	}
	var saved domain.EvalSet
	err = s.write(ctx, func(tx *sql.Tx) error {
		at := micros(now())
		_, err := tx.ExecContext(ctx, `INSERT INTO eval_set (id, name, name_key, description, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_key = excluded.name_key,
				description = excluded.description, updated_at = excluded.updated_at`,
			set.ID, set.Name, nameKey(set.Name), set.Description, at, at)
		if isUnique(err) {
			return takenName("a test set", set.Name)
		}
		if err != nil {
			return err
		}
		saved, err = findEvalSet(ctx, tx, set.ID)
		return err
	})
	return saved, err
}

// DeleteEvalSet removes a test set with its tests.
func (s *Store) DeleteEvalSet(ctx context.Context, id string) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, "DELETE FROM eval_set WHERE id = ?", id)
		return mustChange(res, err, "test set", id)
	})
}

// Cases gives the tests of a set in their order.
func (s *Store) Cases(ctx context.Context, setID string) ([]domain.Case, error) {
	return queryAll(ctx, s.r, scanCase, "SELECT id, ordinal, data FROM eval_case WHERE set_id = ? ORDER BY ordinal", setID)
}

// ReplaceCases gives a set exactly these tests, numbered from 1 in their order, in one
// change. Tests without an id get one; they are given back as stored.
func (s *Store) ReplaceCases(ctx context.Context, setID string, cases []domain.Case) ([]domain.Case, error) {
	stored := make([]domain.Case, len(cases))
	err := s.write(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, "UPDATE eval_set SET updated_at = ? WHERE id = ?", micros(now()), setID)
		if err := mustChange(res, err, "test set", setID); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "DELETE FROM eval_case WHERE set_id = ?", setID); err != nil {
			return err
		}
		for i, c := range cases {
			c.Ordinal = i + 1
			if stored[i], err = insertCase(ctx, tx, setID, c); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return stored, nil
}

// AddCases puts tests at the end of a set, in one change, and gives them back as stored.
func (s *Store) AddCases(ctx context.Context, setID string, cases []domain.Case) ([]domain.Case, error) {
	stored := make([]domain.Case, len(cases))
	err := s.write(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, "UPDATE eval_set SET updated_at = ? WHERE id = ?", micros(now()), setID)
		if err := mustChange(res, err, "test set", setID); err != nil {
			return err
		}
		var last int
		if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(ordinal), 0) FROM eval_case WHERE set_id = ?", setID).Scan(&last); err != nil {
			return err
		}
		for i, c := range cases {
			c.Ordinal = last + i + 1
			if stored[i], err = insertCase(ctx, tx, setID, c); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return stored, nil
}

func insertCase(ctx context.Context, tx *sql.Tx, setID string, c domain.Case) (domain.Case, error) {
	if c.ID == "" {
		c.ID = domain.NewID("case")
	}
	c = fillCase(c)
	data, err := toJSON(c)
	if err != nil {
		return c, err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO eval_case (id, set_id, ordinal, data) VALUES (?, ?, ?, ?)", c.ID, setID, c.Ordinal, data)
	if isUnique(err) {
		return c, domain.Errorf(domain.CodeExists, "There is already a test with the id “%s”.", c.ID)
	}
	return c, err
}

// SaveCase changes one test; its place stays.
func (s *Store) SaveCase(ctx context.Context, c domain.Case) error {
	data, err := toJSON(fillCase(c))
	if err != nil {
		return err
	}
	return s.write(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, "UPDATE eval_case SET data = ? WHERE id = ?", data, c.ID)
		if err := mustChange(res, err, "test", c.ID); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "UPDATE eval_set SET updated_at = ? WHERE id = (SELECT set_id FROM eval_case WHERE id = ?)", micros(now()), c.ID)
		return err
	})
}

// DeleteCases removes tests; ids that are not there are passed over.
func (s *Store) DeleteCases(ctx context.Context, ids []string) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		for _, id := range ids {
			if _, err := tx.ExecContext(ctx, "UPDATE eval_set SET updated_at = ? WHERE id = (SELECT set_id FROM eval_case WHERE id = ?)", micros(now()), id); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "DELETE FROM eval_case WHERE id = ?", id); err != nil {
				return err
			}
		}
		return nil
	})
}

func scanEvalSet(row scanner) (domain.EvalSet, error) {
	var set domain.EvalSet
	var created, updated int64
	err := row.Scan(&set.ID, &set.Name, &set.Description, &set.Cases, &created, &updated)
	set.CreatedAt, set.UpdatedAt = fromMicros(created), fromMicros(updated)
	return set, err
}

func scanCase(row scanner) (domain.Case, error) {
	var id, data string
	var ordinal int
	if err := row.Scan(&id, &ordinal, &data); err != nil {
		return domain.Case{}, err
	}
	var c domain.Case
	err := fromJSON(data, &c)
	c.ID, c.Ordinal = id, ordinal
	return fillCase(c), err
}

// fillCase makes its lists empty instead of nil.
func fillCase(c domain.Case) domain.Case {
	if c.Inputs == nil {
		c.Inputs = map[string]string{}
	}
	if c.Sources == nil {
		c.Sources = []string{}
	}
	if c.Tags == nil {
		c.Tags = []string{}
	}
	return c
}

// nameKey folds a name for comparison: "HR  Helper" and "hr helper" are one name.
func nameKey(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }

func takenName(what, name string) error {
	return domain.Errorf(domain.CodeExists, "There is already %s called “%s”.", what, name).
		WithHint("Choose another name.").WithPath("name")
}
