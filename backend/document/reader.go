package document

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"greenlight/backend/domain"
)

// ReaderOptions adjust a Reader. The zero value gives the defaults.
type ReaderOptions struct {
	Workers     int           // processes at the same time; 2 when 0
	Timeout     time.Duration // for one file; DefaultTimeout when 0
	MemoryLimit int64         // bytes that one process may hold; DefaultMemory when 0
	Log         *slog.Logger  // what happened to processes; nothing when nil
}

const (
	defaultWorkers = 2
	// idleTime is how long a process without work stays: starting one costs 0.2 s, and an idle
	// one holds memory.
	idleTime = time.Minute
	// recycleAfter is the number of files after which a process is replaced, because libraries
	// leak and fragment memory.
	recycleAfter = 200
	// recycleMemory is the memory after a file from which on a process is replaced, as a share
	// of its limit (1/recycleMemory).
	recycleMemory = 3
)

// Reader reads documents in child processes of the same program, so that no file can hang it,
// crash it or take its memory. Nothing is started before the first call. It is safe for use by
// many goroutines; calls beyond the number of workers wait.
//
// The program must call RunWorkerIfAsked first thing in main.
type Reader struct {
	opts  ReaderOptions
	slots chan struct{} // one token a worker that may run

	mu     sync.Mutex
	idle   []*worker
	busy   map[*worker]bool
	closed bool
	places pagePlaces
	timer  *time.Timer
	all    sync.WaitGroup // processes that have not ended
}

// NewReader makes a Reader. Close it to end its processes.
func NewReader(opts ReaderOptions) *Reader {
	if opts.Workers <= 0 {
		opts.Workers = defaultWorkers
	}
	if opts.Timeout <= 0 {
		opts.Timeout = DefaultTimeout
	}
	if opts.MemoryLimit <= 0 {
		opts.MemoryLimit = DefaultMemory
	}
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	return &Reader{opts: opts, slots: make(chan struct{}, opts.Workers), busy: map[*worker]bool{}}
}

// Close ends all processes and waits for them. Calls that are under way fail.
func (r *Reader) Close() {
	r.mu.Lock()
	r.closed = true
	idle := r.idle
	r.idle = nil
	for w := range r.busy {
		go w.end()
	}
	if r.timer != nil {
		r.timer.Stop()
	}
	r.mu.Unlock()
	for _, w := range idle {
		w.stop()
	}
	r.all.Wait()
}

// Read reads a file. Errors are *domain.Error with src.Name as their path: CodeUnreadable,
// CodePassword, CodeTooLarge, CodeTimeout, CodeUnsupported or CodeCancelled.
func (r *Reader) Read(ctx context.Context, src Source, opts Options) (*domain.Extracted, error) {
	if err := checkSource(src); err != nil {
		return nil, err
	}
	reply, _, err := r.try(ctx, request{Kind: requestRead, Name: src.Name, Password: opts.Password}, src.Data)
	if err != nil {
		return nil, err.WithPath(src.Name)
	}
	r.places.keep(src, reply.Extracted.Pages)
	return reply.Extracted, nil
}

// RenderPage draws a page (from 1) of a PDF at dpi dots an inch, and finds the boxes of the
// passage [start, end), in code points of the document's extracted text. The boxes are empty
// when the passage is not on this page, or the page was read by the second reader. Other
// formats give CodeUnsupported.
func (r *Reader) RenderPage(ctx context.Context, src Source, opts Options, page, dpi, start, end int) (PageImage, error) {
	if err := checkSource(src); err != nil {
		return PageImage{}, err
	}
	if l, err := Find(src.Name, src.Data); err != nil {
		return PageImage{}, err
	} else if _, ok := l.(*pdfLoader); !ok {
		return PageImage{}, domain.Errorf(domain.CodeUnsupported, "Only pages of PDF files can be shown as pictures.").WithPath(src.Name)
	}
	pages := r.places.find(src)
	if pages == nil && start < end {
		if _, err := r.Read(ctx, src, opts); err != nil {
			return PageImage{}, err
		}
		pages = r.places.find(src)
	}
	from, to := 0, 0
	for _, p := range pages {
		if p.Number == page {
			from, to = max(start, p.Start)-p.Start, min(end, p.End)-p.Start
		}
	}
	reply, blob, err := r.try(ctx, request{
		Kind: requestRender, Name: src.Name, Password: opts.Password, Page: page, DPI: dpi, Start: from, End: to,
	}, src.Data)
	if err != nil {
		return PageImage{}, err.WithPath(src.Name)
	}
	return PageImage{PNG: blob, Width: reply.Width, Height: reply.Height, Boxes: reply.Boxes}, nil
}

func checkSource(src Source) error {
	if len(src.Data) > MaxFileBytes {
		return tooLarge("The file is larger than %d MB.", MaxFileBytes>>20).WithPath(src.Name)
	}
	return nil
}

// try asks a worker. When the process dies over a PDF it is asked once more without the second
// PDF reader, whose crashes would otherwise hide what the first one found.
func (r *Reader) try(ctx context.Context, req request, data []byte) (reply, []byte, *domain.Error) {
	answer, blob, err := r.ask(ctx, req, data)
	if err != nil && answer.lost && ctx.Err() == nil && isPDF(data) && err.Code != domain.CodeTimeout {
		req.NoSecond = true
		r.opts.Log.Info("reading once more without the second PDF reader", "file", req.Name)
		answer, blob, err = r.ask(ctx, req, data)
	}
	return answer, blob, err
}

// ask sends one request to a worker and waits for the reply, the time limit or the caller.
func (r *Reader) ask(ctx context.Context, req request, data []byte) (reply, []byte, *domain.Error) {
	select {
	case r.slots <- struct{}{}:
		defer func() { <-r.slots }()
	case <-ctx.Done():
		return reply{}, nil, domain.AsError(ctx.Err())
	}
	w, err := r.take()
	if err != nil {
		return reply{}, nil, domain.AsError(err)
	}
	ctx, cancel := context.WithTimeout(ctx, r.opts.Timeout)
	defer cancel()
	answer, blob, failure := w.ask(ctx, req, data)
	r.give(w, !answer.lost && !answer.Spent)
	if failure == nil && answer.Error != nil {
		failure = answer.Error
	}
	return answer, blob, failure
}

// take gives an idle process or starts one.
func (r *Reader) take() (*worker, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return nil, domain.Errorf(domain.CodeCancelled, "Greenlight is closing.")
	}
	if n := len(r.idle); n > 0 {
		w := r.idle[n-1]
		r.idle = r.idle[:n-1]
		r.busy[w] = true
		return w, nil
	}
	w, err := startWorker(r.opts)
	if err != nil {
		return nil, err
	}
	r.all.Add(1)
	go func() {
		defer r.all.Done()
		<-w.ended
	}()
	r.busy[w] = true
	return w, nil
}

// give takes a process back, and ends it when it is not fit for more work, or later when
// nothing needs it for a while.
func (r *Reader) give(w *worker, fit bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.busy, w)
	if r.closed || !fit {
		go w.stop()
		return
	}
	w.since = time.Now()
	r.idle = append(r.idle, w)
	if r.timer == nil {
		r.timer = time.AfterFunc(idleTime, r.sweep)
	}
}

// sweep ends the processes that were idle for long.
func (r *Reader) sweep() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.timer = nil
	kept := r.idle[:0]
	for _, w := range r.idle {
		if time.Since(w.since) < idleTime-time.Second {
			kept = append(kept, w)
		} else {
			go w.stop()
		}
	}
	r.idle = kept
	if len(kept) > 0 && !r.closed {
		r.timer = time.AfterFunc(idleTime, r.sweep)
	}
}
