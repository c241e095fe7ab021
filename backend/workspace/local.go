package workspace

import (
	"context"

	"greenlight/backend/domain"
	"greenlight/backend/model"
	"greenlight/backend/model/ollama"
	"greenlight/backend/model/suggest"
)

// Local is what there is of Ollama on this computer.
type Local struct {
	Found   ollama.Found
	Models  []domain.Model
	Loaded  []model.LoadedModel
	Message string // one sentence: what is there, or what to do

	Computer suggest.Computer
}

func ollamaAddress() string { return ollama.Address() }

// FindLocal looks for Ollama on this computer. It takes two seconds at most.
func (ws *Workspace) FindLocal(ctx context.Context) (Local, error) {
	l := Local{Found: ollama.Find(ctx, ws.Models.Guard()), Computer: suggest.This()}
	switch {
	case l.Found.Running:
		l.Message = "Ollama is running on this computer."
	case l.Found.Program != "":
		l.Message = "Ollama is installed, but not running."
		return l, nil
	default:
		l.Message = "Ollama is not installed. With it, free models run on this computer and nothing leaves it."
		return l, nil
	}
	if err := ws.ensureOllama(ctx, "ollama"); err != nil {
		return l, err
	}
	var err error
	if l.Models, err = ws.Models.List(ctx, "ollama"); err != nil {
		return l, err
	}
	l.Loaded, err = ws.Models.Loaded(ctx, "ollama")
	return l, err
}

// StartLocal starts an installed Ollama, which runs until this workspace is closed, unless it
// ran before.
func (ws *Workspace) StartLocal(ctx context.Context) (Local, error) {
	ws.localMu.Lock()
	defer ws.localMu.Unlock()
	if !ollama.Find(ctx, ws.Models.Guard()).Running {
		p, err := ollama.Start(ctx, ws.Models.Guard(), ollama.StartOptions{})
		if err != nil {
			return Local{}, err
		}
		ws.local = p
	}
	return ws.FindLocal(ctx)
}

// stopLocal ends the Ollama that this workspace started.
func (ws *Workspace) stopLocal() {
	ws.localMu.Lock()
	defer ws.localMu.Unlock()
	if ws.local != nil {
		ws.local.Stop()
		ws.local = nil
	}
}
