package document

import (
	"bytes"
	"context"
	"net/url"
	"path"

	"greenlight/backend/domain"
)

// epubLoader reads e-books (EPUB 2 and 3): one page a file of the spine, which is the order
// of reading.
type epubLoader struct{}

func (epubLoader) Name() string         { return "epub" }
func (epubLoader) Title() string        { return "EPUB" }
func (epubLoader) Extensions() []string { return []string{"epub"} }

func (l epubLoader) Detect(name string, head []byte) int {
	if isZip(head) && bytes.Contains(head[:min(len(head), 200)], []byte("application/epub+zip")) {
		return 2
	}
	return byEnding(l, name)
}

func (l epubLoader) Load(ctx context.Context, src Source, _ Options) (*domain.Extracted, error) {
	p, err := openPack(ctx, src.Data, l.Title())
	if err != nil {
		return nil, err
	}
	book, err := openBook(p)
	if err != nil {
		return nil, err
	}
	b := newBuilder(ctx)
	for _, part := range book.spine {
		data, err := p.read(part)
		if err != nil {
			return nil, err
		}
		if data == nil {
			continue
		}
		d, err := decodeText(data, "")
		if err != nil {
			if book.locked {
				return nil, lockedBook()
			}
			b.warn("partial", "A part of the book is damaged and could not be read.", 0)
			continue
		}
		b.page("")
		w, err := htmlInto(b, []byte(d.text))
		if err != nil {
			return nil, err
		}
		if label := w.firstHeading; label != "" {
			b.pages[len(b.pages)-1].Label = cut(label, 80)
		}
	}
	return b.finish(l.Name(), book.title)
}

func lockedBook() *domain.Error {
	return domain.Errorf(domain.CodeUnsupported, "The book is locked by its shop, so it cannot be read here.").
		WithHint("Use a copy without copy protection.")
}

// book is what the package file of an EPUB says.
type book struct {
	title  string
	spine  []string // part names in reading order
	locked bool
}

func openBook(p *pack) (*book, error) {
	container, err := p.read("META-INF/container.xml")
	if err != nil {
		return nil, err
	}
	if container == nil {
		return nil, damaged(p.title, nil)
	}
	root, err := parseXML(p.ctx, container)
	if err != nil {
		return nil, err
	}
	for _, file := range root.find("rootfile") {
		data, err := p.read(file.attr("full-path"))
		if err != nil {
			return nil, err
		}
		if data != nil {
			b, err := readPackage(p, file.attr("full-path"), data)
			if err == nil {
				b.locked = p.has("META-INF/encryption.xml") || p.has("META-INF/rights.xml")
			}
			return b, err
		}
	}
	return nil, damaged(p.title, nil)
}

func readPackage(p *pack, name string, data []byte) (*book, error) {
	root, err := parseXML(p.ctx, data)
	if err != nil {
		return nil, err
	}
	pkg := root.child("package")
	b := &book{title: oneLine(pkg.child("metadata").child("title").allText())}
	parts := map[string]string{}
	for _, item := range pkg.child("manifest").find("item") {
		href, err := url.PathUnescape(item.attr("href"))
		if err != nil {
			href = item.attr("href")
		}
		parts[item.attr("id")] = path.Join(path.Dir(name), href)
	}
	for _, ref := range pkg.child("spine").find("itemref") {
		if part := parts[ref.attr("idref")]; part != "" {
			b.spine = append(b.spine, part)
		}
	}
	return b, nil
}
