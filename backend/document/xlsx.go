package document

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"greenlight/backend/domain"
)

// xlsxLoader reads Excel files: one page a sheet, one block a row, with the cells as the
// sheet shows them.
type xlsxLoader struct{}

func (xlsxLoader) Name() string         { return "xlsx" }
func (xlsxLoader) Title() string        { return "Excel" }
func (xlsxLoader) Extensions() []string { return []string{"xlsx", "xlsm", "xltx"} }

func (l xlsxLoader) Detect(name string, head []byte) int { return detectOffice(l, name, head, "xl/") }

func (l xlsxLoader) Load(ctx context.Context, src Source, opts Options) (*domain.Extracted, error) {
	data, err := decryptOffice(src.Data, opts.Password, l.Title())
	if err != nil {
		return nil, err
	}
	if err := checkPack(ctx, data, l.Title()); err != nil {
		return nil, err
	}
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		UnzipSizeLimit:    maxZipTotal,
		UnzipXMLSizeLimit: maxZipTotal, // a lower one makes it write temporary files
		ShortDatePattern:  "yyyy-mm-dd",
	})
	if err != nil {
		return nil, sheetError(err)
	}
	defer closeQuietly(f)
	b := newBuilder(ctx)
	var hidden []string
	for _, name := range f.GetSheetList() {
		if visible, err := f.GetSheetVisible(name); err == nil && !visible {
			hidden = append(hidden, name)
			continue
		}
		b.page("Sheet " + name)
		if err := readSheet(b, f, name); err != nil {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			b.warn("partial", fmt.Sprintf("The sheet “%s” is damaged and was not read completely.", name), len(b.pages))
		}
	}
	if len(hidden) > 0 {
		b.warn("hidden_text", "Hidden sheets were left out: "+cut(strings.Join(hidden, ", "), 200)+".", 0)
	}
	title := ""
	if props, err := f.GetDocProps(); err == nil && usefulTitle(props.Title) {
		title = props.Title
	}
	return b.finish(l.Name(), title)
}

// checkPack looks for zip bombs before a library unpacks the parts.
func checkPack(ctx context.Context, data []byte, title string) error {
	p, err := openPack(ctx, data, title)
	if err != nil {
		return err
	}
	var total uint64
	for _, f := range p.files {
		if f.UncompressedSize64 > maxZipPart || f.UncompressedSize64 > minZipSuspicious && f.UncompressedSize64/max(f.CompressedSize64, 1) > maxZipRatio {
			return bomb()
		}
		if total += f.UncompressedSize64; total > maxZipTotal {
			return bomb()
		}
	}
	return nil
}

func sheetError(err error) error {
	if errors.Is(err, excelize.ErrWorkbookPassword) {
		return domain.Errorf(domain.CodePassword, "The password is wrong.").WithHint("Check the password and try again.")
	}
	return damaged("Excel", err)
}

// readSheet adds the rows of a sheet.
func readSheet(b *builder, f *excelize.File, name string) error {
	rows, err := f.Rows(name)
	if err != nil {
		return err
	}
	defer closeQuietly(rows)
	s := sheetReader{b: b, name: name}
	for number := 1; b.ok() && rows.Next(); number++ {
		cells, err := rows.Columns()
		if err != nil {
			return err
		}
		if len(cells) > maxTableColumns {
			cells = cells[:maxTableColumns]
		}
		s.row(number, cells)
	}
	s.flush()
	return rows.Error()
}

// sheetReader finds the tables of a sheet: a header is the first row with several filled
// cells, all text, that is followed by another such row. An empty row and a title of one cell
// start the next table.
type sheetReader struct {
	b       *builder
	name    string
	headers []string
	waiting []string // a row that may be a header, until the next one is seen
	number  int      // of the waiting row
	inTable bool
	empty   bool // the row before was empty
	started bool
}

func (s *sheetReader) row(number int, cells []string) {
	filled := filledCells(cells)
	switch {
	case len(filled) == 0:
		s.flush()
		s.empty = true
		return
	case len(filled) == 1 && (!s.inTable || s.empty):
		s.flush()
		s.headers, s.inTable = nil, false
		s.begin()
		s.b.add(domain.Block{Kind: domain.BlockTableRow, Row: number}, rowText(nil, cells))
	case !s.inTable && s.waiting == nil && looksLikeHeader(filled):
		s.waiting, s.number = cells, number
	default:
		if s.waiting != nil {
			s.headers, s.waiting = headerNames(s.waiting), nil
		}
		s.inTable = true
		s.begin()
		s.b.row(number, s.headers, cells)
	}
	s.empty = false
}

// flush adds a row that turned out to be no header.
func (s *sheetReader) flush() {
	if s.waiting != nil {
		s.begin()
		s.b.row(s.number, nil, s.waiting)
		s.waiting = nil
	}
}

// begin puts the name of the sheet above its first row, so that it can be found by it.
func (s *sheetReader) begin() {
	if !s.started {
		s.started = true
		s.b.heading(1, s.name)
	}
}

func filledCells(cells []string) []string {
	var out []string
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			out = append(out, c)
		}
	}
	return out
}
