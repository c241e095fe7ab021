package app

// Home is the first screen.
type Home struct{ app *App }

// Overview gives everything that Home shows.
func (s *Home) Overview() (Overview, error) { return Overview{}, errStarting }
