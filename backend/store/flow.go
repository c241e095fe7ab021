package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"greenlight/backend/domain"
)

// graph is the part of a flow that is kept as JSON.
type graph struct {
	Nodes []domain.Node `json:"nodes"`
	Edges []domain.Edge `json:"edges"`
}

// graphJSON gives a flow's graph as it is stored, with empty lists instead of none.
func graphJSON(f domain.Flow) (string, error) {
	g := graph{Nodes: f.Nodes, Edges: f.Edges}
	if g.Nodes == nil {
		g.Nodes = []domain.Node{}
	}
	if g.Edges == nil {
		g.Edges = []domain.Edge{}
	}
	for i, n := range g.Nodes {
		if len(n.Settings) == 0 {
			g.Nodes = slices.Clone(g.Nodes)
			g.Nodes[i].Settings = []byte("{}")
		}
	}
	return toJSON(g)
}

const flowColumns = "SELECT id, name, description, revision, created_at, updated_at, graph FROM flow "

// Flow gives an assistant by its id, CodeNotFound when there is none.
func (s *Store) Flow(ctx context.Context, id string) (domain.Flow, error) {
	return queryOne(ctx, s.r, scanFlow, "assistant", id, flowColumns+"WHERE id = ?", id)
}

// FindFlow gives an assistant by its id or, whatever the case of its letters, by its name.
func (s *Store) FindFlow(ctx context.Context, ref string) (domain.Flow, error) {
	return queryOne(ctx, s.r, scanFlow, "assistant", ref, flowColumns+"WHERE id = ?1 OR name_key = ?2 ORDER BY id = ?1 DESC LIMIT 1",
		ref, nameKey(ref))
}

// Flows lists all assistants with their last runs, latest change first.
func (s *Store) Flows(ctx context.Context) ([]domain.FlowSummary, error) {
	return queryAll(ctx, s.r, scanFlowSummary, `SELECT f.id, f.name, f.description, f.steps, f.revision, f.updated_at,
			coalesce(r.id, ''), coalesce(r.status, ''), coalesce(r.started_at, 0), coalesce(r.ms, 0), coalesce(r.cost, 0)
		FROM flow f LEFT JOIN run r ON r.rowid = (SELECT rowid FROM run WHERE flow_id = f.id ORDER BY started_at DESC LIMIT 1)
		ORDER BY f.updated_at DESC, f.id`)
}

// SaveFlow stores an assistant and gives it back as stored. One without an id, or with an id
// and revision 0 that is not stored yet, is added. Otherwise its revision must be the stored
// one, else CodeConflict; the revision then rises by one. Saving what is stored already
// changes nothing. CodeExists when another assistant has the name.
func (s *Store) SaveFlow(ctx context.Context, f domain.Flow) (domain.Flow, error) {
	name, err := domain.CleanName("assistant", f.Name)
	if err != nil {
		return f, err
	}
	f.Name = name
	if f.ID == "" {
		f.ID, f.Revision = domain.NewID("flow"), 0
	}
	var saved domain.Flow
	err = s.write(ctx, func(tx *sql.Tx) error {
		saved, err = s.saveFlow(ctx, tx, f)
		return err
	})
	return saved, err
}

func (s *Store) saveFlow(ctx context.Context, tx *sql.Tx, f domain.Flow) (domain.Flow, error) {
	text, err := graphJSON(f)
	if err != nil {
		return f, err
	}
	stored, storedText, err := lockFlow(ctx, tx, f)
	if err != nil {
		return f, err
	}
	if stored.Revision > 0 && stored.Name == f.Name && stored.Description == f.Description && storedText == text {
		return stored, nil
	}
	at := now()
	f.Revision, f.CreatedAt, f.UpdatedAt = stored.Revision+1, stored.CreatedAt, at
	if stored.Revision == 0 {
		f.CreatedAt = at
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO flow (id, name, name_key, description, steps, revision, graph, created_at, updated_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_key = excluded.name_key, description = excluded.description,
			steps = excluded.steps, revision = excluded.revision, graph = excluded.graph, updated_at = excluded.updated_at`,
		f.ID, f.Name, nameKey(f.Name), f.Description, len(f.Nodes), f.Revision, text, micros(f.CreatedAt), micros(at))
	if isUnique(err) {
		return f, takenName("an assistant", f.Name)
	}
	if err != nil {
		return f, err
	}
	if err := s.keepRevision(ctx, tx, f, text); err != nil {
		return f, err
	}
	return queryOne(ctx, tx, scanFlow, "assistant", f.ID, flowColumns+"WHERE id = ?", f.ID)
}

// lockFlow gives the stored state that f was made from; revision 0 when f is new. It refuses
// when somebody saved another state in between, or removed the assistant.
func lockFlow(ctx context.Context, tx *sql.Tx, f domain.Flow) (stored domain.Flow, text string, err error) {
	row := tx.QueryRowContext(ctx, "SELECT id, name, description, revision, created_at, updated_at, graph, graph FROM flow WHERE id = ?", f.ID)
	stored, err = scanFlow(extraColumn{row, &text})
	switch {
	case errors.Is(err, sql.ErrNoRows) && f.Revision == 0:
		return domain.Flow{}, "", nil
	case errors.Is(err, sql.ErrNoRows):
		return stored, "", domain.NotFound("assistant", f.Name)
	case err != nil:
		return stored, "", err
	case stored.Revision != f.Revision:
		return stored, "", domain.Errorf(domain.CodeConflict, "“%s” was changed elsewhere in the meantime.", stored.Name).
			WithHint("Load the assistant again; your own change is not stored.")
	}
	return stored, text, nil
}

// RenameFlow changes an assistant's name and description, whatever its revision, and gives
// it back.
func (s *Store) RenameFlow(ctx context.Context, id, name, description string) (domain.Flow, error) {
	name, err := domain.CleanName("assistant", name)
	if err != nil {
		return domain.Flow{}, err
	}
	var saved domain.Flow
	err = s.write(ctx, func(tx *sql.Tx) error {
		f, err := queryOne(ctx, tx, scanFlow, "assistant", id, flowColumns+"WHERE id = ?", id)
		if err != nil {
			return err
		}
		f.Name, f.Description = name, description
		saved, err = s.saveFlow(ctx, tx, f)
		return err
	})
	return saved, err
}

// DeleteFlow removes an assistant with its history and its runs.
func (s *Store) DeleteFlow(ctx context.Context, id string) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, "DELETE FROM flow WHERE id = ?", id)
		return mustChange(res, err, "assistant", id)
	})
}

func scanFlow(row scanner) (domain.Flow, error) {
	f := domain.Flow{}
	var created, updated int64
	var text string
	if err := row.Scan(&f.ID, &f.Name, &f.Description, &f.Revision, &created, &updated, &text); err != nil {
		return f, err
	}
	f.CreatedAt, f.UpdatedAt = fromMicros(created), fromMicros(updated)
	return f, setGraph(&f, text)
}

// setGraph reads a stored graph into a flow.
func setGraph(f *domain.Flow, text string) error {
	g := graph{Nodes: []domain.Node{}, Edges: []domain.Edge{}}
	err := fromJSON(text, &g)
	f.Nodes, f.Edges = g.Nodes, g.Edges
	return err
}

// extraColumn scans one column more than the function that it is passed to knows.
type extraColumn struct {
	row  scanner
	dest any
}

func (e extraColumn) Scan(dest ...any) error { return e.row.Scan(append(dest, e.dest)...) }

func scanFlowSummary(row scanner) (domain.FlowSummary, error) {
	var f domain.FlowSummary
	var run domain.RunBrief
	var updated, started int64
	err := row.Scan(&f.ID, &f.Name, &f.Description, &f.Steps, &f.Revision, &updated,
		&run.ID, (*string)(&run.Status), &started, &run.MS, &run.Cost)
	f.UpdatedAt = fromMicros(updated)
	if run.ID != "" {
		run.StartedAt = fromMicros(started)
		f.LastRun = &run
	}
	return f, err
}
