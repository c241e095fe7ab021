package app

import "greenlight/backend/domain"

// Runs starts, follows and lists runs of assistants.
type Runs struct{ app *App }

// Start begins a run of the stored graph and gives its id; events follow under "run".
func (s *Runs) Start(flowID string, inputs map[string]string) (string, error) { return "", errStarting }

// Cancel stops a run at once.
func (s *Runs) Cancel(runID string) error { return errStarting }

// Get gives a run with its steps.
func (s *Runs) Get(runID string) (domain.Run, error) { return domain.Run{}, errStarting }

// List gives the latest runs of an assistant without their steps, latest first.
func (s *Runs) List(flowID string, limit int) ([]domain.Run, error) { return nil, errStarting }

// Events gives the stored events with a sequence number above after.
func (s *Runs) Events(runID string, after int) ([]domain.Event, error) { return nil, errStarting }

// Shapes gives an empty value of each event payload.
func (s *Runs) Shapes() (EventShapes, error) { return EventShapes{}, errStarting }
