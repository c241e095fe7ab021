package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"text/tabwriter"
	"time"

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
func (p *program) show(v any, people func(w io.Writer)) error {
	if p.json {
		return p.encode(v)
	}
	people(p.out)
	return nil
}

// table writes rows in columns; the first is the heading.
func table(w io.Writer, rows [][]string) {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		fmt.Fprintln(tw, strings.Join(row, "\t"))
	}
	_ = tw.Flush() // as fmt.Fprintln: what cannot be written to a terminal is lost
}

// say writes a message for people, beside the result.
func (p *program) say(format string, args ...any) {
	if !p.json {
		fmt.Fprintf(p.err, format+"\n", args...)
	}
}

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
		fmt.Fprintf(f, "\r\x1b[K%s", shorten(progressText(done, total, unit, note), terminalWidth(f)))
	}
	return report, func() {
		mu.Lock()
		defer mu.Unlock()
		fmt.Fprint(f, "\r\x1b[K")
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
