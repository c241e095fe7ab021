// Package openai reaches every service that speaks the OpenAI protocol, at any base address:
// OpenAI itself, Azure, Mistral, Groq, OpenRouter, vLLM, LM Studio, llama.cpp and others.
// Services differ in what they refuse; the adapter learns that from their answers.
package openai

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"sync"

	gopenai "github.com/sashabaranov/go-openai"

	"greenlight/backend/domain"
	"greenlight/backend/model"
)

// azureVersion is the last version of Azure's dated interface that is generally available.
const azureVersion = "2024-10-21"

// Type declares the adapter.
func Type() model.Type {
	return model.Type{
		Name: "openai", Title: "OpenAI-compatible service", NeedsAddr: true, Concurrency: 16, New: New,
		Help: "OpenAI, Azure, Mistral, Groq, vLLM, LM Studio, llama.cpp and every other service that speaks the OpenAI protocol.",
	}
}

// provider is one connection.
type provider struct {
	conn  model.Connection
	base  string // base address without its query
	azure bool   // paths and key header of Azure's dated interface

	mu       sync.Mutex
	dialects map[string]dialect // by model
}

// New makes the adapter of a connection. An address without a path gets /v1.
func New(conn model.Connection) (model.Provider, error) {
	u, err := url.Parse(conn.Provider.Address)
	if err != nil || u.Host == "" {
		return nil, domain.Errorf(domain.CodeInvalid, "The address of “%s” is not valid.", conn.Provider.Name).WithPath("address")
	}
	p := &provider{conn: conn, dialects: map[string]dialect{}}
	// Azure's newer interface ends in /openai/v1 and differs by its key header alone.
	p.azure = conn.Provider.Preset == "azure" && !strings.HasSuffix(strings.TrimRight(u.Path, "/"), "/v1")
	u.RawQuery, u.Fragment = "", ""
	if p.azure {
		u.Path = strings.TrimSuffix(strings.TrimRight(u.Path, "/"), "/openai")
	} else if strings.Trim(u.Path, "/") == "" {
		u.Path = "/v1"
	}
	p.base = strings.TrimRight(u.String(), "/")
	return p, nil
}

// client makes a client for one call, with what the library leaves out put in by its doer.
func (p *provider) client(ctx context.Context, extra map[string]any) (*gopenai.Client, *doer, string, error) {
	key, err := p.conn.Key(ctx)
	if err != nil {
		return nil, nil, "", err
	}
	d := &doer{http: p.conn.HTTP, extra: extra}
	cfg := gopenai.DefaultConfig(key)
	if p.conn.Provider.Preset == "azure" {
		d.azureKey = key
	}
	if p.azure {
		cfg = gopenai.DefaultAzureConfig(key, p.base)
		cfg.APIVersion = p.apiVersion()
		cfg.AzureModelMapperFunc = func(deployment string) string { return url.PathEscape(deployment) }
	}
	cfg.BaseURL = p.base
	cfg.HTTPClient = d
	cfg.EmptyMessagesLimit = 1 << 20 // comment lines keep a stream alive while a model thinks
	return gopenai.NewClientWithConfig(cfg), d, key, nil
}

func (p *provider) apiVersion() string {
	if u, err := url.Parse(p.conn.Provider.Address); err == nil && u.Query().Get("api-version") != "" {
		return u.Query().Get("api-version")
	}
	return azureVersion
}

// authorise adds the key to a request that the adapter makes by itself.
func (p *provider) authorise(req *http.Request, key string) {
	switch {
	case key == "":
	case p.conn.Provider.Preset == "azure":
		req.Header.Set(gopenai.AzureAPIKeyHeader, key)
	default:
		req.Header.Set("Authorization", "Bearer "+key)
	}
}
