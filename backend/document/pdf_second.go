package document

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"sort"
	"strings"
	"time"

	"github.com/ledongthuc/pdf"
)

// secondReader reads pages with ledongthuc/pdf, an independent implementation. It is slower
// and less exact than PDFium, and may hang or take all memory on broken files: so it is asked
// only where PDFium found little, for a bounded time, and in the child process.
type secondReader struct {
	data   []byte
	opts   Options
	budget time.Duration // what is left for this document
	dead   bool          // it hung or failed: do not ask again
	hung   bool          // a goroutine still runs
}

// secondBudget is the time that the second reader gets for a whole document.
const secondBudget = 10 * time.Second

func newSecondReader(data []byte, opts Options) *secondReader {
	return &secondReader{data: data, opts: opts, budget: secondBudget, dead: opts.noSecond}
}

// page gives the paragraphs of a page by its index from 0, or nil.
func (s *secondReader) page(ctx context.Context, index int) []string {
	if s.dead || s.budget <= 0 || ctx.Err() != nil {
		return nil
	}
	started := time.Now()
	done := make(chan []string, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				done <- nil // a panic inside of the library means: it cannot read this page
			}
		}()
		text, err := s.read(index)
		if err != nil {
			text = nil
		}
		done <- text
	}()
	timer := time.NewTimer(s.budget)
	defer timer.Stop()
	select {
	case out := <-done:
		s.budget -= time.Since(started)
		return out
	case <-timer.C:
	case <-ctx.Done():
	}
	s.dead, s.hung = true, true
	if s.opts.onHang != nil {
		s.opts.onHang()
	}
	return nil
}

func (s *secondReader) read(index int) ([]string, error) {
	asked := false
	r, err := pdf.NewReaderEncrypted(bytes.NewReader(s.data), int64(len(s.data)), func() string {
		if asked {
			return ""
		}
		asked = true
		return s.opts.Password
	})
	if err != nil {
		return nil, err
	}
	if index >= r.NumPage() {
		return nil, fmt.Errorf("page %d of %d", index, r.NumPage())
	}
	p := r.Page(index + 1)
	if p.V.IsNull() {
		return nil, fmt.Errorf("no page %d", index)
	}
	return glyphLines(p.Content().Text), nil
}

// glyphLines puts glyphs into lines by their height and into words by their gaps. The
// library's own plain text glues words together.
func glyphLines(glyphs []pdf.Text) []string {
	sort.SliceStable(glyphs, func(i, j int) bool {
		a, b := glyphs[i], glyphs[j]
		if math.Abs(a.Y-b.Y) > 0.4*math.Max(a.FontSize, 1) {
			return a.Y > b.Y
		}
		return a.X < b.X
	})
	var out []string
	var line strings.Builder
	for i, g := range glyphs {
		if i > 0 {
			before := glyphs[i-1]
			down := before.Y - g.Y
			switch {
			case down > 1.7*math.Max(g.FontSize, 1):
				out = appendLine(out, &line)
			case down > 0.4*math.Max(g.FontSize, 1), g.X-before.X-before.W > 0.18*math.Max(g.FontSize, 1):
				line.WriteByte(' ')
			}
		}
		line.WriteString(g.S)
	}
	return appendLine(out, &line)
}

func appendLine(out []string, line *strings.Builder) []string {
	if s := oneLine(clean(line.String())); s != "" {
		out = append(out, s)
	}
	line.Reset()
	return out
}
