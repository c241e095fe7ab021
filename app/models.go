package app

import (
	"time"

	"greenlight/backend/domain"
	"greenlight/backend/model"
	"greenlight/backend/model/suggest"
	"greenlight/backend/workspace"
)

// Models keeps the catalogue and the connections to providers.
type Models struct{ app *App }

// List gives the catalogue, built-in first.
func (s *Models) List() ([]domain.Model, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return nil, err
	}
	list, err := ws.Store.Models(ctx)
	return full(list), err
}

// Providers gives the connections.
func (s *Models) Providers() ([]domain.Provider, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return nil, err
	}
	list, err := ws.Store.Providers(ctx)
	return full(list), err
}

// Presets gives the services that Greenlight knows.
func (s *Models) Presets() ([]ProviderPreset, error) {
	list := []ProviderPreset{}
	for _, p := range model.Presets() {
		list = append(list, ProviderPreset(p))
	}
	return list, nil
}

// AddProvider adds a connection; the key goes to the keychain.
func (s *Models) AddProvider(draft ProviderDraft) (domain.Provider, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return domain.Provider{}, err
	}
	p, err := ws.AddProvider(ctx, draft.Name, draft.Preset, draft.Address, draft.Key)
	return p, s.changed(p.Name, err)
}

// RemoveProvider removes a connection, its key and its models.
func (s *Models) RemoveProvider(name string) error {
	ws, ctx, err := s.app.open()
	if err != nil {
		return err
	}
	return s.changed(name, ws.RemoveProvider(ctx, name))
}

// Discover asks a provider which models it offers.
func (s *Models) Discover(provider string) ([]domain.Model, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return nil, err
	}
	list, err := ws.Models.List(ctx, provider)
	return full(list), err
}

// Add puts a model of a connected provider into the catalogue.
func (s *Models) Add(id string, kind string) (domain.Model, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return domain.Model{}, err
	}
	m, err := ws.AddModel(ctx, id, domain.ModelKind(kind))
	return m, s.changed(m.ID, err)
}

// Update changes title, context and prices.
func (s *Models) Update(m domain.Model) (domain.Model, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return domain.Model{}, err
	}
	m, err = ws.UpdateModel(ctx, m)
	return m, s.changed(m.ID, err)
}

// Remove takes a model out of the catalogue.
func (s *Models) Remove(id string) error {
	ws, ctx, err := s.app.open()
	if err != nil {
		return err
	}
	return s.changed(id, ws.RemoveModel(ctx, id))
}

// Test asks the model something small.
func (s *Models) Test(id string) (ModelTest, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return ModelTest{}, err
	}
	t, err := ws.Models.Test(ctx, id)
	return ModelTest{OK: err == nil, MS: t.MS, Text: t.Text, Error: domain.AsError(err)}, nil
}

// Local looks for Ollama on this computer.
func (s *Models) Local() (LocalState, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return LocalState{}, err
	}
	l, err := ws.FindLocal(ctx)
	return localState(l), err
}

// StartLocal starts an installed Ollama.
func (s *Models) StartLocal() (LocalState, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return LocalState{}, err
	}
	l, err := ws.StartLocal(ctx)
	return localState(l), s.changed("", err)
}

func localState(l workspace.Local) LocalState {
	st := LocalState{Installed: l.Found.Program != "" || l.Found.Running, Running: l.Found.Running, Version: l.Found.Version,
		Address: l.Found.Address, Models: l.Models, Memory: l.Computer.Memory, Cores: l.Computer.Cores, Message: l.Message}
	for _, m := range l.Loaded {
		st.Loaded = append(st.Loaded, LoadedModel{Name: m.Name, Memory: m.Memory, Until: m.Until.UTC().Format(time.RFC3339)})
	}
	return full(st)
}

// Suggestions gives well-known models, marked with what fits this computer.
func (s *Models) Suggestions() ([]Suggestion, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return nil, err
	}
	there := map[string]bool{}
	if l, err := ws.FindLocal(ctx); err == nil {
		for _, m := range l.Models {
			there[m.Name] = true
		}
	}
	list, computer := []Suggestion{}, suggest.This()
	for _, m := range suggest.Models() {
		list = append(list, Suggestion{Name: m.Name, Title: m.Title, Kind: m.Kind, Size: m.Size, Memory: m.Memory(), Licence: m.Licence,
			Description: m.Description, Fits: m.Fits(computer.Memory), Installed: there[m.Name] || there[m.Name+":latest"]})
	}
	return list, nil
}

// Pull loads a model through Ollama and adds it to the catalogue.
func (s *Models) Pull(name string) (domain.Job, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return domain.Job{}, err
	}
	return ws.StartPull(ctx, name)
}

// Egress lists what was sent where, latest first.
func (s *Models) Egress(limit int) ([]domain.Egress, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return nil, err
	}
	list, err := ws.Store.Egress(ctx, limit)
	return full(list), err
}

// Secrets says where keys are kept.
func (s *Models) Secrets() (SecretState, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return SecretState{}, err
	}
	st := ws.Secrets.State(ctx)
	return SecretState{Store: string(st.Kind), Locked: st.Locked, Message: st.Message}, nil
}

// UnlockSecrets opens the encrypted key file, or makes it when there is none.
func (s *Models) UnlockSecrets(passphrase string) (SecretState, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return SecretState{}, err
	}
	if err := ws.UnlockSecrets(ctx, passphrase); err != nil {
		return SecretState{}, err
	}
	return s.Secrets()
}

// changed tells the interface of a change that succeeded, and passes the error on.
func (s *Models) changed(id string, err error) error {
	if err == nil {
		s.app.changed("models", id)
	}
	return err
}
