package domain

import "time"

// JobStatus says how far long work has got.
type JobStatus string

// The states of a job. Interrupted is what a crash leaves; such a job is resumed or
// dismissed.
const (
	JobQueued      JobStatus = "queued"
	JobRunning     JobStatus = "running"
	JobDone        JobStatus = "done"
	JobFailed      JobStatus = "failed"
	JobCancelled   JobStatus = "cancelled"
	JobInterrupted JobStatus = "interrupted"
)

// Ended reports whether nothing more will happen.
func (s JobStatus) Ended() bool {
	return s == JobDone || s == JobFailed || s == JobCancelled
}

// Job is long work with progress, listed in one place.
type Job struct {
	ID         string    `json:"id"`
	Kind       string    `json:"kind"`    // "ingest", "reindex", "pull", "backup", …
	Title      string    `json:"title"`   // "Adding 12 files to “HR policies”"
	Subject    string    `json:"subject"` // id of what it works on
	Status     JobStatus `json:"status"`
	Done       int64     `json:"done"`
	Total      int64     `json:"total"` // 0 while unknown
	Unit       string    `json:"unit"`  // "files", "pieces", "bytes"
	Note       string    `json:"note"`  // what it is at now
	Seconds    float64   `json:"seconds"`
	Left       float64   `json:"left"` // estimated seconds left, -1 when unknown
	Error      *Error    `json:"error,omitempty"`
	CreatedAt  time.Time `json:"createdAt" ts_type:"string"`
	FinishedAt time.Time `json:"finishedAt" ts_type:"string"`
}
