package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"text/tabwriter"
	"time"
	"unicode"

	"golang.org/x/term"

	"greenlight/backend/domain"
)

// encode writes a value as one line of JSON.
func (p *program) encode(v any) error { return encodeTo(p.out, v) }

func encodeTo(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return domain.Errorf(domain.CodeUnavailable, "The result cannot be written.").WithCause(err)
	}
	return nil
}

// show gives the result: as JSON, or for people.
func (p *program) show(v any, people func(w *page)) error {
	if p.json {
		return p.encode(v)
	}
	w := newPage(p.out)
	people(w)
	return w.lost()
}

// page is text for people. It remembers the first error of writing.
type page struct {
	w     io.Writer
	shown bool // on a terminal
	err   error
}

func newPage(w io.Writer) *page {
	f, ok := w.(*os.File)
	return &page{w: w, shown: ok && term.IsTerminal(int(f.Fd()))}
}

// line writes a line.
func (g *page) line(format string, args ...any) { g.text(fmt.Sprintf(format, args...) + "\n") }

// text writes a text as it is; on a terminal without control characters, since documents
// could move the cursor or worse with them.
func (g *page) text(s string) {
	if g.shown {
		s = strings.Map(visible, s)
	}
	if g.err == nil {
		_, g.err = io.WriteString(g.w, s)
	}
}

func visible(r rune) rune {
	if unicode.IsControl(r) && r != '\n' && r != '\t' {
		return '\ufffd'
	}
	return r
}

// table writes rows in columns; the first is the heading.
func (g *page) table(rows [][]string) {
	var b strings.Builder
	tw := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		_, err := io.WriteString(tw, strings.Join(row, "\t")+"\n")
		g.err = cmp.Or(g.err, err)
	}
	g.err = cmp.Or(g.err, tw.Flush())
	g.text(b.String())
}

// lost is the error of a result that could not be written.
func (g *page) lost() error {
	if g.err == nil {
		return nil
	}
	return domain.Errorf(domain.CodeUnavailable, "The result cannot be written.").WithCause(g.err)
}

// say writes a message for people, beside the result.
func (p *program) say(format string, args ...any) {
	if !p.json {
		p.note(fmt.Sprintf(format, args...) + "\n")
	}
}

// note writes to standard error. When even that fails there is nobody to tell.
func (p *program) note(s string) { _, _ = io.WriteString(p.err, s) }

// orEmpty makes a list empty instead of nil, since null is no list.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func bytesText(n int64) string {
	switch {
	case n >= 1e9:
		return fmt.Sprintf("%.1f GB", float64(n)/1e9)
	case n >= 1e6:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	case n >= 1e3:
		return fmt.Sprintf("%.0f kB", float64(n)/1e3)
	}
	return count(int(n), "byte", "bytes")
}

func timeText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Local().Format("2006-01-02 15:04")
}

// progress gives a function that shows how far work has got in one line of a terminal, and
// one that clears the line. Where standard error is no terminal it shows nothing.
func (p *program) progress() (report func(done, total int64, unit, note string), clear func()) {
	f, ok := p.err.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return func(int64, int64, string, string) {}, func() {}
	}
	var mu sync.Mutex
	report = func(done, total int64, unit, note string) {
		mu.Lock()
		defer mu.Unlock()
		p.note("\r\x1b[K" + shorten(progressText(done, total, unit, note), terminalWidth(f)))
	}
	return report, func() {
		mu.Lock()
		defer mu.Unlock()
		p.note("\r\x1b[K")
	}
}

func progressText(done, total int64, unit, note string) string {
	var text string
	switch {
	case unit == "bytes" && total > 0:
		text = bytesText(done) + " of " + bytesText(total)
	case total > 0:
		text = fmt.Sprintf("%d of %d %s", done, total, unit)
	}
	return strings.TrimSuffix(text+"  "+note, "  ")
}

func terminalWidth(f *os.File) int {
	if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 10 {
		return w - 1
	}
	return 79
}

// shorten cuts a text to at most n characters.
func shorten(s string, n int) string {
	r := []rune(oneLine(s))
	if len(r) <= n {
		return string(r)
	}
	return string(r[:n-1]) + "…"
}

// jobProgress shows the progress of jobs that this command runs.
func (p *program) jobProgress() func(domain.Job) {
	report, clear := p.progress()
	return func(j domain.Job) {
		if j.Status == domain.JobRunning {
			report(j.Done, j.Total, j.Unit, j.Note)
			return
		}
		clear()
	}
}
