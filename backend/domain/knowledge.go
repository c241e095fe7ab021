package domain

import "time"

// Sensitivity says who may see a text. Rules decide by it which models may receive it.
type Sensitivity string

// The labels, from open to closed.
const (
	SensitivityPublic       Sensitivity = "public"
	SensitivityInternal     Sensitivity = "internal"
	SensitivityConfidential Sensitivity = "confidential"
)

// Valid reports whether s is one of the labels.
func (s Sensitivity) Valid() bool {
	return s == SensitivityPublic || s == SensitivityInternal || s == SensitivityConfidential
}

// ChunkSettings say how documents are cut into pieces, in words.
type ChunkSettings struct {
	Words   int `json:"words"`   // most words in a piece, 20 to 2000
	Overlap int `json:"overlap"` // words repeated from the piece before, 0 to half of Words
}

// DefaultChunkSettings are those of a new knowledge base: long enough that most paragraphs stay
// whole, short enough that eight pieces fit the context of a small model.
func DefaultChunkSettings() ChunkSettings { return ChunkSettings{Words: 220, Overlap: 40} }

// Check refuses settings outside their limits.
func (c ChunkSettings) Check() error {
	if c.Words < 20 || c.Words > 2000 {
		return Errorf(CodeInvalid, "A piece holds between 20 and 2000 words.").WithPath("words")
	}
	if c.Overlap < 0 || c.Overlap > c.Words/2 {
		return Errorf(CodeInvalid, "The overlap is between 0 and half of a piece.").WithPath("overlap")
	}
	return nil
}

// KnowledgeBase is a named set of documents that can be searched.
type KnowledgeBase struct {
	ID          string        `json:"id"`
	Name        string        `json:"name"`
	Description string        `json:"description"`
	Embedding   string        `json:"embedding"` // model id that made the live index: "builtin/…", "ollama/nomic-embed-text", …
	Dimensions  int           `json:"dimensions"`
	Chunking    ChunkSettings `json:"chunking"`
	Sensitivity Sensitivity   `json:"sensitivity"`
	Documents   int           `json:"documents"`
	Chunks      int           `json:"chunks"`
	Words       int           `json:"words"`
	CreatedAt   time.Time     `json:"createdAt" ts_type:"string"`
	UpdatedAt   time.Time     `json:"updatedAt" ts_type:"string"`
}

// SearchMode says what a search looks at.
type SearchMode string

// The modes of search.
const (
	SearchHybrid  SearchMode = "hybrid"
	SearchKeyword SearchMode = "keyword"
	SearchMeaning SearchMode = "meaning"
)

// Valid reports whether m is one of the modes.
func (m SearchMode) Valid() bool {
	return m == SearchHybrid || m == SearchKeyword || m == SearchMeaning
}

// Passage is a found piece with where it stands and why it was found. Text is exactly the
// document's extracted text from Start to End.
type Passage struct {
	Rank        int      `json:"rank"`  // from 1
	Score       float64  `json:"score"` // higher is better; comparable within one result only
	KnowledgeID string   `json:"knowledgeId"`
	DocumentID  string   `json:"document"`
	Path        string   `json:"path"`
	Title       string   `json:"title"`
	Page        int      `json:"page"`
	PageLabel   string   `json:"pageLabel,omitempty"`
	Heading     string   `json:"heading,omitempty"`
	Row         int      `json:"row,omitempty"`
	ChunkID     int64    `json:"chunk"`
	Start       int      `json:"start"`
	End         int      `json:"end"`
	Text        string   `json:"text"`
	KeywordRank int      `json:"keyword_rank"` // 0 when the words did not find it
	MeaningRank int      `json:"meaning_rank"` // 0 when the meaning did not find it
	Similarity  float64  `json:"similarity"`   // cosine of the embeddings, -1 to 1; 0 when not computed
	Matched     []string `json:"matched"`      // words of the query that stand in it
}

// SearchResult is the answer of a knowledge base to a query.
type SearchResult struct {
	Query   string     `json:"query"`
	Mode    SearchMode `json:"mode"`
	MS      float64    `json:"ms"` // milliseconds spent
	Results []Passage  `json:"results"`
}

// Citation is a verbatim quotation from a document, with its place. Text is exactly the
// document's extracted text from Start to End.
type Citation struct {
	Marker      int    `json:"marker"` // the number shown in the answer, from 1
	Text        string `json:"text"`
	KnowledgeID string `json:"knowledgeId"`
	DocumentID  string `json:"document"`
	Path        string `json:"path"`
	Title       string `json:"title"`
	Page        int    `json:"page"`
	PageLabel   string `json:"pageLabel,omitempty"`
	Row         int    `json:"row,omitempty"`
	Start       int    `json:"start"`
	End         int    `json:"end"`
}
