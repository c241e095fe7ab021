package store

import (
	"context"
	"database/sql"

	"greenlight/backend/domain"
)

// RunRecord is a stored run as far as it got: how it began or ended, the graph that it
// executes, the latest state of each of its steps, and the number of its last stored event.
type RunRecord struct {
	Run     domain.Run
	Flow    domain.Flow // only its id, name and revision once the run is done
	Steps   []domain.Step
	LastSeq int
}

// StartRun stores a new run, the graph as it is run, and the run's first event. CodeExists
// when there is a run with the id.
func (s *Store) StartRun(ctx context.Context, run domain.Run, flow domain.Flow, first domain.Event) error {
	text, err := graphJSON(flow)
	if err != nil {
		return err
	}
	packed, err := s.packs.pack(text)
	if err != nil {
		return err
	}
	inputs, err := toJSON(orEmpty(run.Inputs))
	if err != nil {
		return err
	}
	return s.write(ctx, func(tx *sql.Tx) error {
		// A graph that was never stored has no row to point at.
		_, err := tx.ExecContext(ctx, `INSERT INTO run (id, flow_id, flow_name, revision, status, answered, inputs, outputs, citations, error,
				started_at, finished_at, ms, tokens_in, tokens_out, cost, graph)
			VALUES (?, (SELECT id FROM flow WHERE id = ?), ?, ?, ?, 0, ?, '{}', '[]', '', ?, 0, 0, 0, 0, 0, ?)`,
			run.ID, run.FlowID, run.FlowName, run.Revision, string(domain.RunRunning), inputs, micros(run.StartedAt), packed)
		if isUnique(err) {
			return domain.Errorf(domain.CodeExists, "There is already a run with the id “%s”.", run.ID)
		}
		if err != nil {
			return err
		}
		return s.appendEvents(ctx, tx, run.ID, []domain.Event{first})
	})
}

// Append stores lifecycle events of a run in their order. The step that an event carries
// becomes the stored state of that step. An event that says that the run started once more
// marks the run as running.
func (s *Store) Append(ctx context.Context, runID string, events []domain.Event) error {
	return s.write(ctx, func(tx *sql.Tx) error { return s.appendEvents(ctx, tx, runID, events) })
}

// FinishRun stores a run as it ended, and its last event.
func (s *Store) FinishRun(ctx context.Context, run domain.Run, last domain.Event) error {
	outputs, err := toJSON(orEmpty(run.Outputs))
	if err != nil {
		return err
	}
	citations := run.Citations
	if citations == nil {
		citations = []domain.Citation{}
	}
	cited, err := toJSON(citations)
	if err != nil {
		return err
	}
	errText, err := errorJSON(run.Error)
	if err != nil {
		return err
	}
	return s.write(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, `UPDATE run SET status = ?1, answered = ?2, outputs = ?3, citations = ?4, error = ?5, finished_at = ?6,
				ms = ?7, tokens_in = ?8, tokens_out = ?9, cost = ?10, graph = CASE WHEN ?1 = 'done' THEN NULL ELSE graph END
			WHERE id = ?11`,
			string(run.Status), run.Answered, outputs, cited, errText, micros(run.FinishedAt), run.MS, run.TokensIn, run.TokensOut, run.Cost, run.ID)
		if err := mustChange(res, err, "run", run.ID); err != nil {
			return err
		}
		for i, step := range run.Steps {
			if _, err := tx.ExecContext(ctx, "UPDATE run_step SET ordinal = ?1 WHERE run_id = ?2 AND node = ?3 AND ordinal <> ?1", i+1, run.ID, step.Node); err != nil {
				return err
			}
		}
		return s.appendEvents(ctx, tx, run.ID, []domain.Event{last})
	})
}

// LoadRun gives back what is stored of a run, for going on with it. CodeNotFound when there
// is none of the id.
func (s *Store) LoadRun(ctx context.Context, id string) (RunRecord, error) {
	var rec RunRecord
	err := s.read(ctx, func(tx *sql.Tx) error {
		run, err := runWithSteps(ctx, tx, id)
		if err != nil {
			return err
		}
		var packed []byte
		err = tx.QueryRowContext(ctx, "SELECT graph, (SELECT coalesce(max(seq), 0) FROM run_event WHERE run_id = run.id) FROM run WHERE id = ?", id).
			Scan(&packed, &rec.LastSeq)
		if err != nil {
			return err
		}
		rec.Run, rec.Steps = run, run.Steps
		rec.Flow = domain.Flow{ID: run.FlowID, Name: run.FlowName, Revision: run.Revision, Nodes: []domain.Node{}, Edges: []domain.Edge{}}
		if packed == nil {
			return nil
		}
		text, err := unpack(packed)
		if err != nil {
			return err
		}
		return setGraph(&rec.Flow, text)
	})
	return rec, err
}

// orEmpty makes a map empty instead of nil.
func orEmpty[V any](m map[string]V) map[string]V {
	if m == nil {
		return map[string]V{}
	}
	return m
}
