package workspace

import (
	"context"
	"fmt"
	"time"

	"greenlight/backend/domain"
	"greenlight/backend/model"
	"greenlight/backend/model/adapters"
)

// addBuiltin puts what comes with the program into the catalogue of a new workspace. It runs
// before the hub stands, so it uses one of its own.
func (ws *Workspace) addBuiltin(ctx context.Context) error {
	if _, err := ws.Store.SaveProvider(ctx, model.BuiltinProvider()); err != nil {
		return err
	}
	hub := model.New(model.Options{Store: ws.Store, Types: adapters.All(), Log: ws.log})
	defer hub.Close()
	list, err := hub.List(ctx, "builtin")
	if err != nil {
		return err
	}
	for _, m := range list {
		m.AddedAt = time.Now().UTC()
		if _, err := ws.Store.SaveModel(ctx, m); err != nil {
			return err
		}
	}
	return nil
}

// AddProvider adds a connection. Its key goes to the keychain, or the encrypted key file,
// first: a connection without its key would only fail later.
func (ws *Workspace) AddProvider(ctx context.Context, name, preset, address, key string) (domain.Provider, error) {
	p, err := model.NewProvider(name, preset, address)
	if err != nil {
		return domain.Provider{}, err
	}
	if key != "" {
		if err := ws.Secrets.Set(ctx, model.KeyName(p), key); err != nil {
			return domain.Provider{}, err
		}
		p.HasKey = true
	} else if old, err := ws.Store.Provider(ctx, p.Name); err == nil && model.KeyName(old) == model.KeyName(p) {
		p.HasKey = old.HasKey // another path on the same server keeps the key
	}
	return ws.Store.SaveProvider(ctx, p)
}

// RemoveProvider removes a connection, its key and its models.
func (ws *Workspace) RemoveProvider(ctx context.Context, name string) error {
	p, err := ws.Store.Provider(ctx, name)
	if err != nil {
		return err
	}
	if p.Type == "builtin" {
		return domain.Errorf(domain.CodeInvalid, "What comes with Greenlight cannot be removed.")
	}
	if p.HasKey {
		if err := ws.Secrets.Delete(ctx, model.KeyName(p)); err != nil && !domain.IsCode(err, domain.CodeNotFound) {
			return err
		}
	}
	return ws.Store.DeleteProvider(ctx, name)
}

// AddModel puts a model into the catalogue, by its id "provider/name". Ollama is connected by
// itself when its model is added. An empty kind is found out.
func (ws *Workspace) AddModel(ctx context.Context, id string, kind domain.ModelKind) (domain.Model, error) {
	provider, name, ok := domain.SplitModelID(id)
	if !ok {
		return domain.Model{}, domain.Errorf(domain.CodeInvalid, "“%s” names no model.", id).
			WithHint("Write the connection and the model with a slash between them, for example ollama/llama3.2.")
	}
	if err := ws.ensureOllama(ctx, provider); err != nil {
		return domain.Model{}, err
	}
	m, err := ws.Models.Inspect(ctx, provider, name, kind)
	if err != nil {
		return domain.Model{}, err
	}
	if old, err := ws.Store.Model(ctx, m.ID); err == nil && old.PriceKnown {
		m.PriceIn, m.PriceOut, m.PriceKnown = old.PriceIn, old.PriceOut, true
	}
	return ws.Store.SaveModel(ctx, m)
}

// ensureOllama connects the Ollama of this computer the first time that it is used.
func (ws *Workspace) ensureOllama(ctx context.Context, provider string) error {
	if provider != "ollama" {
		return nil
	}
	_, err := ws.Store.Provider(ctx, provider)
	if !domain.IsCode(err, domain.CodeNotFound) {
		return err
	}
	_, err = ws.AddProvider(ctx, "ollama", "ollama", ollamaAddress(), "")
	return err
}

// UpdateModel changes what a person may change of a model: title, description, context and
// prices.
func (ws *Workspace) UpdateModel(ctx context.Context, change domain.Model) (domain.Model, error) {
	m, err := ws.Store.Model(ctx, change.ID)
	if err != nil {
		return domain.Model{}, err
	}
	if change.PriceIn < 0 || change.PriceOut < 0 || change.Context < 0 {
		return domain.Model{}, domain.Errorf(domain.CodeInvalid, "Prices and context cannot be below zero.")
	}
	m.Title, m.Description, m.Context = change.Title, change.Description, change.Context
	m.PriceIn, m.PriceOut, m.PriceKnown = change.PriceIn, change.PriceOut, change.PriceKnown
	return ws.Store.SaveModel(ctx, m)
}

// RemoveModel takes a model out of the catalogue. Knowledge that was indexed with it could
// not be searched any more, so such a model stays.
func (ws *Workspace) RemoveModel(ctx context.Context, id string) error {
	if p, _, _ := domain.SplitModelID(id); p == "builtin" {
		return domain.Errorf(domain.CodeInvalid, "What comes with Greenlight cannot be removed.")
	}
	bases, err := ws.Knowledge.List(ctx)
	if err != nil {
		return err
	}
	for _, b := range bases {
		if b.Embedding == id {
			return domain.Errorf(domain.CodeConflict, "“%s” is searched with this model.", b.Name).
				WithHint("Choose another model in its settings first.")
		}
	}
	return ws.Store.DeleteModel(ctx, id)
}

// StartPull begins to load a model through Ollama.
func (ws *Workspace) StartPull(ctx context.Context, name string) (domain.Job, error) {
	if err := ws.ensureOllama(ctx, "ollama"); err != nil {
		return domain.Job{}, err
	}
	return ws.Jobs.Start(ctx, JobPull, fmt.Sprintf("Loading %s", name), "ollama/"+name, pullPayload{"ollama", name})
}

// pull loads a model and puts it into the catalogue.
func (ws *Workspace) pull(ctx context.Context, p pullPayload, report Report) error {
	err := ws.Models.Pull(ctx, p.Provider, p.Name, func(g model.PullProgress) { report(g.Done, g.Total, "bytes", g.Note) })
	if err != nil {
		return err
	}
	_, err = ws.AddModel(ctx, domain.ModelID(p.Provider, p.Name), "")
	return err
}

// UnlockSecrets opens the encrypted key file, or makes it when there is none.
func (ws *Workspace) UnlockSecrets(ctx context.Context, passphrase string) error {
	return ws.Secrets.Unlock(ctx, passphrase)
}
