package store

import (
	"context"
	"database/sql"

	"greenlight/backend/domain"
)

const runColumns = `SELECT id, coalesce(flow_id, ''), flow_name, revision, status, answered, inputs, outputs, citations, error,
	started_at, finished_at, ms, tokens_in, tokens_out, cost FROM run `

// Run gives a run with its steps, CodeNotFound when there is none of the id.
func (s *Store) Run(ctx context.Context, id string) (domain.Run, error) {
	var run domain.Run
	err := s.read(ctx, func(tx *sql.Tx) (err error) {
		run, err = runWithSteps(ctx, tx, id)
		return err
	})
	return run, err
}

func runWithSteps(ctx context.Context, q querier, id string) (domain.Run, error) {
	run, err := queryOne(ctx, q, scanRun, "run", id, runColumns+"WHERE id = ?", id)
	if err != nil {
		return run, err
	}
	run.Steps, err = queryAll(ctx, q, scanStep, stepColumns+"WHERE run_id = ? ORDER BY ordinal", id)
	return run, err
}

// Runs gives the latest runs of an assistant ("" for all) without their steps, latest first;
// limit 0 gives all.
func (s *Store) Runs(ctx context.Context, flowID string, limit int) ([]domain.Run, error) {
	if flowID == "" {
		return queryAll(ctx, s.r, scanRun, runColumns+"ORDER BY started_at DESC, rowid DESC LIMIT ?", orAll(limit))
	}
	return queryAll(ctx, s.r, scanRun, runColumns+"WHERE flow_id = ? ORDER BY started_at DESC, rowid DESC LIMIT ?", flowID, orAll(limit))
}

// UnfinishedRuns gives the runs that have not ended, oldest first and without their steps.
// Those that no process drives were left by a crash and can be taken up.
func (s *Store) UnfinishedRuns(ctx context.Context) ([]domain.Run, error) {
	return queryAll(ctx, s.r, scanRun, runColumns+"WHERE finished_at = 0 ORDER BY started_at, rowid")
}

// DeleteRun removes a run with its trace.
func (s *Store) DeleteRun(ctx context.Context, id string) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, "DELETE FROM run WHERE id = ?", id)
		return mustChange(res, err, "run", id)
	})
}

// PruneRuns keeps the latest keep runs of each assistant, and all that have not ended, and
// gives the number that it removed.
func (s *Store) PruneRuns(ctx context.Context, keep int) (removed int64, err error) {
	err = s.write(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, `DELETE FROM run WHERE finished_at > 0 AND id IN (
			SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY flow_id ORDER BY started_at DESC, rowid DESC) AS place FROM run)
			WHERE place > ?)`, max(keep, 0))
		if err != nil {
			return err
		}
		removed, err = res.RowsAffected()
		return err
	})
	return removed, err
}

func scanRun(row scanner) (domain.Run, error) {
	run := domain.Run{Inputs: map[string]string{}, Outputs: map[string]domain.Value{}, Citations: []domain.Citation{}, Steps: []domain.Step{}}
	var inputs, outputs, citations, errText string
	var started, finished int64
	err := row.Scan(&run.ID, &run.FlowID, &run.FlowName, &run.Revision, (*string)(&run.Status), &run.Answered, &inputs, &outputs,
		&citations, &errText, &started, &finished, &run.MS, &run.TokensIn, &run.TokensOut, &run.Cost)
	if err != nil {
		return run, err
	}
	run.StartedAt, run.FinishedAt = fromMicros(started), fromMicros(finished)
	return run, fromJSONs(inputs, &run.Inputs, outputs, &run.Outputs, citations, &run.Citations, errText, &run.Error)
}

const stepColumns = `SELECT node, kind, title, status, ms, tokens_in, tokens_out, cost, model, cached, attempts, started_at,
	error, inputs, outputs FROM run_step `

func scanStep(row scanner) (domain.Step, error) {
	step := domain.Step{Inputs: map[string]domain.Value{}, Outputs: map[string]domain.Value{}}
	var inputs, outputs []byte
	var errText string
	var started int64
	err := row.Scan(&step.Node, &step.Kind, &step.Title, (*string)(&step.Status), &step.MS, &step.TokensIn, &step.TokensOut, &step.Cost,
		&step.Model, &step.Cached, &step.Attempts, &started, &errText, &inputs, &outputs)
	if err != nil {
		return step, err
	}
	step.StartedAt = fromMicros(started)
	in, err := unpackLong(inputs)
	if err != nil {
		return step, err
	}
	out, err := unpackLong(outputs)
	if err != nil {
		return step, err
	}
	return step, fromJSONs(in, &step.Inputs, out, &step.Outputs, errText, &step.Error)
}
