package document

import (
	"context"
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"greenlight/backend/domain"
)

// csvLoader reads tables as text: comma, semicolon, tab or bar separated.
type csvLoader struct{}

func (csvLoader) Name() string         { return "csv" }
func (csvLoader) Title() string        { return "CSV" }
func (csvLoader) Extensions() []string { return []string{"csv", "tsv", "tab"} }

func (l csvLoader) Detect(name string, head []byte) int {
	if byEnding(l, name) > 0 && looksLikeText(head) {
		return 2
	}
	return 0
}

func (l csvLoader) Load(ctx context.Context, src Source, _ Options) (*domain.Extracted, error) {
	d, err := decodeText(src.Data, "")
	if err != nil {
		return nil, err
	}
	b := newBuilder(ctx)
	b.warnEncoding(d)
	b.page("")
	text := strings.ReplaceAll(d.text, "\x00", "")
	if err := csvRows(b, text, csvSeparator(src.Name, text)); err != nil {
		return nil, err
	}
	return b.finish(l.Name(), "")
}

// csvSeparator is the candidate that cuts the first lines into the most equal columns.
func csvSeparator(name, text string) rune {
	if e := fileEnding(name); e == "tsv" || e == "tab" {
		return '\t'
	}
	best, bestScore := ',', 0
	for _, sep := range []rune{',', ';', '\t', '|'} {
		r := newCSV(text[:min(len(text), 64<<10)], sep)
		var counts = map[int]int{}
		for range 20 {
			rec, err := r.Read()
			if err != nil {
				break
			}
			counts[len(rec)]++
		}
		for columns, lines := range counts {
			if score := lines * min(columns, 50); columns > 1 && score > bestScore {
				best, bestScore = sep, score
			}
		}
	}
	return best
}

func newCSV(text string, sep rune) *csv.Reader {
	r := csv.NewReader(strings.NewReader(normalLines(text)))
	r.Comma = sep
	r.LazyQuotes = true
	r.FieldsPerRecord = -1
	r.TrimLeadingSpace = sep != '\t'
	r.ReuseRecord = true
	return r
}

// csvRows adds the records. A record's row is the number that a spreadsheet program shows:
// lines without those that stand inside quotes.
func csvRows(b *builder, text string, sep rune) error {
	r := newCSV(text, sep)
	var headers []string
	inside := 0 // line ends within quoted fields so far
	for first := true; b.ok(); {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return damaged("CSV", err)
		}
		line, _ := r.FieldPos(0)
		row := line - inside
		for _, f := range rec {
			inside += strings.Count(f, "\n")
		}
		if len(rec) > maxTableColumns {
			return tooLarge("A row has more than %d columns.", maxTableColumns)
		}
		if first {
			first = false
			if looksLikeHeader(rec) {
				headers = headerNames(rec)
				continue
			}
		}
		b.row(row, headers, rec)
	}
	if len(b.blocks) == 0 && headers != nil {
		b.row(1, nil, headers)
	}
	return nil
}
