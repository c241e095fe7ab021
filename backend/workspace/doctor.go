package workspace

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"greenlight/backend/document"
	"greenlight/backend/domain"
	"greenlight/backend/model/secret"
)

// Finding is one thing that Doctor looked at.
type Finding struct {
	Name   string `json:"name"`   // for programs
	Title  string `json:"title"`  // for people
	Status string `json:"status"` // "ok", "warning" or "missing"
	Detail string `json:"detail"`
	Hint   string `json:"hint"` // what to do, "" when all is well
}

// Doctor says what is installed and reachable, each with what to do. Nothing that it finds is
// needed for answers from the built-in answerer, apart from the workspace itself.
func (ws *Workspace) Doctor(ctx context.Context) []Finding {
	findings := []Finding{ws.checkFile(ctx), ws.checkFolder(), ws.checkReader(ctx), ws.checkSecrets(ctx), ws.checkOllama(ctx)}
	return append(findings, ws.checkProviders(ctx)...)
}

func ok(name, title, detail string) Finding {
	return Finding{Name: name, Title: title, Status: "ok", Detail: detail}
}

// trouble makes a finding of an error.
func trouble(name, title string, err error) Finding {
	e := domain.AsError(err)
	return Finding{Name: name, Title: title, Status: "missing", Detail: e.Error(), Hint: e.Hint}
}

func (ws *Workspace) checkFile(ctx context.Context) Finding {
	const title = "Workspace file"
	if err := ws.Store.Check(ctx); err != nil {
		return trouble("workspace", title, err)
	}
	st, err := os.Stat(ws.Store.Path())
	if err != nil {
		return trouble("workspace", title, err)
	}
	return ok("workspace", title, fmt.Sprintf("%s is whole (%.1f MB).", ws.Store.Path(), float64(st.Size())/1e6))
}

func (ws *Workspace) checkFolder() Finding {
	const title = "Workspace folder"
	f, err := os.CreateTemp(ws.Folder, ".greenlight-probe-")
	if err != nil {
		return trouble("folder", title, folderError(ws.Folder, err))
	}
	name := f.Name()
	if err := f.Close(); err != nil {
		return trouble("folder", title, err)
	}
	if err := os.Remove(filepath.Clean(name)); err != nil {
		return trouble("folder", title, err)
	}
	return ok("folder", title, "Greenlight can write to "+ws.Folder+".")
}

func (ws *Workspace) checkReader(ctx context.Context) Finding {
	const title = "Document reader"
	probe := document.Source{Name: "probe.txt", Data: []byte("Can documents be read?")}
	if _, err := ws.Reader.Read(ctx, probe, document.Options{}); err != nil {
		return trouble("reader", title, err)
	}
	return ok("reader", title, fmt.Sprintf("Reads %d kinds of file in a process of its own.", len(Formats())))
}

func (ws *Workspace) checkSecrets(ctx context.Context) Finding {
	s := ws.Secrets.State(ctx)
	f := ok("keys", "Keys of providers", s.Message)
	if s.Kind == secret.KindNone || s.Locked {
		f.Status = "warning"
		f.Hint = "You need this only for models that ask for a key."
	}
	return f
}

func (ws *Workspace) checkOllama(ctx context.Context) Finding {
	const title = "Models on this computer"
	l, err := ws.FindLocal(ctx)
	switch {
	case err != nil:
		return trouble("ollama", title, err)
	case !l.Found.Running && l.Found.Program != "":
		return Finding{Name: "ollama", Title: title, Status: "warning", Detail: l.Message, Hint: "Start it under Models."}
	case !l.Found.Running:
		return Finding{Name: "ollama", Title: title, Status: "warning", Detail: l.Message,
			Hint: "Get it from ollama.com, if you want answers written by a language model. The built-in answerer works without."}
	}
	return ok("ollama", title, fmt.Sprintf("Ollama %s runs at %s with %d models.", l.Found.Version, l.Found.Address, len(l.Models)))
}

// checkProviders asks each connection for its models.
func (ws *Workspace) checkProviders(ctx context.Context) []Finding {
	list, err := ws.Store.Providers(ctx)
	if err != nil {
		return []Finding{trouble("providers", "Connections", err)}
	}
	var findings []Finding
	for _, p := range list {
		if p.Type == "builtin" || p.Name == "ollama" {
			continue
		}
		name, title := "provider "+p.Name, "Connection “"+p.Name+"”"
		models, err := ws.Models.List(ctx, p.Name)
		if err != nil {
			findings = append(findings, trouble(name, title, err))
			continue
		}
		findings = append(findings, ok(name, title, fmt.Sprintf("%s answers and offers %d models.", p.Address, len(models))))
	}
	return findings
}
