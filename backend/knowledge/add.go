package knowledge

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"path"
	"runtime"
	"strings"
	"sync"
	"time"

	"greenlight/backend/document"
	"greenlight/backend/domain"
)

// AddOptions adjust an Add.
type AddOptions struct {
	Password string // for encrypted documents; "" for none
	// Progress, when not nil, is called now and then from one goroutine with what is done of how
	// much, in which unit, and what is at hand.
	Progress func(done, total int64, unit, note string)
}

// The outcomes of a document.
const (
	StatusAdded     = "added"
	StatusUpdated   = "updated"
	StatusUnchanged = "unchanged"
	StatusEmpty     = "empty" // read, and holds no text: a scan
	StatusFailed    = "failed"
)

// DocumentReport is what became of one file.
type DocumentReport struct {
	Path     string           `json:"path"`
	ID       string           `json:"id"` // "" when nothing was stored
	Status   string           `json:"status"`
	Pages    int              `json:"pages"`
	Chunks   int              `json:"chunks"`
	Warnings []domain.Warning `json:"warnings"`
	Error    *domain.Error    `json:"error,omitempty"`
}

// AddReport is what became of all files, in their order.
type AddReport struct {
	Documents []DocumentReport `json:"documents"`
	Added     int              `json:"added"`
	Updated   int              `json:"updated"`
	Unchanged int              `json:"unchanged"`
	Empty     int              `json:"empty"`
	Failed    int              `json:"failed"`
	Seconds   float64          `json:"seconds"`
}

// Add reads files into a knowledge base. A file whose content is stored already under the same
// path costs nothing; one that changed replaces its document; one that cannot be read is
// reported and stops no other. Documents count as added once they are in the report: each is
// stored with all that belongs to it in one transaction, so that after a stop or a crash
// calling Add again goes on where it ended.
//
// The error is for what concerns all files: a missing knowledge base, an embedding that cannot
// be reached, a full disk, cancelling. The report then has the files that were finished.
func (s *Service) Add(ctx context.Context, ref string, files []File, opts AddOptions) (AddReport, error) {
	start := time.Now()
	kb, err := s.store.Knowledge(ctx, ref)
	if err != nil {
		return AddReport{Documents: []DocumentReport{}}, err
	}
	a, err := s.newAdder(ctx, kb, files, opts)
	if err != nil {
		return AddReport{Documents: []DocumentReport{}}, err
	}
	err = a.run(ctx)
	if err == nil && !strings.HasPrefix(kb.Embedding, "builtin/") {
		err = s.store.TrimVectors(ctx, keptVectors)
	}
	return a.report(time.Since(start)), err
}

// adder is one Add at work.
type adder struct {
	s       *Service
	kb      domain.KnowledgeBase
	index   domain.Index         // live; changes when the settings are switched meanwhile
	cut     domain.ChunkSettings // by which the workers cut
	files   []File
	opts    AddOptions
	stored  map[string]domain.Document // by path, before
	results []*DocumentReport          // by file; nil while unfinished
	done    int
}

func (s *Service) newAdder(ctx context.Context, kb domain.KnowledgeBase, files []File, opts AddOptions) (*adder, error) {
	a := &adder{s: s, kb: kb, opts: opts, stored: map[string]domain.Document{}}
	seen := map[string]bool{}
	for _, f := range files {
		f.Path = strings.ReplaceAll(f.Path, "\\", "/")
		if !seen[f.Path] {
			seen[f.Path] = true
			a.files = append(a.files, f)
		}
	}
	a.results = make([]*DocumentReport, len(a.files))
	docs, err := s.store.Documents(ctx, kb.ID)
	if err != nil {
		return nil, err
	}
	for _, d := range docs {
		a.stored[d.Path] = d
	}
	a.index, err = s.store.LiveIndex(ctx, kb.ID)
	a.cut = a.index.Chunking
	return a, err
}

// prepared is a file that was read: finished when report is set, else still to be embedded
// and stored.
type prepared struct {
	n      int
	report *DocumentReport
	doc    domain.IndexedDocument
}

// run reads with several workers and stores from one goroutine, this one. While it embeds and
// stores one batch, the workers fill the next.
func (a *adder) run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	workers := min(max(2, runtime.NumCPU()), max(1, len(a.files)))
	next := make(chan int)
	out := make(chan prepared, 4*workers)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for n := range next {
				p := a.prepare(ctx, n)
				select {
				case out <- p:
				case <-ctx.Done():
					return
				}
			}
		})
	}
	wg.Go(func() {
		defer close(next)
		for n := range a.files {
			select {
			case next <- n:
			case <-ctx.Done():
				return
			}
		}
	})
	go func() { wg.Wait(); close(out) }()
	err := a.store(ctx, out)
	cancel()
	for range out { // lets the workers end
	}
	if err == nil && a.done < len(a.files) {
		err = domain.AsError(context.Cause(ctx))
	}
	return err
}

const (
	storeDocuments = 64  // most documents in one transaction
	storePieces    = 256 // and most pieces, unless one document has more
)

// store embeds and stores what arrives, in batches as large as what is waiting.
func (a *adder) store(ctx context.Context, out <-chan prepared) error {
	var batch []prepared
	pieces := 0
	flush := func() error {
		err := a.save(ctx, batch)
		batch, pieces = batch[:0], 0
		return err
	}
	a.tell("")
	for {
		var p prepared
		var ok bool
		select {
		case p, ok = <-out:
		default:
			if len(batch) > 0 {
				if err := flush(); err != nil {
					return err
				}
			}
			p, ok = <-out
		}
		if !ok {
			if err := ctx.Err(); err != nil {
				return domain.AsError(err)
			}
			return flush()
		}
		if p.report != nil {
			a.finish(p.n, *p.report)
			continue
		}
		batch, pieces = append(batch, p), pieces+len(p.doc.Pieces)
		if len(batch) >= storeDocuments || pieces >= storePieces {
			if err := flush(); err != nil {
				return err
			}
		}
	}
}

// prepare reads and cuts one file.
func (a *adder) prepare(ctx context.Context, n int) prepared {
	f := a.files[n]
	failed := func(err error) prepared {
		return prepared{n: n, report: &DocumentReport{Path: f.Path, Status: StatusFailed, Error: domain.AsError(err).WithPath(f.Path)}}
	}
	data, err := f.read(ctx)
	if err != nil {
		return failed(err)
	}
	sum := sha256.Sum256(data)
	hash := hex.EncodeToString(sum[:])
	old, exists := a.stored[f.Path]
	if exists && old.Hash == hash && (old.Status == domain.DocumentReady || old.Status == domain.DocumentEmpty) {
		return prepared{n: n, report: &DocumentReport{Path: f.Path, ID: old.ID, Status: StatusUnchanged,
			Pages: old.Pages, Chunks: old.Chunks, Warnings: old.Warnings}}
	}
	ex, err := a.s.reader.Read(ctx, document.Source{Name: path.Base(f.Path), Data: data}, document.Options{Password: a.opts.Password})
	doc := domain.Document{Path: f.Path, Title: titleOf(ex, f.Path), Hash: hash, Size: int64(len(data))}
	if err != nil {
		e := domain.AsError(err)
		known := exists && old.Status != domain.DocumentFailed // its older version stays, with a warning
		if ctx.Err() != nil || !known && (e.Code == domain.CodeUnsupported || e.Code == domain.CodeTooLarge) {
			return failed(err) // keeping the original would help nobody
		}
		doc.Status, doc.Error = domain.DocumentFailed, e.WithPath(f.Path)
		return prepared{n: n, doc: domain.IndexedDocument{Document: doc, File: data}}
	}
	return prepared{n: n, doc: a.indexed(doc, data, ex)}
}

// indexed fills in what was read.
func (a *adder) indexed(doc domain.Document, data []byte, ex *domain.Extracted) domain.IndexedDocument {
	doc.Format, doc.Pages, doc.Warnings = ex.Format, len(ex.Pages), ex.Warnings
	doc.Words = len(strings.Fields(ex.Text))
	d := domain.IndexedDocument{Document: doc, File: data, Content: ex,
		Pieces: prepare(searchTitle(doc.Title, doc.Path), ex, a.cut)}
	d.Document.Status = domain.DocumentReady
	if len(d.Pieces) == 0 {
		d.Document.Status = domain.DocumentEmpty
	}
	return d
}

// finish notes the outcome of a file and tells the progress.
func (a *adder) finish(n int, r DocumentReport) {
	if r.Warnings == nil {
		r.Warnings = []domain.Warning{}
	}
	a.results[n] = &r
	a.done++
	a.tell(r.Path)
}

func (a *adder) tell(note string) {
	if a.opts.Progress != nil {
		a.opts.Progress(int64(a.done), int64(len(a.files)), "files", note)
	}
}

// report sums up.
func (a *adder) report(took time.Duration) AddReport {
	r := AddReport{Documents: []DocumentReport{}, Seconds: took.Seconds()}
	for _, d := range a.results {
		if d == nil {
			continue
		}
		r.Documents = append(r.Documents, *d)
		switch d.Status {
		case StatusAdded:
			r.Added++
		case StatusUpdated:
			r.Updated++
		case StatusUnchanged:
			r.Unchanged++
		case StatusEmpty:
			r.Empty++
		default:
			r.Failed++
		}
	}
	return r
}
