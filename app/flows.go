package app

import "greenlight/backend/domain"

// Flows lists, draws and checks assistants.
type Flows struct{ app *App }

// List gives all assistants, latest change first.
func (s *Flows) List() ([]domain.FlowSummary, error) { return nil, errStarting }

// Get gives one assistant with its graph.
func (s *Flows) Get(id string) (domain.Flow, error) { return domain.Flow{}, errStarting }

// Templates gives the assistants to start from; the empty one comes first.
func (s *Flows) Templates() ([]Template, error) { return nil, errStarting }

// Create makes an assistant from a template ("" for an empty canvas) over a knowledge base (id, "" to choose later).
func (s *Flows) Create(name, template, knowledge string) (domain.Flow, error) {
	return domain.Flow{}, errStarting
}

// Save stores the graph; it refuses with code "conflict" when the stored revision is newer than flow.Revision.
func (s *Flows) Save(flow domain.Flow) (domain.Flow, error) { return domain.Flow{}, errStarting }

// Rename changes the name and the description.
func (s *Flows) Rename(id, name, description string) (domain.Flow, error) {
	return domain.Flow{}, errStarting
}

// Duplicate makes a copy with a name of its own.
func (s *Flows) Duplicate(id string) (domain.Flow, error) { return domain.Flow{}, errStarting }

// Delete removes an assistant and its runs.
func (s *Flows) Delete(id string) error { return errStarting }

// Palette gives all kinds of step.
func (s *Flows) Palette() (Palette, error) { return Palette{}, errStarting }

// Inspect checks a graph, stored or not, and describes its cards; it never runs anything.
func (s *Flows) Inspect(flow domain.Flow) (Inspection, error) { return Inspection{}, errStarting }

// Export gives the assistant as the text of a file.
func (s *Flows) Export(id string) (string, error) { return "", errStarting }

// Import makes an assistant from the text of a file.
func (s *Flows) Import(text string) (domain.Flow, error) { return domain.Flow{}, errStarting }
