package workspace

import (
	"context"
	"fmt"

	"greenlight/backend/domain"
	"greenlight/backend/engine"
	"greenlight/backend/nodes"
)

// CreateFlow makes an assistant from a template ("" for an empty canvas) over a knowledge
// base, "" to choose one later. A name that is taken gets a number.
func (ws *Workspace) CreateFlow(ctx context.Context, name, template, knowledge string) (domain.Flow, error) {
	list := nodes.Templates()
	t := list[0]
	found := template == ""
	for _, c := range list {
		if c.ID == template {
			t, found = c, true
		}
	}
	if !found {
		return domain.Flow{}, domain.NotFound("template", template)
	}
	flow := t.Build(knowledge)
	if name != "" {
		flow.Name = name
	}
	return ws.AddFlow(ctx, flow)
}

// DuplicateFlow makes a copy of an assistant under a name of its own.
func (ws *Workspace) DuplicateFlow(ctx context.Context, id string) (domain.Flow, error) {
	flow, err := ws.Store.Flow(ctx, id)
	if err != nil {
		return domain.Flow{}, err
	}
	flow.Name += " copy"
	return ws.AddFlow(ctx, flow)
}

// AddFlow stores a graph as a new assistant, with a number behind its name when that is
// taken.
func (ws *Workspace) AddFlow(ctx context.Context, flow domain.Flow) (domain.Flow, error) {
	name, err := domain.CleanName("assistant", flow.Name)
	if err != nil {
		return domain.Flow{}, err
	}
	flow.Revision = 0
	for n := 1; ; n++ {
		flow.ID, flow.Name = domain.NewID("flow"), name
		if n > 1 {
			flow.Name = fmt.Sprintf("%s %d", name, n)
		}
		saved, err := ws.Store.SaveFlow(ctx, flow)
		if n > 999 || !domain.IsCode(err, domain.CodeExists) {
			return saved, err
		}
	}
}

// ExportFlow gives an assistant (id or name) as the text of a file.
func (ws *Workspace) ExportFlow(ctx context.Context, ref string) (string, error) {
	flow, err := ws.Store.FindFlow(ctx, ref)
	if err != nil {
		return "", err
	}
	return engine.ExportFlow(flow)
}

// ImportFlow makes an assistant from the text of a file.
func (ws *Workspace) ImportFlow(ctx context.Context, text []byte) (domain.Flow, error) {
	flow, err := engine.ImportFlow(string(text))
	if err != nil {
		return domain.Flow{}, err
	}
	return ws.AddFlow(ctx, flow)
}
