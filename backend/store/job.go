package store

import (
	"context"
	"database/sql"

	"greenlight/backend/domain"
)

// keptJobs is how many jobs stay listed; older ones that ended are forgotten.
const keptJobs = 200

// SaveJob adds a job or replaces the one of the same id. payload is what its kind needs to
// go on after a crash; nil keeps the stored one.
func (s *Store) SaveJob(ctx context.Context, job domain.Job, payload []byte) error {
	data, err := toJSON(job)
	if err != nil {
		return err
	}
	return s.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO job (id, kind, subject, status, created_at, data, payload) VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, subject = excluded.subject, status = excluded.status,
				data = excluded.data, payload = coalesce(excluded.payload, payload)`,
			job.ID, job.Kind, job.Subject, string(job.Status), micros(job.CreatedAt), data, payload)
		if err != nil || !job.Status.Ended() {
			return err
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM job WHERE status IN ('done', 'failed', 'cancelled')
			AND id NOT IN (SELECT id FROM job ORDER BY created_at DESC LIMIT ?)`, keptJobs)
		return err
	})
}

// Job gives one job, CodeNotFound when there is none of the id.
func (s *Store) Job(ctx context.Context, id string) (domain.Job, error) {
	return queryOne(ctx, s.r, scanJob, "job", id, "SELECT data, status FROM job WHERE id = ?", id)
}

// JobPayload gives what was kept for resuming a job; nil when nothing was.
func (s *Store) JobPayload(ctx context.Context, id string) ([]byte, error) {
	return queryOne(ctx, s.r, scanBytes, "job", id, "SELECT payload FROM job WHERE id = ?", id)
}

// Jobs gives all jobs, latest first.
func (s *Store) Jobs(ctx context.Context) ([]domain.Job, error) {
	return queryAll(ctx, s.r, scanJob, "SELECT data, status FROM job ORDER BY created_at DESC, rowid DESC")
}

// DeleteJob takes a job off the list.
func (s *Store) DeleteJob(ctx context.Context, id string) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, "DELETE FROM job WHERE id = ?", id)
		return mustChange(res, err, "job", id)
	})
}

// interruptJobs marks jobs that were under way when the workspace was last used: a crash
// left them. It writes only when there are any, so that opening stays quick.
func (s *Store) interruptJobs(ctx context.Context) error {
	var open int
	err := s.r.QueryRowContext(ctx, "SELECT count(*) FROM job WHERE status IN ('queued', 'running')").Scan(&open)
	if err != nil || open == 0 {
		return fail(err)
	}
	return s.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE job SET status = ? WHERE status IN ('queued', 'running')", string(domain.JobInterrupted))
		return err
	})
}

func scanJob(row scanner) (domain.Job, error) {
	var job domain.Job
	var data, status string
	if err := row.Scan(&data, &status); err != nil {
		return job, err
	}
	err := fromJSON(data, &job)
	job.Status = domain.JobStatus(status) // the column counts: a restart changes it alone
	return job, err
}

func scanBytes(row scanner) (b []byte, err error) {
	err = row.Scan(&b)
	return b, err
}
