package store

import (
	"context"
	"database/sql"
	"errors"

	"greenlight/backend/domain"
)

// appendEvents stores events and what they say of their steps.
func (s *Store) appendEvents(ctx context.Context, tx *sql.Tx, runID string, events []domain.Event) error {
	for _, e := range events {
		if err := s.appendEvent(ctx, tx, runID, e); err != nil {
			if isForeign(err) { // the assistant was deleted while it ran
				return domain.Errorf(domain.CodeNotFound, "This run was removed.").WithPath(runID)
			}
			return err
		}
	}
	return nil
}

func (s *Store) appendEvent(ctx context.Context, tx *sql.Tx, runID string, e domain.Event) error {
	var step any
	if e.Step != nil {
		slim := *e.Step
		slim.Inputs, slim.Outputs = nil, nil
		text, err := toJSON(slim)
		if err != nil {
			return err
		}
		step = text
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO run_event (run_id, seq, type, at, step) VALUES (?, ?, ?, ?, ?)",
		runID, e.Seq, string(e.Type), micros(e.At), step)
	if isUnique(err) {
		return domain.Errorf(domain.CodeConflict, "This run is recorded by two at the same time.").WithPath(runID)
	}
	if err != nil {
		return err
	}
	if e.Type == domain.EventRunStarted {
		_, err := tx.ExecContext(ctx, "UPDATE run SET status = ?, error = '', finished_at = 0 WHERE id = ? AND finished_at <> 0",
			string(domain.RunRunning), runID)
		return err
	}
	if e.Step == nil {
		return nil
	}
	return s.putStep(ctx, tx, runID, e.Seq, *e.Step)
}

// putStep stores the state of a step. A step keeps the place that it got with its first event.
func (s *Store) putStep(ctx context.Context, tx *sql.Tx, runID string, seq int, step domain.Step) error {
	inputs, err := s.packValues(step.Inputs)
	if err != nil {
		return err
	}
	outputs, err := s.packValues(step.Outputs)
	if err != nil {
		return err
	}
	errText, err := errorJSON(step.Error)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO run_step (run_id, node, ordinal, kind, title, status, ms, tokens_in, tokens_out, cost, model, cached,
			attempts, started_at, error, inputs, outputs)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (run_id, node) DO UPDATE SET kind = excluded.kind, title = excluded.title, status = excluded.status, ms = excluded.ms,
			tokens_in = excluded.tokens_in, tokens_out = excluded.tokens_out, cost = excluded.cost, model = excluded.model,
			cached = excluded.cached, attempts = excluded.attempts, started_at = excluded.started_at, error = excluded.error,
			inputs = excluded.inputs, outputs = excluded.outputs`,
		runID, step.Node, seq, step.Kind, step.Title, string(step.Status), step.MS, step.TokensIn, step.TokensOut, step.Cost, step.Model,
		step.Cached, step.Attempts, micros(step.StartedAt), errText, inputs, outputs)
	return err
}

// packValues gives what a step took or gave as it is stored.
func (s *Store) packValues(values map[string]domain.Value) ([]byte, error) {
	text, err := toJSON(orEmpty(values))
	if err != nil {
		return nil, err
	}
	return s.packs.packLong(text)
}

// Events gives the stored events of a run with a number above after, in their order. An
// event of a step has the step's inputs and outputs while it is the last of its step. Of a
// run that is not there it gives none.
func (s *Store) Events(ctx context.Context, runID string, after int) ([]domain.Event, error) {
	events := []domain.Event{}
	err := s.read(ctx, func(tx *sql.Tx) error {
		run, err := runWithSteps(ctx, tx, runID)
		if domain.IsCode(err, domain.CodeNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		events, err = queryAll(ctx, tx, scanEvent, "SELECT run_id, seq, type, at, coalesce(step, '') FROM run_event WHERE run_id = ? AND seq > ? ORDER BY seq", runID, after)
		complete(events, run)
		return err
	})
	return events, err
}

// complete puts into events what is stored elsewhere: the assistant, the inputs and outputs
// of steps, and the whole run in the last one.
func complete(events []domain.Event, run domain.Run) {
	byNode := make(map[string]*domain.Step, len(run.Steps))
	for i := range run.Steps {
		byNode[run.Steps[i].Node] = &run.Steps[i]
	}
	for i := len(events) - 1; i >= 0; i-- {
		e := &events[i]
		e.Flow = run.FlowID
		if e.Type == domain.EventRunDone && i == len(events)-1 && run.Status.Ended() {
			e.Final = &run
		}
		if e.Step == nil {
			continue
		}
		if step := byNode[e.Node]; step != nil {
			e.Step.Inputs, e.Step.Outputs = step.Inputs, step.Outputs
			delete(byNode, e.Node) // earlier events of the step say less
		}
	}
}

func scanEvent(row scanner) (domain.Event, error) {
	var e domain.Event
	var at int64
	var step string
	if err := row.Scan(&e.Run, &e.Seq, (*string)(&e.Type), &at, &step); err != nil {
		return e, err
	}
	e.At = fromMicros(at)
	if step == "" {
		return e, nil
	}
	e.Step = &domain.Step{}
	err := fromJSON(step, e.Step)
	e.Step.Inputs, e.Step.Outputs = orEmpty(e.Step.Inputs), orEmpty(e.Step.Outputs)
	e.Node = e.Step.Node
	return e, err
}

// fromJSONs reads pairs of a JSON text and where its value goes.
func fromJSONs(pairs ...any) error {
	var errs []error
	for i := 0; i+1 < len(pairs); i += 2 {
		text, ok := pairs[i].(string)
		if !ok {
			return domain.Errorf(domain.CodeInternal, "A stored value cannot be read.")
		}
		errs = append(errs, fromJSON(text, pairs[i+1]))
	}
	return errors.Join(errs...)
}
