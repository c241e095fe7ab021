package app

import (
	"greenlight/backend/domain"
	"greenlight/backend/node"
)

// Overview is what Home shows.
type Overview struct {
	Workspace  WorkspaceInfo          `json:"workspace"`
	Flows      []domain.FlowSummary   `json:"flows"`
	Knowledge  []domain.KnowledgeBase `json:"knowledge"`
	Models     []domain.Model         `json:"models"`
	FirstStart bool                   `json:"firstStart"` // the workspace was made just now, with the sample
	Local      bool                   `json:"local"`      // a language model besides the built-in answerer is in the catalogue
}

// WorkspaceInfo names the workspace and the program.
type WorkspaceInfo struct {
	Folder   string `json:"folder"`
	File     string `json:"file"`
	Size     int64  `json:"size"` // bytes of the database
	Version  string `json:"version"`
	Schema   int    `json:"schema"`
	Window   bool   `json:"window"` // native window: native dialogs and file drops with paths
	Platform string `json:"platform"`
}

// Palette is all kinds of step and which output types an input type takes.
type Palette struct {
	Kinds   []node.Spec         `json:"kinds"`
	Accepts map[string][]string `json:"accepts"` // input port type → output port types that fit, converted where harmless
}

// Card is what the canvas shows of one step without running it.
type Card struct {
	Title   string     `json:"title"`
	Summary string     `json:"summary"`
	Ports   node.Ports `json:"ports"`
}

// Inspection is the result of checking a flow.
type Inspection struct {
	OK       bool             `json:"ok"` // it can run: no problem of severity error
	Problems []domain.Problem `json:"problems"`
	Cards    map[string]Card  `json:"cards"`  // by node id
	Inputs   []FlowInput      `json:"inputs"` // what the flow asks for when it runs
}

// FlowInput is one thing that a flow asks for.
type FlowInput struct {
	Name     string `json:"name"`
	Label    string `json:"label"`
	Help     string `json:"help"`
	Example  string `json:"example"`
	Long     bool   `json:"long"` // wants a field of several lines
	Required bool   `json:"required"`
}

// Template is an assistant to start from.
type Template struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	Description string `json:"description"`
	Icon        string `json:"icon"`
}

// KnowledgeDraft is what a person sets on a knowledge base.
type KnowledgeDraft struct {
	Name        string               `json:"name"`
	Description string               `json:"description"`
	Embedding   string               `json:"embedding"`
	Chunking    domain.ChunkSettings `json:"chunking"`
	Sensitivity domain.Sensitivity   `json:"sensitivity"`
}

// ReaderView is a document as it was read, with its pieces.
type ReaderView struct {
	Document domain.Document `json:"document"`
	Text     string          `json:"text"`
	Pages    []domain.Page   `json:"pages"`
	Blocks   []domain.Block  `json:"blocks"`
	Pieces   []Piece         `json:"pieces"`
	Pictures bool            `json:"pictures"` // pages can be shown as pictures: /files/page/{document}/{page}
}

// Piece is the range of a chunk, [start, end) in code points of the document's text.
type Piece struct {
	Ordinal int    `json:"ordinal"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Page    int    `json:"page"`
	Heading string `json:"heading"`
	Words   int    `json:"words"`
}

// PageMarks are the boxes of a passage on a page picture, in fractions of its size.
type PageMarks struct {
	Page   int   `json:"page"`
	Width  int   `json:"width"` // pixels of the picture at its normal size
	Height int   `json:"height"`
	Boxes  []Box `json:"boxes"`
}

// Box is a rectangle in fractions (0 to 1) of a page, from its top left corner.
type Box struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
	W float64 `json:"w"`
	H float64 `json:"h"`
}

// ProviderPreset is a known service that speaks the OpenAI protocol, or Ollama.
type ProviderPreset struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Type     string `json:"type"` // "ollama" or "openai"
	Address  string `json:"address"`
	NeedsKey bool   `json:"needsKey"`
	Local    bool   `json:"local"`
	Help     string `json:"help"`
	KeyHelp  string `json:"keyHelp"` // where a person finds the key
}

// ProviderDraft is a connection that a person adds.
type ProviderDraft struct {
	Name    string `json:"name"`
	Preset  string `json:"preset"`
	Address string `json:"address"`
	Key     string `json:"key"`
}

// ModelTest is the outcome of asking a model something small.
type ModelTest struct {
	OK    bool          `json:"ok"`
	MS    float64       `json:"ms"`
	Text  string        `json:"text"`
	Error *domain.Error `json:"error,omitempty"`
}

// LocalState is what Greenlight finds of Ollama on this computer.
type LocalState struct {
	Installed bool           `json:"installed"`
	Running   bool           `json:"running"`
	Version   string         `json:"version"`
	Address   string         `json:"address"`
	Models    []domain.Model `json:"models"`
	Loaded    []LoadedModel  `json:"loaded"`
	Memory    int64          `json:"memory"` // bytes of this computer
	Cores     int            `json:"cores"`
	Message   string         `json:"message"` // one sentence: what is there, or what to do
}

// LoadedModel is a model in memory.
type LoadedModel struct {
	Name   string `json:"name"`
	Memory int64  `json:"memory"` // bytes
	Until  string `json:"until"`  // ISO time at which it is unloaded
}

// Suggestion is a well-known model that could be pulled.
type Suggestion struct {
	Name        string           `json:"name"` // as Ollama calls it
	Title       string           `json:"title"`
	Kind        domain.ModelKind `json:"kind"`
	Size        int64            `json:"size"` // bytes to load
	Memory      int64            `json:"memory"`
	Licence     string           `json:"licence"`
	Description string           `json:"description"`
	Fits        bool             `json:"fits"` // this computer has the memory
	Installed   bool             `json:"installed"`
}

// SecretState says where keys are kept.
type SecretState struct {
	Store   string `json:"store"`   // "keychain", "file", or "none" when neither is ready
	Locked  bool   `json:"locked"`  // the file waits for its passphrase
	Message string `json:"message"` // one sentence for people
}

// DoctorCheck is one finding about this computer and workspace.
type DoctorCheck struct {
	Name   string `json:"name"`
	Title  string `json:"title"`
	Status string `json:"status"` // "ok", "warning", "missing"
	Detail string `json:"detail"`
	Hint   string `json:"hint"`
}

// Preferences are a person's choices on this computer.
type Preferences struct {
	Theme    string `json:"theme"`    // "light", "dark", "system"
	TryPanel int    `json:"tryPanel"` // width in pixels
	Seen     bool   `json:"seen"`     // the welcome was closed
}

// Change tells the interface that something was changed elsewhere.
type Change struct {
	Topic string `json:"topic"` // "flows", "knowledge", "models", "jobs", "settings", "workspace"
	ID    string `json:"id"`
}

// EventShapes names the payloads of events, so that their types are generated: event "run"
// carries []domain.Event, "job" a domain.Job, "change" a Change.
type EventShapes struct {
	Run    []domain.Event `json:"run"`
	Job    domain.Job     `json:"job"`
	Change Change         `json:"change"`
}
