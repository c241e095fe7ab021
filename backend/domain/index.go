package domain

// Index is one searchable form of a knowledge base: its documents cut with one setting and
// embedded with one model. A knowledge base has one live index, which searches use, and at
// times another that is being built beside it.
type Index struct {
	ID          int64
	KnowledgeID string
	Embedding   string // model id
	Dimensions  int
	Chunking    ChunkSettings
	Live        bool
	Version     int64 // rises with every change of its pieces
}

// IndexedPiece is a chunk with what the index needs of it.
type IndexedPiece struct {
	Chunk     Chunk
	PageLabel string    // of the page it starts on
	Context   []string  // words of the title and the headings it stands under, as search compares them
	Words     []string  // words of its text, in order, as search compares them
	Vector    []float32 // unit length
}

// IndexedDocument is a document with everything that is stored of it.
type IndexedDocument struct {
	Document Document
	File     []byte     // original content; its SHA-256 is Document.Hash
	Content  *Extracted // nil when it could not be read
	Pieces   []IndexedPiece
}

// Hit is a piece that an index found. Score is higher for better ones: BM25 for words, the
// cosine for meaning.
type Hit struct {
	Chunk int64
	Score float64
}

// FoundPiece is a chunk with its document, as a search shows it.
type FoundPiece struct {
	Chunk
	PageLabel string
	Path      string
	Title     string
}

// IndexProblem is one thing that is wrong with an index.
type IndexProblem struct {
	Document string `json:"document"` // id, "" when it concerns the whole index
	Path     string `json:"path"`
	Message  string `json:"message"` // one plain sentence
}
