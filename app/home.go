package app

// Home is the first screen.
type Home struct{ app *App }

// Overview gives everything that Home shows.
func (s *Home) Overview() (Overview, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return Overview{}, err
	}
	o := Overview{FirstStart: s.app.firstStart.Load()}
	if o.Workspace, err = s.app.info(ctx, ws); err != nil {
		return Overview{}, err
	}
	if o.Flows, err = ws.Store.Flows(ctx); err != nil {
		return Overview{}, err
	}
	if o.Knowledge, err = ws.Knowledge.List(ctx); err != nil {
		return Overview{}, err
	}
	if o.Models, err = ws.Store.Models(ctx); err != nil {
		return Overview{}, err
	}
	for _, m := range o.Models {
		o.Local = o.Local || m.Provider != "builtin"
	}
	return full(o), nil
}
