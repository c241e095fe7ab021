package ollama

import (
	"context"
	"net/url"
	"strings"

	"github.com/ollama/ollama/api"

	"greenlight/backend/domain"
	"greenlight/backend/model"
	"greenlight/backend/model/guard"
)

// Pull loads a model. Ollama keeps what came before an interruption and goes on from there.
func (p *provider) Pull(ctx context.Context, name string, progress func(model.PullProgress)) error {
	if strings.TrimSpace(name) == "" {
		return domain.Errorf(domain.CodeInvalid, "The model needs a name.").WithPath("name")
	}
	client, key, err := p.client(ctx)
	if err != nil {
		return err
	}
	layers := map[string]api.ProgressResponse{}
	finished := false
	err = client.Pull(ctx, &api.PullRequest{Model: name, Insecure: onLoopback(name)}, func(r api.ProgressResponse) error {
		if r.Digest != "" {
			layers[r.Digest] = r
		}
		finished = finished || r.Status == "success"
		if progress != nil && ctx.Err() == nil {
			progress(sum(layers, r.Status))
		}
		return nil
	})
	if err == nil && !finished {
		err = errBroken
	}
	if err := p.plain(ctx, name, err, key); err != nil {
		return err
	}
	p.forget(name)
	return nil
}

// onLoopback reports whether the name leads to a registry on this computer, which may do
// without encryption.
func onLoopback(name string) bool {
	u, err := url.Parse(name)
	return err == nil && u.Scheme == "http" && guard.Loopback(u.Hostname())
}

func sum(layers map[string]api.ProgressResponse, status string) model.PullProgress {
	out := model.PullProgress{Note: note(status)}
	for _, l := range layers {
		out.Done += l.Completed
		out.Total += l.Total
	}
	return out
}

// note says Ollama's status in plain words.
func note(status string) string {
	switch {
	case status == "pulling manifest":
		return "Asking what the model consists of"
	case strings.HasPrefix(status, "pulling "):
		return "Loading"
	case strings.HasPrefix(status, "verifying"):
		return "Checking that everything arrived unchanged"
	case status == "success":
		return "Done"
	}
	return "Finishing"
}

// Remove deletes a model from the server's disk.
func (p *provider) Remove(ctx context.Context, name string) error {
	client, key, err := p.client(ctx)
	if err != nil {
		return err
	}
	if err := client.Delete(ctx, &api.DeleteRequest{Model: name}); err != nil {
		return p.plain(ctx, name, err, key)
	}
	p.forget(name)
	return nil
}

// forget drops the remembered details, since the name may mean another model now.
func (p *provider) forget(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for id := range p.shown {
		if strings.HasPrefix(id, name+"@") || strings.HasPrefix(id, name+":latest@") {
			delete(p.shown, id)
		}
	}
}

// Loaded gives the models in memory.
func (p *provider) Loaded(ctx context.Context) ([]model.LoadedModel, error) {
	client, key, err := p.client(ctx)
	if err != nil {
		return nil, err
	}
	resp, err := client.ListRunning(ctx)
	if err != nil {
		return nil, p.plain(ctx, "", err, key)
	}
	out := make([]model.LoadedModel, 0, len(resp.Models))
	for _, m := range resp.Models {
		out = append(out, model.LoadedModel{Name: m.Name, Memory: m.Size, Graphic: m.SizeVRAM, Context: m.ContextLength, Until: m.ExpiresAt.UTC()})
	}
	return out, nil
}

// Version gives the server's version.
func (p *provider) Version(ctx context.Context) (string, error) {
	client, key, err := p.client(ctx)
	if err != nil {
		return "", err
	}
	v, err := client.Version(ctx)
	return v, p.plain(ctx, "", err, key)
}
