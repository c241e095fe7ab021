package workspace

import (
	"context"
	"encoding/json"

	"greenlight/backend/domain"
)

// The kinds of job.
const (
	JobIngest  = "ingest"
	JobRetry   = "retry"
	JobReindex = "reindex"
	JobPull    = "pull"
	JobSample  = "sample"
)

// ingestPayload says which files go into which knowledge base. Secret names a password that
// is kept in memory only: a job that is resumed after a crash reads encrypted files as
// locked.
type ingestPayload struct {
	Knowledge string   `json:"knowledge"`
	Paths     []string `json:"paths"`
	Secret    string   `json:"secret,omitempty"`
}

type retryPayload struct {
	Document string `json:"document"`
	Secret   string `json:"secret,omitempty"`
}

type reindexPayload struct {
	Knowledge string               `json:"knowledge"`
	Embedding string               `json:"embedding"`
	Chunking  domain.ChunkSettings `json:"chunking"`
}

type pullPayload struct {
	Provider string `json:"provider"`
	Name     string `json:"name"`
}

func (ws *Workspace) registerJobs() {
	ws.Jobs.register(JobKind{JobIngest, decoded(ws.ingest)})
	ws.Jobs.register(JobKind{JobRetry, decoded(ws.retry)})
	ws.Jobs.register(JobKind{JobReindex, decoded(ws.reindex)})
	ws.Jobs.register(JobKind{JobPull, decoded(ws.pull)})
	ws.Jobs.register(JobKind{JobSample, decoded(ws.addSample)})
}

// decoded reads the payload before the work.
func decoded[P any](run func(context.Context, P, Report) error) func(context.Context, json.RawMessage, Report) error {
	return func(ctx context.Context, raw json.RawMessage, report Report) error {
		var p P
		if err := json.Unmarshal(raw, &p); err != nil {
			return domain.Errorf(domain.CodeDamaged, "What this job had to do cannot be read any more.").WithCause(err)
		}
		return run(ctx, p, report)
	}
}
