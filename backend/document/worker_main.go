package document

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"time"

	"greenlight/backend/domain"
)

const (
	workerVariable = "GREENLIGHT_DOCUMENT_WORKER"
	memoryVariable = "GREENLIGHT_DOCUMENT_MEMORY"
	// exitMemory is the status with which a process leaves when it grew too large.
	exitMemory = 77
)

// RunWorkerIfAsked turns this process into one that reads documents, when a Reader started it,
// and does not return then. Call it first thing in main, and in TestMain of packages that use
// a Reader.
func RunWorkerIfAsked() {
	if os.Getenv(workerVariable) == "" {
		return
	}
	limit, err := strconv.ParseInt(os.Getenv(memoryVariable), 10, 64)
	if err != nil || limit <= 0 {
		limit = DefaultMemory
	}
	out := os.Stdout
	os.Stdout = os.Stderr // what a library prints must not get between the messages
	debug.SetMemoryLimit(limit * 3 / 4)
	limitMemory(limit)
	go watchMemory(limit)
	if err := serveWorker(os.Stdin, out, limit); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// watchMemory ends the process when it holds more than limit, for systems on which the parent
// cannot see that.
func watchMemory(limit int64) {
	for range time.Tick(50 * time.Millisecond) {
		if ownBytes() > limit {
			fmt.Fprintln(os.Stderr, "out of memory")
			os.Exit(exitMemory)
		}
	}
}

// ownBytes is the memory that the Go runtime holds, with what WebAssembly uses.
func ownBytes() int64 {
	s := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(s)
	return int64(s[0].Value.Uint64() - s[1].Value.Uint64())
}

// serveWorker answers requests until the input ends, which also happens when the parent dies.
func serveWorker(in io.Reader, out io.Writer, limit int64) error {
	r, w := bufio.NewReaderSize(in, 1<<16), bufio.NewWriterSize(out, 1<<16)
	for count := 1; ; count++ {
		var req request
		data, err := readMessage(r, &req)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		answer, blob := handle(req, data)
		answer.Spent = answer.Spent || count >= recycleAfter || ownBytes() > limit/recycleMemory
		if err := writeMessage(w, answer, blob); err != nil {
			return err
		}
		if err := w.Flush(); err != nil {
			return err
		}
	}
}

// handle does one request.
func handle(req request, data []byte) (answer reply, blob []byte) {
	defer func() {
		if p := recover(); p != nil {
			e := damaged("document", fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
			answer, blob = reply{Error: e, Cause: e.Err.Error(), Spent: true}, nil
		}
	}()
	ctx := context.Background() // the parent keeps the time and ends this process
	src := Source{Name: req.Name, Data: data}
	opts := Options{Password: req.Password, noSecond: req.NoSecond, onHang: func() { answer.Spent = true }}
	var err error
	switch req.Kind {
	case requestRead:
		answer.Extracted, err = Load(ctx, src, opts)
	case requestRender:
		var img PageImage
		img, err = renderPage(ctx, src, opts, req)
		answer.Width, answer.Height, answer.Boxes, blob = img.Width, img.Height, img.Boxes, img.PNG
	default:
		err = domain.Errorf(domain.CodeInternal, "The reading process was asked for something that it does not know.")
	}
	if err != nil {
		answer.Error = domain.AsError(err)
		if answer.Error.Err != nil {
			answer.Cause = answer.Error.Err.Error()
		}
	}
	return answer, blob
}

func renderPage(ctx context.Context, src Source, opts Options, req request) (PageImage, error) {
	l, err := Find(src.Name, src.Data)
	if err != nil {
		return PageImage{}, err
	}
	pdf, ok := l.(*pdfLoader)
	if !ok {
		return PageImage{}, domain.Errorf(domain.CodeUnsupported, "Only pages of PDF files can be shown as pictures.")
	}
	return pdf.render(ctx, src, opts, req.Page, req.DPI, req.Start, req.End)
}
