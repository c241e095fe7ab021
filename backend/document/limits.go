package document

import "time"

// The limits that keep one file from taking the program down. They are far above what
// people keep in their folders and far below what this kind of machine can hold.
const (
	// MaxFileBytes is the largest file that is read. Scanned books stay below it.
	MaxFileBytes = 200 << 20
	// MaxTextBytes is the most text that a file may give, in bytes of UTF-8: about forty
	// thick books. Beyond it a file is a data dump, and offsets and memory get out of hand.
	MaxTextBytes = 50 << 20
	// DefaultTimeout is the longest that one file may take.
	DefaultTimeout = 120 * time.Second
	// DefaultMemory is the most memory that a reading process may hold, in bytes.
	DefaultMemory = 1536 << 20

	// maxZipEntries bounds the directory of zipped formats. The largest real office files
	// hold some thousand parts.
	maxZipEntries = 20_000
	// maxZipPart is the most that one part of a zipped file may unpack to, and maxZipTotal
	// the most that all parts that we look at may.
	maxZipPart  = 256 << 20
	maxZipTotal = 512 << 20
	// maxZipRatio is the most that a part larger than minZipSuspicious may grow. XML packs
	// about 10 to 1 and seldom above 100 to 1; a zip bomb packs above 1000 to 1.
	maxZipRatio      = 400
	minZipSuspicious = 8 << 20

	// maxXMLDepth bounds nesting, so that recursion cannot exhaust the stack. Real documents
	// stay below 100.
	maxXMLDepth = 400
	// maxHTMLDepth bounds how deep the HTML walker follows elements.
	maxHTMLDepth = 600
	// maxJSONDepth bounds the nesting of JSON.
	maxJSONDepth = 200
	// maxTableColumns bounds a row; a spreadsheet program ends at 16,384.
	maxTableColumns = 16_384
	// maxPages bounds the pages of a PDF; damaged files claim millions.
	maxPages = 50_000
	// maxWarnings bounds the list that people see.
	maxWarnings = 50
)
