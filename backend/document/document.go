// Package document reads files into text with pages, structure and exact offsets, and cuts
// that text into pieces.
//
// There is one loader per format, in one file, with one line in registry.go; all pass the
// same conformance suite. Programs read documents through a Reader, which does the work in a
// child process of the same program under a time and a memory limit, because no file may
// hang or crash Greenlight.
package document

import (
	"context"

	"greenlight/backend/domain"
)

// Source is a file to read: its bytes, and the name by which its format is guessed and
// messages speak of it.
type Source struct {
	Name string
	Data []byte
}

// Options adjust a read.
type Options struct {
	Password string // for encrypted files; "" for none

	noSecond bool   // leave the second PDF reader out: it brought the process down before
	onHang   func() // called when something was left running that cannot be stopped
}

// Loader reads one format.
type Loader interface {
	// Name is the format's short name, for example "pdf"; unique in the registry.
	Name() string
	// Title is what people call the format, for example "PDF".
	Title() string
	// Extensions are the file endings without dots, lower case.
	Extensions() []string
	// Detect says, from the first 4 KiB and the name, how sure it is that the file is of this
	// format: 0 not at all, 1 by the ending only, 2 by the content.
	Detect(name string, head []byte) int
	// Load reads the file. The result's offsets are code points into its Text; see
	// domain.Extracted. Errors are *domain.Error: CodeUnreadable, CodePassword, CodeTooLarge.
	Load(ctx context.Context, src Source, opts Options) (*domain.Extracted, error)
}

// Box is a rectangle on a rendered page, in fractions (0 to 1) of the page's width and height
// from the top left corner.
type Box struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
	W float64 `json:"w"`
	H float64 `json:"h"`
}

// PageImage is a rendered page with the boxes of a marked passage.
type PageImage struct {
	PNG    []byte
	Width  int // pixels
	Height int
	Boxes  []Box // one a line of the passage, empty when it is not on this page
}
