// Package model reaches language and embedding models: the provider interface and its
// adapters (builtin, ollama, openai), and the Hub, which looks a model up in the workspace's
// catalogue, applies retries, prices and limits, and sends everything through one guarded
// transport.
package model

import (
	"context"
	"encoding/json"

	"greenlight/backend/domain"
)

// Role says who speaks in a message.
type Role string

// The roles.
const (
	RoleSystem    Role = "system"
	RoleUser      Role = "user"
	RoleAssistant Role = "assistant"
)

// Message is one turn of a conversation.
type Message struct {
	Role    Role   `json:"role"`
	Content string `json:"content"`
}

// Grounding is the structured form of a question over sources. The messages of the request
// say the same in words; language models read those, the built-in answerer reads this.
type Grounding struct {
	Question string
	Passages []domain.Passage
}

// ChatRequest asks for a completion. Model is the provider's own name of the model, without
// the provider. Nil pointers leave the provider's default.
type ChatRequest struct {
	Model       string
	Messages    []Message
	Temperature *float64        // 0 to 2
	TopP        *float64        // 0 to 1
	MaxTokens   int             // 0 for the provider's default
	Seed        *int            //
	Stop        []string        //
	JSON        bool            // the answer must be one JSON value
	Schema      json.RawMessage // JSON Schema of the answer; implies JSON
	Grounding   *Grounding      // nil when the request is not a question over sources
}

// ChatResponse is a finished completion.
type ChatResponse struct {
	Text      string
	Reasoning string // thinking that the provider keeps apart from the answer
	TokensIn  int
	TokensOut int
	Estimated bool    // token counts are estimated, the provider gave none
	Finish    string  // "stop", "length", "filter"
	Cost      float64 // US dollars; set by the Hub
	Model     string  // id "provider/name"; set by the Hub
	Attempts  int     // set by the Hub, 1 without retries
	Quotes    []Quote // built-in answerer only: where each quotation stands
	Declined  bool    // built-in answerer only: nothing in the sources answers
}

// Quote is a verbatim stretch of a passage: [Start, End) in code points of that passage's
// Text. Passage is its index in Grounding.Passages.
type Quote struct {
	Passage int
	Start   int
	End     int
}

// Purpose says what a text to embed is for; some models embed questions and documents
// differently.
type Purpose string

// The purposes.
const (
	PurposeDocument Purpose = "document"
	PurposeQuery    Purpose = "query"
)

// EmbedRequest asks for one vector a text.
type EmbedRequest struct {
	Model   string
	Texts   []string
	Purpose Purpose
}

// EmbedResponse holds len(Texts) vectors of equal dimension, each of unit L2 length.
type EmbedResponse struct {
	Vectors  [][]float32
	TokensIn int
	Cost     float64
}

// Provider is a connection to models. Implementations pass the conformance suite in
// modeltest. Every error is a *domain.Error; cancelling ctx ends the call at once.
type Provider interface {
	// Chat completes. onDelta, when not nil, receives the text as it arrives, in order, from one
	// goroutine, and never after Chat returned.
	Chat(ctx context.Context, req ChatRequest, onDelta func(string)) (ChatResponse, error)
	// Embed gives unit vectors.
	Embed(ctx context.Context, req EmbedRequest) (EmbedResponse, error)
	// List gives the models that can be used now.
	List(ctx context.Context) ([]domain.Model, error)
}

// Chatter is what nodes need of the Hub: a chat by model id.
type Chatter interface {
	Chat(ctx context.Context, modelID string, req ChatRequest, onDelta func(string)) (ChatResponse, error)
}

// Embedder is what knowledge bases need of the Hub: vectors by model id.
type Embedder interface {
	Embed(ctx context.Context, modelID string, texts []string, purpose Purpose) (EmbedResponse, error)
	// Describe gives the catalogue entry of a model, CodeNotFound or CodeNoModel if there is none.
	Describe(ctx context.Context, modelID string) (domain.Model, error)
}
