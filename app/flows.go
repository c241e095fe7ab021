package app

import (
	"greenlight/backend/domain"
	"greenlight/backend/engine"
	"greenlight/backend/node"
	"greenlight/backend/nodes"
)

// Flows lists, draws and checks assistants.
type Flows struct{ app *App }

// List gives all assistants, latest change first.
func (s *Flows) List() ([]domain.FlowSummary, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return nil, err
	}
	list, err := ws.Store.Flows(ctx)
	return full(list), err
}

// Get gives one assistant with its graph.
func (s *Flows) Get(id string) (domain.Flow, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return domain.Flow{}, err
	}
	flow, err := ws.Store.Flow(ctx, id)
	return full(flow), err
}

// Templates gives the assistants to start from; the empty one comes first.
func (s *Flows) Templates() ([]Template, error) {
	list := []Template{}
	for _, t := range nodes.Templates() {
		list = append(list, Template{ID: t.ID, Name: t.Name, Description: t.Description, Icon: t.Icon})
	}
	return list, nil
}

// Create makes an assistant from a template ("" for an empty canvas) over a knowledge base (id, "" to choose later).
func (s *Flows) Create(name, template, knowledge string) (domain.Flow, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return domain.Flow{}, err
	}
	flow, err := ws.CreateFlow(ctx, name, template, knowledge)
	return s.changed(flow, err)
}

// Save stores the graph; it refuses with code "conflict" when the stored revision is newer than flow.Revision.
func (s *Flows) Save(flow domain.Flow) (domain.Flow, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return domain.Flow{}, err
	}
	flow, err = ws.Store.SaveFlow(ctx, flow)
	return s.changed(flow, err)
}

// Rename changes the name and the description.
func (s *Flows) Rename(id, name, description string) (domain.Flow, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return domain.Flow{}, err
	}
	flow, err := ws.Store.RenameFlow(ctx, id, name, description)
	return s.changed(flow, err)
}

// Duplicate makes a copy with a name of its own.
func (s *Flows) Duplicate(id string) (domain.Flow, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return domain.Flow{}, err
	}
	flow, err := ws.DuplicateFlow(ctx, id)
	return s.changed(flow, err)
}

// Delete removes an assistant and its runs.
func (s *Flows) Delete(id string) error {
	ws, ctx, err := s.app.open()
	if err != nil {
		return err
	}
	_, err = s.changed(domain.Flow{ID: id}, ws.Store.DeleteFlow(ctx, id))
	return err
}

// Palette gives all kinds of step.
func (s *Flows) Palette() (Palette, error) {
	ws, _, err := s.app.open()
	if err != nil {
		return Palette{}, err
	}
	return full(Palette{Kinds: ws.Nodes.Specs(), Accepts: node.Accepted()}), nil
}

// Inspect checks a graph, stored or not, and describes its cards; it never runs anything.
func (s *Flows) Inspect(flow domain.Flow) (Inspection, error) {
	ws, _, err := s.app.open()
	if err != nil {
		return Inspection{}, err
	}
	result := Inspection{OK: true, Problems: ws.Check(flow), Cards: map[string]Card{}}
	for _, p := range result.Problems {
		result.OK = result.OK && p.Severity != domain.SeverityError
	}
	for id, c := range engine.Describe(flow, ws.Nodes, ws.Names()) {
		result.Cards[id] = Card(c)
	}
	for _, in := range engine.Inputs(flow, ws.Nodes) {
		result.Inputs = append(result.Inputs, FlowInput(in))
	}
	return full(result), nil
}

// Export gives the assistant as the text of a file.
func (s *Flows) Export(id string) (string, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return "", err
	}
	return ws.ExportFlow(ctx, id)
}

// Import makes an assistant from the text of a file.
func (s *Flows) Import(text string) (domain.Flow, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return domain.Flow{}, err
	}
	flow, err := ws.ImportFlow(ctx, []byte(text))
	return s.changed(flow, err)
}

// changed tells the interface of a change that succeeded.
func (s *Flows) changed(flow domain.Flow, err error) (domain.Flow, error) {
	if err == nil {
		s.app.changed("flows", flow.ID)
	}
	return full(flow), err
}
