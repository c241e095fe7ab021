package store

import (
	"context"
	"database/sql"
	"strconv"
	"time"

	"greenlight/backend/domain"
)

// keptRevisions is how many of an assistant's latest states are all kept. Of older ones the
// last of each day stays, and those that a run in the history ran.
const keptRevisions = 50

// FlowRevision names a stored state of an assistant.
type FlowRevision struct {
	Revision int       `json:"revision"`
	Name     string    `json:"name"`
	SavedAt  time.Time `json:"savedAt" ts_type:"string"`
}

// FlowRevisions lists the stored states of an assistant, latest first.
func (s *Store) FlowRevisions(ctx context.Context, id string) ([]FlowRevision, error) {
	return queryAll(ctx, s.r, func(row scanner) (FlowRevision, error) {
		var r FlowRevision
		var at int64
		err := row.Scan(&r.Revision, &r.Name, &at)
		r.SavedAt = fromMicros(at)
		return r, err
	}, "SELECT revision, name, saved_at FROM flow_revision WHERE flow_id = ? ORDER BY revision DESC", id)
}

// FlowAt gives an assistant as it was saved with the revision, CodeNotFound when that state
// is not kept.
func (s *Store) FlowAt(ctx context.Context, id string, revision int) (domain.Flow, error) {
	return queryOne(ctx, s.r, scanRevision, "revision", strconv.Itoa(revision), `SELECT f.id, v.name, v.description, v.revision, f.created_at, v.saved_at, v.graph
		FROM flow_revision v JOIN flow f ON f.id = v.flow_id WHERE v.flow_id = ? AND v.revision = ?`, id, revision)
}

func scanRevision(row scanner) (domain.Flow, error) {
	var f domain.Flow
	var created, saved int64
	var packed []byte
	if err := row.Scan(&f.ID, &f.Name, &f.Description, &f.Revision, &created, &saved, &packed); err != nil {
		return f, err
	}
	f.CreatedAt, f.UpdatedAt = fromMicros(created), fromMicros(saved)
	text, err := unpack(packed)
	if err != nil {
		return f, err
	}
	return f, setGraph(&f, text)
}

// keepRevision adds a state to the history and thins the older ones out.
func (s *Store) keepRevision(ctx context.Context, tx *sql.Tx, f domain.Flow, text string) error {
	packed, err := s.packs.pack(text)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO flow_revision (flow_id, revision, saved_at, name, description, graph) VALUES (?, ?, ?, ?, ?, ?)`,
		f.ID, f.Revision, micros(f.UpdatedAt), f.Name, f.Description, packed)
	if err != nil || f.Revision <= keptRevisions {
		return err
	}
	const day = int64(24 * time.Hour / time.Microsecond)
	_, err = tx.ExecContext(ctx, `DELETE FROM flow_revision AS old WHERE flow_id = ?1 AND revision <= ?2
		AND NOT EXISTS (SELECT 1 FROM run WHERE run.flow_id = ?1 AND run.revision = old.revision)
		AND EXISTS (SELECT 1 FROM flow_revision AS later WHERE later.flow_id = ?1 AND later.revision > old.revision
			AND later.revision <= ?2 AND later.saved_at / ?3 = old.saved_at / ?3)`,
		f.ID, f.Revision-keptRevisions, day)
	return err
}
