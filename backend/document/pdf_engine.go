package document

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"sync"

	"github.com/klippa-app/go-pdfium"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"greenlight/backend/domain"
)

// pdfEngine is PDFium as WebAssembly. It is started at the first use, because that costs
// 0.1 s and, before the compiled code is in the cache, 5 s.
type pdfEngine struct {
	mu   sync.Mutex
	pool pdfium.Pool
}

// start gives the pool of instances. Each document gets an instance of its own, so nothing of
// one file, and no memory, stays for the next.
func (e *pdfEngine) start() (pdfium.Pool, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.pool != nil {
		return e.pool, nil
	}
	// A custom configuration must name exception handling: the module uses it for longjmp.
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(maxPDFMemory >> 16)
	if cache := compilationCache(); cache != nil {
		config = config.WithCompilationCache(cache)
	}
	pool, err := webassembly.Init(webassembly.Config{
		MinIdle: 0, MaxIdle: 1, MaxTotal: 4,
		FSConfig:      wazero.NewFSConfig(), // without it the whole disk is mounted
		RuntimeConfig: config,
		Stdout:        io.Discard,
		Stderr:        io.Discard,
	})
	if err != nil {
		return nil, domain.Errorf(domain.CodeInternal, "The PDF reader could not be started.").WithCause(err)
	}
	e.pool = pool
	return pool, nil
}

// maxPDFMemory is the most memory that PDFium may hold, in bytes.
const maxPDFMemory = 1 << 30

// compilationCache keeps the compiled module in the user's cache folder. Without such a
// folder it is compiled each time.
func compilationCache() wazero.CompilationCache {
	dir, err := os.UserCacheDir()
	if err != nil {
		return nil
	}
	cache, err := wazero.NewCompilationCacheWithDir(filepath.Join(dir, "greenlight", "wasm"))
	if err != nil {
		return nil
	}
	return cache
}

// pdfDoc is an open PDF.
type pdfDoc struct {
	pdfium.Pdfium
	ref   references.FPDF_DOCUMENT
	pages int
}

// open opens a PDF. The caller closes it.
func (e *pdfEngine) open(ctx context.Context, data []byte, password string) (*pdfDoc, error) {
	pool, err := e.start()
	if err != nil {
		return nil, err
	}
	instance, err := pool.GetInstanceWithContext(ctx)
	if err != nil {
		return nil, readFailed(ctx, err)
	}
	request := &requests.OpenDocument{File: &data}
	if password != "" {
		request.Password = &password
	}
	opened, err := instance.OpenDocument(request)
	if err != nil {
		closeQuietly(instance)
		return nil, openError(err, password)
	}
	count, err := instance.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: opened.Document})
	if err != nil {
		closeQuietly(instance)
		return nil, damaged("PDF", err)
	}
	if count.PageCount > maxPages {
		closeQuietly(instance)
		return nil, tooLarge("The file says that it has %d pages; Greenlight reads up to %d.", count.PageCount, maxPages)
	}
	return &pdfDoc{Pdfium: instance, ref: opened.Document, pages: count.PageCount}, nil
}

func readFailed(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return damaged("PDF", err)
}

// closeQuietly ends an instance whose result is already decided: a failure to tidy up
// changes nothing, the instance is thrown away.
func closeQuietly(c io.Closer) { _ = c.Close() }

func openError(err error, password string) error {
	switch {
	case errors.Is(err, pdfiumerrors.ErrPassword) && password == "":
		return domain.Errorf(domain.CodePassword, "The file is protected by a password.").WithHint("Give the password and try again.").WithCause(err)
	case errors.Is(err, pdfiumerrors.ErrPassword):
		return domain.Errorf(domain.CodePassword, "The password is wrong.").WithHint("Check the password and try again.").WithCause(err)
	case errors.Is(err, pdfiumerrors.ErrSecurity):
		return domain.Errorf(domain.CodeUnsupported, "The file is protected in a way that Greenlight cannot open.").
			WithHint("Open it in a PDF program and save a copy without protection.").WithCause(err)
	}
	return damaged("PDF", err)
}

// page names a page by its index from 0. PDFium keeps the last one loaded.
func (d *pdfDoc) page(index int) requests.Page {
	return requests.Page{ByIndex: &requests.PageByIndex{Document: d.ref, Index: index}}
}
