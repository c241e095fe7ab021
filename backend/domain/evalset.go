package domain

import "time"

// EvalSet is a table of cases against which an assistant is tested.
type EvalSet struct {
	ID          string    `json:"id"`
	Name        string    `json:"name"`
	Description string    `json:"description"`
	Cases       int       `json:"cases"`
	CreatedAt   time.Time `json:"createdAt" ts_type:"string"`
	UpdatedAt   time.Time `json:"updatedAt" ts_type:"string"`
}

// Case is one test: inputs by name, what a good answer says, and where it stands. An empty
// Expected with Refuse set means that a good assistant declines.
type Case struct {
	ID       string            `json:"id"`
	Ordinal  int               `json:"ordinal"`
	Inputs   map[string]string `json:"inputs"`
	Expected string            `json:"expected"`
	Refuse   bool              `json:"refuse"`
	Sources  []string          `json:"sources"` // paths of documents that hold the answer
	Tags     []string          `json:"tags"`
	Notes    string            `json:"notes"`
}
