package document

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"greenlight/backend/domain"
)

// loaders holds every format that can be read. When two are equally sure of a file, the
// first one takes it: so formats that any text file would fit stand last.
var loaders []Loader

func init() {
	register(&pdfLoader{engine: &pdfEngine{}})

	register(docxLoader{})
	register(pptxLoader{})
	register(xlsxLoader{})
	register(odtLoader{})
	register(epubLoader{})
	register(emlLoader{})
	register(csvLoader{})
	register(jsonLoader{})
	register(htmlLoader{})
	register(markdownLoader{})
	register(plainLoader{})
}

// register adds a loader. A second one of the same name is a defect, so it panics.
func register(l Loader) {
	if slices.ContainsFunc(loaders, func(o Loader) bool { return o.Name() == l.Name() }) {
		panic("document: two loaders are called " + l.Name())
	}
	loaders = append(loaders, l)
}

// Loaders gives all formats, in the order in which they are tried.
func Loaders() []Loader { return slices.Clone(loaders) }

// Extensions gives the file endings of all formats, without dots, sorted.
func Extensions() []string {
	var out []string
	for _, l := range loaders {
		out = append(out, l.Extensions()...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Supported reports whether the ending of name is that of a format that can be read.
func Supported(name string) bool { return slices.Contains(Extensions(), fileEnding(name)) }

// headBytes is how much of a file Detect sees.
const headBytes = 4096

// Find gives the loader for a file, by its name and content, or an Error that says why there
// is none (CodeUnsupported, CodeUnreadable for an empty file).
func Find(name string, data []byte) (Loader, error) {
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, domain.Errorf(domain.CodeUnreadable, "The file is empty.").WithPath(name)
	}
	head := data[:min(len(data), headBytes)]
	var best Loader
	sure := 0
	for _, l := range loaders {
		if s := l.Detect(name, head); s > sure {
			best, sure = l, s
		}
	}
	if sure < 2 {
		if err := unsupported(name, head); err != nil {
			return nil, err
		}
	}
	if best == nil {
		return nil, domain.Errorf(domain.CodeUnsupported, "Greenlight cannot read this kind of file.").
			WithHint("Save it as PDF, Word, text or another common format, and add that.").WithPath(name)
	}
	return best, nil
}

// Load reads a file in this process. It checks the size, finds the format, and turns a panic
// of a format's library into an Error. Programs call Reader.Read instead, which adds the
// limits of time and memory.
func Load(ctx context.Context, src Source, opts Options) (ex *domain.Extracted, err error) {
	if err := ctx.Err(); err != nil {
		return nil, domain.AsError(err).WithPath(src.Name)
	}
	if len(src.Data) > MaxFileBytes {
		return nil, tooLarge("The file is larger than %d MB.", MaxFileBytes>>20).WithPath(src.Name)
	}
	loader, err := Find(src.Name, src.Data)
	if err != nil {
		return nil, err
	}
	defer func() {
		if p := recover(); p != nil {
			ex, err = nil, damaged(loader.Title(), fmt.Errorf("panic: %v", p)).WithPath(src.Name)
		}
	}()
	ex, err = loader.Load(ctx, src, opts)
	if err != nil {
		return nil, readError(ctx, loader, err).WithPath(src.Name)
	}
	return ex, nil
}

// readError turns whatever a loader returned into an Error with a plain sentence.
func readError(ctx context.Context, l Loader, err error) *domain.Error {
	if ctx.Err() != nil {
		return domain.AsError(ctx.Err())
	}
	var e *domain.Error
	if errors.As(err, &e) {
		return e
	}
	return damaged(l.Title(), err)
}

func damaged(title string, cause error) *domain.Error {
	return domain.Errorf(domain.CodeUnreadable, "The file is damaged or is not a %s file.", title).
		WithHint("Open it in the program that made it, save it again, and add the new file.").WithCause(cause)
}

func tooLarge(format string, args ...any) *domain.Error {
	return domain.Errorf(domain.CodeTooLarge, format, args...).WithHint("Split it into smaller files.")
}

// fileEnding gives the ending of name without the dot, in lower case.
func fileEnding(name string) string {
	return strings.TrimPrefix(strings.ToLower(path.Ext(strings.ReplaceAll(name, `\`, "/"))), ".")
}

// byEnding gives 1 when name has one of the endings.
func byEnding(l Loader, name string) int {
	if slices.Contains(l.Extensions(), fileEnding(name)) {
		return 1
	}
	return 0
}
