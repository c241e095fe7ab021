package ollama

import (
	"context"
	"sort"
	"strings"

	"github.com/ollama/ollama/api"
	"github.com/ollama/ollama/types/model"

	"greenlight/backend/domain"
)

// details are what Ollama tells of one model and the list leaves out.
type details struct {
	kind       domain.ModelKind
	context    int
	dimensions int
	licence    string
}

// List gives the models on the server's disk.
func (p *provider) List(ctx context.Context) ([]domain.Model, error) {
	client, key, err := p.client(ctx)
	if err != nil {
		return nil, err
	}
	list, err := client.List(ctx)
	if err != nil {
		return nil, p.plain(ctx, "", err, key)
	}
	out := make([]domain.Model, 0, len(list.Models))
	for _, m := range list.Models {
		d, err := p.show(ctx, client, m.Name, m.Digest)
		if err != nil {
			if ctx.Err() != nil {
				return nil, domain.AsError(ctx.Err())
			}
			continue // removed meanwhile, or damaged: it cannot be used now
		}
		if d.kind == "" {
			continue // makes pictures or the like
		}
		out = append(out, domain.Model{
			Name: m.Name, Kind: d.kind, Title: strings.TrimSuffix(m.Name, ":latest"), Context: d.context, Dimensions: d.dimensions,
			Local:  p.conn.Provider.Local && m.RemoteHost == "", // cloud models run elsewhere
			Digest: m.Digest, Size: m.Size, Parameters: m.Details.ParameterSize, Quantised: m.Details.QuantizationLevel, Licence: d.licence,
		})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Name < out[j].Name })
	return out, nil
}

// show asks for details once for each digest; "" takes what is known under any.
func (p *provider) show(ctx context.Context, client *api.Client, name, digest string) (details, error) {
	id := name + "@" + digest
	p.mu.Lock()
	d, ok := p.shown[id]
	p.mu.Unlock()
	if ok {
		return d, nil
	}
	resp, err := client.Show(ctx, &api.ShowRequest{Model: name})
	if err != nil {
		return d, err
	}
	d = details{kind: kindOf(resp), licence: licence(resp.License)}
	if arch, ok := resp.ModelInfo["general.architecture"].(string); ok {
		d.context = number(resp.ModelInfo[arch+".context_length"])
		if d.kind == domain.ModelEmbedding {
			d.dimensions = number(resp.ModelInfo[arch+".embedding_length"])
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.shown[id] = d
	return d, nil
}

func kindOf(r *api.ShowResponse) domain.ModelKind {
	for _, c := range r.Capabilities {
		switch c {
		case model.CapabilityEmbedding:
			return domain.ModelEmbedding
		case model.CapabilityCompletion:
			return domain.ModelChat
		}
	}
	if len(r.Capabilities) > 0 {
		return ""
	}
	// Servers before 0.6.4 tell no capabilities; models of the BERT family embed.
	if strings.Contains(r.Details.Family, "bert") {
		return domain.ModelEmbedding
	}
	return domain.ModelChat
}

func number(v any) int {
	if f, ok := v.(float64); ok && f > 0 && f < 1e9 {
		return int(f)
	}
	return 0
}

// licences by what their texts hold, the most special first.
var licences = []struct{ holds, name string }{
	{"apache license", "Apache 2.0"},
	{"mit license", "MIT"},
	{"permission is hereby granted, free of charge", "MIT"},
	{"llama 4 community", "Llama 4 Community"},
	{"llama 3.3 community", "Llama 3.3 Community"},
	{"llama 3.2 community", "Llama 3.2 Community"},
	{"llama 3.1 community", "Llama 3.1 Community"},
	{"llama 3 community", "Llama 3 Community"},
	{"llama 2 community", "Llama 2 Community"},
	{"gemma terms of use", "Gemma Terms of Use"},
	{"mistral ai research license", "Mistral Research (no commercial use)"},
	{"mistral research license", "Mistral Research (no commercial use)"},
	{"qwen research license", "Qwen Research (no commercial use)"},
	{"tongyi qianwen", "Qwen"},
	{"creative commons attribution-noncommercial", "CC BY-NC (no commercial use)"},
	{"cc-by-nc", "CC BY-NC (no commercial use)"},
}

// licence names a licence by its text.
func licence(text string) string {
	lower := strings.ToLower(strings.Join(strings.Fields(text), " "))
	for _, l := range licences {
		if strings.Contains(lower, l.holds) {
			return l.name
		}
	}
	first, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	if r := []rune(first); len(r) > 60 {
		first = string(r[:59]) + "…"
	}
	return first
}
