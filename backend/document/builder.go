package document

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"greenlight/backend/domain"
)

// builder puts an extracted text together and keeps the offsets right: it counts code
// points, parts pages by one page break and blocks by line ends, and refuses what is too long.
type builder struct {
	ctx      context.Context
	text     strings.Builder
	runes    int // code points written
	pages    []domain.Page
	blocks   []domain.Block
	warnings []domain.Warning
	open     bool // a page is open
	err      error
}

func newBuilder(ctx context.Context) *builder { return &builder{ctx: ctx} }

// page ends the page at hand and starts the next.
func (b *builder) page(label string) {
	b.endPage()
	if len(b.pages) > 0 {
		b.write(string(domain.PageBreak))
	}
	b.pages = append(b.pages, domain.Page{Number: len(b.pages) + 1, Label: oneLine(label), Start: b.runes, End: b.runes})
	b.open = true
}

func (b *builder) endPage() {
	if b.open {
		b.pages[len(b.pages)-1].End = b.runes
		b.open = false
	}
}

// ok reports whether to go on: it is false once something failed or the caller gave up.
func (b *builder) ok() bool {
	if b.err == nil {
		b.err = b.ctx.Err()
	}
	return b.err == nil
}

func (b *builder) fail(err error) {
	if b.err == nil {
		b.err = err
	}
}

func (b *builder) write(s string) {
	if b.text.Len()+len(s) > MaxTextBytes {
		b.fail(tooLarge("The file holds more than %d MB of text.", MaxTextBytes>>20))
		return
	}
	b.text.WriteString(s)
	b.runes += utf8.RuneCountInString(s)
}

// heading adds a heading of a level from 1 to 9.
func (b *builder) heading(level int, s string) {
	b.add(domain.Block{Kind: domain.BlockHeading, Level: min(max(level, 1), 9)}, oneLine(clean(s)))
}

// paragraph adds running text; line ends in it are kept.
func (b *builder) paragraph(s string) {
	b.add(domain.Block{Kind: domain.BlockParagraph}, tidyLines(clean(s)))
}

// item adds a list item with its marker ("•", "2.").
func (b *builder) item(marker, s string) {
	s = tidyLines(clean(s))
	if s != "" && marker != "" {
		s = marker + " " + s
	}
	b.add(domain.Block{Kind: domain.BlockListItem}, s)
}

// note adds speaker notes, a footnote or a comment.
func (b *builder) note(s string) { b.add(domain.Block{Kind: domain.BlockNote}, tidyLines(clean(s))) }

// code adds text whose spaces count.
func (b *builder) code(s string) {
	b.add(domain.Block{Kind: domain.BlockCode}, strings.Trim(trimLineEnds(clean(s)), "\n"))
}

// row adds a table row by the number that a person sees.
func (b *builder) row(number int, headers, cells []string) {
	b.add(domain.Block{Kind: domain.BlockTableRow, Row: number}, rowText(headers, cells))
}

// add appends a block and what parts it from the one before. Empty text adds nothing.
func (b *builder) add(block domain.Block, s string) {
	if s == "" || !b.ok() {
		return
	}
	if !b.open {
		b.page("")
	}
	if n := len(b.blocks); n > 0 && b.blocks[n-1].Start >= b.pages[len(b.pages)-1].Start && b.runes > b.pages[len(b.pages)-1].Start {
		b.write(separator(b.blocks[n-1].Kind, block.Kind))
	}
	block.Start = b.runes
	b.write(s)
	block.End = b.runes
	if b.err == nil {
		b.blocks = append(b.blocks, block)
	}
}

// separator is a line end within lists and tables, and an empty line elsewhere.
func separator(before, next domain.BlockKind) string {
	if before == next && (next == domain.BlockListItem || next == domain.BlockTableRow) {
		return "\n"
	}
	return "\n\n"
}

// warn notes something that a person should know. Repeats are dropped.
func (b *builder) warn(code, message string, page int) {
	w := domain.Warning{Code: code, Message: message, Page: page}
	for _, other := range b.warnings {
		if other == w {
			return
		}
	}
	if len(b.warnings) < maxWarnings {
		b.warnings = append(b.warnings, w)
	}
}

// finish gives the result. A document without text gets the warning "no_text".
func (b *builder) finish(format, title string) (*domain.Extracted, error) {
	if !b.ok() {
		return nil, b.err
	}
	if len(b.pages) == 0 {
		b.page("")
	}
	b.endPage()
	ex := &domain.Extracted{
		Format: format, Title: cut(oneLine(clean(title)), 300), Text: b.text.String(),
		Pages: b.pages, Blocks: b.blocks, Warnings: b.warnings,
	}
	if len(ex.Blocks) == 0 {
		if !slices.ContainsFunc(b.warnings, func(w domain.Warning) bool { return w.Code == "no_text" || w.Code == "garbled" }) {
			b.warn("no_text", "There is no text in this file.", 0)
		}
		ex.Warnings, ex.Blocks = b.warnings, []domain.Block{}
	}
	if ex.Warnings == nil {
		ex.Warnings = []domain.Warning{}
	}
	return ex, nil
}
