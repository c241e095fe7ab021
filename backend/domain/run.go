package domain

import "time"

// RunStatus says how far a run, or one step of it, has got.
type RunStatus string

// The states of a run and of a step. Waiting is for steps only (inputs not there yet);
// Skipped for steps on a branch that was not taken.
const (
	RunWaiting   RunStatus = "waiting"
	RunRunning   RunStatus = "running"
	RunDone      RunStatus = "done"
	RunFailed    RunStatus = "failed"
	RunCancelled RunStatus = "cancelled"
	RunSkipped   RunStatus = "skipped"
)

// Ended reports whether nothing more will happen.
func (s RunStatus) Ended() bool {
	return s == RunDone || s == RunFailed || s == RunCancelled || s == RunSkipped
}

// Step is one execution of one node within a run.
type Step struct {
	Node      string           `json:"node"`
	Kind      string           `json:"kind"`
	Title     string           `json:"title"`
	Status    RunStatus        `json:"status"`
	MS        float64          `json:"ms"`
	TokensIn  int              `json:"tokens_in"`
	TokensOut int              `json:"tokens_out"`
	Cost      float64          `json:"cost"` // US dollars
	Model     string           `json:"model"`
	Cached    bool             `json:"cached"` // its result was reused from an earlier run
	Attempts  int              `json:"attempts"`
	Inputs    map[string]Value `json:"inputs"`
	Outputs   map[string]Value `json:"outputs"`
	Error     *Error           `json:"error,omitempty"`
	StartedAt time.Time        `json:"startedAt" ts_type:"string"`
}

// Run is one execution of a flow with its trace.
type Run struct {
	ID         string            `json:"id"`
	FlowID     string            `json:"flowId"`
	FlowName   string            `json:"flowName"`
	Revision   int               `json:"revision"`
	Status     RunStatus         `json:"status"`
	Inputs     map[string]string `json:"inputs"`
	Outputs    map[string]Value  `json:"outputs"` // by output name
	Answered   bool              `json:"answered"`
	Citations  []Citation        `json:"citations"`
	Steps      []Step            `json:"steps"`
	Error      *Error            `json:"error,omitempty"`
	StartedAt  time.Time         `json:"startedAt" ts_type:"string"`
	FinishedAt time.Time         `json:"finishedAt" ts_type:"string"`
	MS         float64           `json:"ms"`
	TokensIn   int               `json:"tokensIn"`
	TokensOut  int               `json:"tokensOut"`
	Cost       float64           `json:"cost"` // US dollars
}

// EventType names what happened in a run.
type EventType string

// The events of a run. Delta events may be coalesced and dropped; all others are
// lifecycle events, are stored before they are shown, and are never lost.
const (
	EventRunStarted  EventType = "run_started"
	EventStepStarted EventType = "step_started"
	EventDelta       EventType = "delta"
	EventStepDone    EventType = "step_done"
	EventStepFailed  EventType = "step_failed"
	EventStepSkipped EventType = "step_skipped"
	EventRunDone     EventType = "run_done" // whatever its status; Run carries the whole run
)

// Lifecycle reports whether the event must never be lost.
func (t EventType) Lifecycle() bool { return t != EventDelta }

// Event is one thing that happened in a run. Seq rises by one per event of the run,
// starting at 1, deltas included; a gap means that deltas were dropped.
type Event struct {
	Run   string    `json:"run"`
	Flow  string    `json:"flow"`
	Seq   int       `json:"seq"`
	Type  EventType `json:"type"`
	Node  string    `json:"node,omitempty"`
	Delta string    `json:"delta,omitempty"` // text to append to the step's streamed output
	Step  *Step     `json:"step,omitempty"`
	Final *Run      `json:"final,omitempty"` // with EventRunDone
	At    time.Time `json:"at" ts_type:"string"`
}
