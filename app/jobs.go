package app

import "greenlight/backend/domain"

// Jobs lists long work.
type Jobs struct{ app *App }

// List gives running and recent jobs, latest first.
func (s *Jobs) List() ([]domain.Job, error) { return nil, errStarting }

// Cancel stops a job; what it finished stays.
func (s *Jobs) Cancel(id string) error { return errStarting }

// Resume takes up an interrupted, failed or cancelled job where it stopped.
func (s *Jobs) Resume(id string) (domain.Job, error) { return domain.Job{}, errStarting }

// Dismiss takes an ended job off the list.
func (s *Jobs) Dismiss(id string) error { return errStarting }
