package domain

import (
	"strings"
	"time"
)

// ModelKind says what a model can be asked.
type ModelKind string

// The kinds of model.
const (
	ModelChat      ModelKind = "chat"
	ModelEmbedding ModelKind = "embedding"
)

// BuiltinChat and BuiltinEmbedding are the ids of the models that come with the program.
const (
	BuiltinChat      = "builtin/quotes"
	BuiltinEmbedding = "builtin/words-v1"
)

// Model is an entry of the workspace's catalogue. Its id is "provider/name"; the name may
// hold further slashes and colons ("ollama/llama3.2:3b").
type Model struct {
	ID          string    `json:"id"`
	Provider    string    `json:"provider"` // "builtin", "ollama", or the name given to an OpenAI-compatible connection
	Name        string    `json:"name"`
	Kind        ModelKind `json:"kind"`
	Title       string    `json:"title"`
	Description string    `json:"description"`
	Local       bool      `json:"local"`   // runs on this computer; nothing leaves it
	Address     string    `json:"address"` // base address of its provider, "" for builtin
	Context     int       `json:"context"` // tokens; 0 when unknown
	Dimensions  int       `json:"dimensions"`
	PriceIn     float64   `json:"priceIn"`  // US dollars per million tokens
	PriceOut    float64   `json:"priceOut"` //
	PriceKnown  bool      `json:"priceKnown"`
	Digest      string    `json:"digest"` // identity of the weights where the provider tells it
	Size        int64     `json:"size"`   // bytes on disk where known
	Parameters  string    `json:"parameters"`
	Quantised   string    `json:"quantised"`
	Licence     string    `json:"licence"`
	Shutdown    string    `json:"shutdown"` // ISO date on which the provider ends it, "" when none is known
	AddedAt     time.Time `json:"addedAt" ts_type:"string"`
}

// Provider is a connection through which models are reached.
type Provider struct {
	Name    string    `json:"name"`    // unique; the part before the slash of a model id
	Type    string    `json:"type"`    // adapter: "builtin", "ollama", "openai"
	Preset  string    `json:"preset"`  // "openai", "azure", "mistral", … or ""
	Address string    `json:"address"` // base address
	Local   bool      `json:"local"`   // on this computer
	HasKey  bool      `json:"hasKey"`  // a key is kept in the keychain
	AddedAt time.Time `json:"addedAt" ts_type:"string"`
}

// ModelID joins a provider and a model's name.
func ModelID(provider, name string) string { return provider + "/" + name }

// SplitModelID parts an id at its first slash; ok is false when there is none or a part is
// empty.
func SplitModelID(id string) (provider, name string, ok bool) {
	provider, name, ok = strings.Cut(id, "/")
	return provider, name, ok && provider != "" && name != ""
}

// Egress is one record of data that left for a provider: sizes, never content.
type Egress struct {
	At       time.Time `json:"at" ts_type:"string"`
	Host     string    `json:"host"`
	Provider string    `json:"provider"`
	Purpose  string    `json:"purpose"` // "chat", "embed", "list", …
	Sent     int64     `json:"sent"`    // bytes
	Received int64     `json:"received"`
	Status   int       `json:"status"` // HTTP status, 0 when it never answered
	MS       float64   `json:"ms"`
	Local    bool      `json:"local"`
}
