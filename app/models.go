package app

import "greenlight/backend/domain"

// Models keeps the catalogue and the connections to providers.
type Models struct{ app *App }

// List gives the catalogue, built-in first.
func (s *Models) List() ([]domain.Model, error) { return nil, errStarting }

// Providers gives the connections.
func (s *Models) Providers() ([]domain.Provider, error) { return nil, errStarting }

// Presets gives the services that Greenlight knows.
func (s *Models) Presets() ([]ProviderPreset, error) { return nil, errStarting }

// AddProvider adds a connection; the key goes to the keychain.
func (s *Models) AddProvider(draft ProviderDraft) (domain.Provider, error) {
	return domain.Provider{}, errStarting
}

// RemoveProvider removes a connection, its key and its models.
func (s *Models) RemoveProvider(name string) error { return errStarting }

// Discover asks a provider which models it offers.
func (s *Models) Discover(provider string) ([]domain.Model, error) { return nil, errStarting }

// Add puts a model of a connected provider into the catalogue.
func (s *Models) Add(id string, kind string) (domain.Model, error) {
	return domain.Model{}, errStarting
}

// Update changes title, context and prices.
func (s *Models) Update(m domain.Model) (domain.Model, error) { return domain.Model{}, errStarting }

// Remove takes a model out of the catalogue.
func (s *Models) Remove(id string) error { return errStarting }

// Test asks the model something small.
func (s *Models) Test(id string) (ModelTest, error) { return ModelTest{}, errStarting }

// Local looks for Ollama on this computer.
func (s *Models) Local() (LocalState, error) { return LocalState{}, errStarting }

// StartLocal starts an installed Ollama.
func (s *Models) StartLocal() (LocalState, error) { return LocalState{}, errStarting }

// Suggestions gives well-known models, marked with what fits this computer.
func (s *Models) Suggestions() ([]Suggestion, error) { return nil, errStarting }

// Pull loads a model through Ollama and adds it to the catalogue.
func (s *Models) Pull(name string) (domain.Job, error) { return domain.Job{}, errStarting }

// Egress lists what was sent where, latest first.
func (s *Models) Egress(limit int) ([]domain.Egress, error) { return nil, errStarting }

// Secrets says where keys are kept.
func (s *Models) Secrets() (SecretState, error) { return SecretState{}, errStarting }

// UnlockSecrets opens the encrypted key file, or makes it when there is none.
func (s *Models) UnlockSecrets(passphrase string) (SecretState, error) {
	return SecretState{}, errStarting
}
