package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"strconv"
	"strings"
	"sync"

	"greenlight/backend/domain"
)

// longestLine is the most bytes of one line of input.
const longestLine = 16 << 20

// lines opens a file ("-" for standard input) for work that reads lines and writes lines.
func (p *program) lines(file string, work func(in io.Reader, out io.Writer) error) (err error) {
	in := p.in
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return unreadable(domain.Errorf(domain.CodeUnreadable, "This file cannot be read.").WithPath(file).WithCause(err))
		}
		defer func() {
			if cerr := f.Close(); err == nil && cerr != nil {
				err = cerr
			}
		}()
		in = f
	}
	return work(in, p.out)
}

// badLine is about one line of the input. It stops no other.
type badLine struct {
	id  json.RawMessage
	err *domain.Error
}

func (b *badLine) Error() string { return b.err.Error() }
func (b *badLine) Unwrap() error { return b.err }

func lineError(number int, message string) error {
	return &badLine{orNumber(nil, number),
		domain.Errorf(domain.CodeUnreadable, "Line %d cannot be used. %s", number, strings.TrimSpace(message)).WithPath("line " + strconv.Itoa(number))}
}

// of gives an error about a line the id of that line, where it has one.
func (l inputLine) of(err error) error {
	var bad *badLine
	var head struct {
		ID json.RawMessage `json:"id"`
	}
	if errors.As(err, &bad) && json.Unmarshal(l.text, &head) == nil {
		bad.id = orNumber(head.ID, l.number)
	}
	return err
}

// showBadLine tells what is wrong with a line: with --json in the place of its result, else
// among the messages, where the first ends the command and need not be said twice.
func (p *program) showBadLine(out io.Writer) func(*badLine) error {
	first := true
	return func(b *badLine) error {
		if p.json {
			return encodeTo(out, struct {
				ID    json.RawMessage `json:"id"`
				Error *problem        `json:"error"`
			}{b.id, problemOf(b.err)})
		}
		if !first {
			p.note(oneLine(b.err.Message) + "\n")
		}
		first = false
		return nil
	}
}

// decodeLine reads the JSON object of a line; fields that v does not have are passed over.
func decodeLine(line []byte, number int, v any) error {
	if err := json.Unmarshal(line, v); err != nil {
		var wrong *json.UnmarshalTypeError
		if errors.As(err, &wrong) && wrong.Field != "" {
			return lineError(number, "“"+wrong.Field+"” holds a "+wrong.Value+".")
		}
		return lineError(number, "It is not a JSON object.")
	}
	return nil
}

// orNumber is the id of a line, or its number when it has none.
func orNumber(id json.RawMessage, number int) json.RawMessage {
	if len(id) == 0 || string(id) == "null" {
		return json.RawMessage(strconv.Itoa(number))
	}
	return id
}

// lineReader gives lines without their ends, and passes over empty ones.
type lineReader struct {
	r      *bufio.Reader
	number int // of the line given last, from 1
}

func newLineReader(r io.Reader) *lineReader {
	return &lineReader{r: bufio.NewReaderSize(r, 64<<10)}
}

// next gives io.EOF after the last line.
func (l *lineReader) next() ([]byte, error) {
	for {
		line, err := l.read()
		if l.number == 1 {
			line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf")) // editors on Windows add it
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			return line, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

func (l *lineReader) read() ([]byte, error) {
	l.number++
	var line []byte
	long := false
	for {
		part, err := l.r.ReadSlice('\n')
		if long = long || len(line)+len(part) > longestLine; !long {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil && !errors.Is(err, io.EOF):
			return nil, unreadable(domain.Errorf(domain.CodeUnreadable, "The input cannot be read.").WithCause(err))
		case long:
			return nil, lineError(l.number, "It is longer than 16 MB.")
		}
		return line, err
	}
}

// inputLine is a line that was read, or why there is none.
type inputLine struct {
	text   []byte
	number int
	err    error
}

// feed reads lines in a goroutine of its own. Reading from a terminal or a pipe cannot be
// stopped, so nobody waits for it: it touches nothing but the input and its channel.
func feed(ctx context.Context, in io.Reader) <-chan inputLine {
	out := make(chan inputLine)
	go func() {
		defer close(out)
		lines := newLineReader(in)
		for {
			text, err := lines.next()
			if errors.Is(err, io.EOF) {
				return
			}
			select {
			case out <- inputLine{text, lines.number, err}:
			case <-ctx.Done():
				return
			}
			var bad *badLine
			if err != nil && !errors.As(err, &bad) {
				return
			}
		}
	}()
	return out
}

// answered is what became of a line.
type answered[R any] struct {
	value R
	err   error
}

// pipeline works on lines of input and keeps their order.
type pipeline[T, R any] struct {
	workers int // most lines at work at the same time
	parse   func(line []byte, number int) (T, error)
	work    func(context.Context, T) (R, error)
	emit    func(R) error
	refuse  func(*badLine) error // instead of emit for a line that cannot be used
}

// run hands the results on in the order of the lines, each as soon as it and all before it
// are there. It holds a few lines for each worker, however long the input is. Lines that
// cannot be used are an error when all others are done.
func (l pipeline[T, R]) run(ctx context.Context, in io.Reader) error {
	ctx, cancel := context.WithCancel(ctx)
	queue := make(chan chan answered[R], 4*l.workers) // in order
	var wg sync.WaitGroup
	wg.Go(func() {
		defer close(queue)
		l.start(ctx, &wg, feed(ctx, in), queue)
	})
	err := l.finish(ctx, queue)
	cancel()
	wg.Wait()
	return err
}

// start begins the work on each line.
func (l pipeline[T, R]) start(ctx context.Context, wg *sync.WaitGroup, lines <-chan inputLine, queue chan<- chan answered[R]) {
	places := make(chan struct{}, l.workers)
	for {
		var line inputLine
		var more bool
		select {
		case line, more = <-lines:
		case <-ctx.Done():
		}
		if !more {
			return
		}
		slot := make(chan answered[R], 1)
		select {
		case queue <- slot:
		case <-ctx.Done():
			return
		}
		task, err := l.task(line)
		if err != nil {
			slot <- answered[R]{err: line.of(err)}
			continue // after an error of the input itself there are no more lines
		}
		select {
		case places <- struct{}{}:
		case <-ctx.Done():
			return
		}
		wg.Go(func() {
			defer func() { <-places }()
			value, err := l.work(ctx, task)
			slot <- answered[R]{value, line.of(err)}
		})
	}
}

func (l pipeline[T, R]) task(line inputLine) (task T, err error) {
	if line.err != nil {
		return task, line.err
	}
	return l.parse(line.text, line.number)
}

// finish hands on what is in the queue.
func (l pipeline[T, R]) finish(ctx context.Context, queue <-chan chan answered[R]) error {
	var unused []*badLine
	for slot := range queue {
		select {
		case a := <-slot:
			err := a.err
			var bad *badLine
			switch {
			case err == nil:
				err = l.emit(a.value)
			case errors.As(err, &bad):
				unused = append(unused, bad)
				err = l.refuse(bad)
			}
			if err != nil {
				return err
			}
		case <-ctx.Done():
			return domain.AsError(ctx.Err())
		}
	}
	if err := ctx.Err(); err != nil {
		return domain.AsError(err)
	}
	return unusedLines(unused)
}

// unusedLines is the error of lines that could not be used; they are told already.
func unusedLines(list []*badLine) error {
	if len(list) == 0 {
		return nil
	}
	err := list[0].err
	if n := len(list) - 1; n > 0 {
		err = err.WithHint("%s cannot be used either.", count(n, "other line", "other lines"))
	}
	return &failure{err: err, status: exitUsage, told: true}
}
