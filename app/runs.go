package app

import "greenlight/backend/domain"

// Runs starts, follows and lists runs of assistants.
type Runs struct{ app *App }

// Start begins a run of the stored graph and gives its id; events follow under "run".
func (s *Runs) Start(flowID string, inputs map[string]string) (string, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return "", err
	}
	flow, err := ws.Store.Flow(ctx, flowID)
	if err != nil {
		return "", err
	}
	return ws.Runs.Start(flow, inputs)
}

// Cancel stops a run at once.
func (s *Runs) Cancel(runID string) error {
	ws, ctx, err := s.app.open()
	if err != nil {
		return err
	}
	return ws.Runs.Cancel(ctx, runID)
}

// Get gives a run with its steps.
func (s *Runs) Get(runID string) (domain.Run, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return domain.Run{}, err
	}
	run, err := ws.Store.Run(ctx, runID)
	return full(run), err
}

// List gives the latest runs of an assistant without their steps, latest first.
func (s *Runs) List(flowID string, limit int) ([]domain.Run, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return nil, err
	}
	list, err := ws.Store.Runs(ctx, flowID, limit)
	return full(list), err
}

// Events gives the stored events with a sequence number above after.
func (s *Runs) Events(runID string, after int) ([]domain.Event, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return nil, err
	}
	list, err := ws.Store.Events(ctx, runID, after)
	return full(list), err
}

// Shapes gives an empty value of each event payload.
func (s *Runs) Shapes() (EventShapes, error) { return full(EventShapes{}), nil }
