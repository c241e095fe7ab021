package domain

import "time"

// PageBreak parts the pages of an extracted text. It counts in offsets.
const PageBreak = '\f'

// Page is one page, slide, sheet or message part of a document: the half-open range
// [Start, End) of code points in the extracted text. Pages are in order, do not overlap,
// and are parted by exactly one PageBreak.
type Page struct {
	Number int    `json:"number"`          // from 1
	Label  string `json:"label,omitempty"` // what people call it: "iv", "Sheet Prices", "Slide 3"; empty when the number says it
	Start  int    `json:"start"`
	End    int    `json:"end"`
}

// BlockKind says what a stretch of extracted text is.
type BlockKind string

// The kinds of block.
const (
	BlockHeading   BlockKind = "heading"
	BlockParagraph BlockKind = "paragraph"
	BlockListItem  BlockKind = "list_item"
	BlockTableRow  BlockKind = "table_row"
	BlockCode      BlockKind = "code"
	BlockNote      BlockKind = "note" // speaker notes, footnotes, comments
)

// Block is a structural unit of extracted text, [Start, End) in code points. Loaders emit
// blocks in order and without overlap; chunkers cut between blocks first.
type Block struct {
	Kind  BlockKind `json:"kind"`
	Level int       `json:"level,omitempty"` // heading level from 1; 0 for others
	Start int       `json:"start"`
	End   int       `json:"end"`
	Row   int       `json:"row,omitempty"` // row number as a person sees it, for table rows
}

// Warning is something a person should know about how a document was read.
type Warning struct {
	Code    string `json:"code"`           // for programs: "no_text", "hidden_text", "garbled", "partial", "encoding", …
	Message string `json:"message"`        // one plain sentence
	Page    int    `json:"page,omitempty"` // 0 when it concerns the whole document
}

// Extracted is what a loader reads from a file: one string in which every offset counts,
// its pages and its structure.
type Extracted struct {
	Format   string    `json:"format"` // loader name, for example "pdf"
	Title    string    `json:"title"`  // the document's own title, or ""
	Text     string    `json:"text"`
	Pages    []Page    `json:"pages"`
	Blocks   []Block   `json:"blocks"`
	Warnings []Warning `json:"warnings"`
}

// DocumentStatus says how far a document has got.
type DocumentStatus string

// The states of a document. Empty means that it was read and holds no text (a scan).
const (
	DocumentPending DocumentStatus = "pending"
	DocumentReady   DocumentStatus = "ready"
	DocumentEmpty   DocumentStatus = "empty"
	DocumentFailed  DocumentStatus = "failed"
)

// Document is one file in a knowledge base.
type Document struct {
	ID          string         `json:"id"`
	KnowledgeID string         `json:"knowledgeId"`
	Path        string         `json:"path"`  // where it was read from, slash-separated; unique in its knowledge base
	Title       string         `json:"title"` // its own title, or the file's name
	Format      string         `json:"format"`
	Hash        string         `json:"hash"` // SHA-256 of the file, hex
	Size        int64          `json:"size"` // bytes
	Status      DocumentStatus `json:"status"`
	Pages       int            `json:"pages"`
	Chunks      int            `json:"chunks"`
	Words       int            `json:"words"`
	Warnings    []Warning      `json:"warnings"`
	Error       *Error         `json:"error,omitempty"`
	AddedAt     time.Time      `json:"addedAt" ts_type:"string"`
	UpdatedAt   time.Time      `json:"updatedAt" ts_type:"string"`
}

// Chunk is a piece of a document that is indexed and found as one: [Start, End) of the
// extracted text; Text is exactly that range. Chunks of a document may overlap.
type Chunk struct {
	ID         int64  `json:"id"` // rowid; 0 before it is stored
	DocumentID string `json:"documentId"`
	Ordinal    int    `json:"ordinal"` // from 0, in reading order
	Start      int    `json:"start"`
	End        int    `json:"end"`
	Page       int    `json:"page"`              // page on which it starts
	Heading    string `json:"heading,omitempty"` // heading path, "Leave › Carry-over"
	Row        int    `json:"row,omitempty"`     // first table row, 0 when none
	Text       string `json:"text"`
}

// PageAt gives the number of the page that holds the code point at offset, or 0.
func PageAt(pages []Page, offset int) int {
	lo, hi := 0, len(pages)
	for lo < hi {
		mid := (lo + hi) / 2
		if pages[mid].End < offset {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(pages) && pages[lo].Start <= offset {
		return pages[lo].Number
	}
	return 0
}
