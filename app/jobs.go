package app

import "greenlight/backend/domain"

// Jobs lists long work.
type Jobs struct{ app *App }

// List gives running and recent jobs, latest first.
func (s *Jobs) List() ([]domain.Job, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return nil, err
	}
	list, err := ws.Jobs.List(ctx)
	return full(list), err
}

// Cancel stops a job; what it finished stays.
func (s *Jobs) Cancel(id string) error {
	ws, ctx, err := s.app.open()
	if err != nil {
		return err
	}
	return ws.Jobs.Cancel(ctx, id)
}

// Resume takes up an interrupted, failed or cancelled job where it stopped.
func (s *Jobs) Resume(id string) (domain.Job, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return domain.Job{}, err
	}
	return ws.Jobs.Resume(ctx, id)
}

// Dismiss takes an ended job off the list.
func (s *Jobs) Dismiss(id string) error {
	ws, ctx, err := s.app.open()
	if err != nil {
		return err
	}
	if err := ws.Jobs.Dismiss(ctx, id); err != nil {
		return err
	}
	s.app.changed("jobs", id)
	return nil
}
