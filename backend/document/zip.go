package document

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"path"
	"slices"
	"strings"

	"greenlight/backend/domain"
)

// pack is an opened zipped document, read under limits. Parts are found by name within the
// archive only; nothing is ever written to disk, so names that climb out of it do no harm:
// they are ignored.
type pack struct {
	ctx   context.Context
	files map[string]*zip.File
	title string // of the format, for messages
	total int64  // bytes unpacked so far
}

// openPack opens a zipped document.
func openPack(ctx context.Context, data []byte, title string) (*pack, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, damaged(title, err)
	}
	if len(z.File) > maxZipEntries {
		return nil, tooLarge("The file has more than %d parts inside.", maxZipEntries)
	}
	p := &pack{ctx: ctx, files: map[string]*zip.File{}, title: title}
	for _, f := range z.File {
		name := partName(f.Name)
		if name == "" || f.FileInfo().IsDir() {
			continue
		}
		if f.Flags&1 != 0 {
			return nil, domain.Errorf(domain.CodePassword, "The file is protected by a password.").
				WithHint("Open it in the program that made it and save a copy without a password.")
		}
		if _, twice := p.files[name]; !twice {
			p.files[name] = f
		}
	}
	return p, nil
}

// partName makes a name inside of the archive plain, or "" when it leads out of it.
func partName(name string) string {
	name = strings.ReplaceAll(name, `\`, "/")
	clean := path.Clean("/" + name)[1:]
	if slices.Contains(strings.Split(name, "/"), "..") || strings.Contains(clean, ":") || clean == "." {
		return ""
	}
	return clean
}

// has reports whether there is a part of this name.
func (p *pack) has(name string) bool { return p.files[partName(name)] != nil }

// read unpacks a part. A missing part is nil without an error.
func (p *pack) read(name string) ([]byte, error) {
	f := p.files[partName(name)]
	if f == nil {
		return nil, nil
	}
	if err := p.ctx.Err(); err != nil {
		return nil, err
	}
	if f.UncompressedSize64 > minZipSuspicious && f.UncompressedSize64/max(f.CompressedSize64, 1) > maxZipRatio {
		return nil, bomb()
	}
	r, err := f.Open()
	if err != nil {
		return nil, damaged(p.title, err)
	}
	defer closeQuietly(r)
	// The sizes in the archive's directory may lie, so what comes out is counted.
	room := min(maxZipPart, maxZipTotal-p.total)
	data, err := io.ReadAll(io.LimitReader(r, room+1))
	if int64(len(data)) > room {
		return nil, bomb()
	}
	if len(data) > minZipSuspicious && int64(len(data))/max(int64(f.CompressedSize64), 1) > maxZipRatio {
		return nil, bomb()
	}
	p.total += int64(len(data))
	if err != nil {
		return nil, damaged(p.title, err)
	}
	return data, nil
}

func bomb() *domain.Error {
	return tooLarge("The file unpacks to far more than a document holds.")
}

// isZip reports the start of a zip archive.
func isZip(head []byte) bool { return bytes.HasPrefix(head, []byte("PK\x03\x04")) }

// relation is an entry of a .rels part of an Office file.
type relation struct {
	Type   string // last part of the type's address: "slide", "notesSlide", "image"
	Target string // part name
}

// relations reads the relations of a part ("/" for the whole file), by id. Targets outside of the file are left out.
func (p *pack) relations(part string) (map[string]relation, error) {
	name := path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")
	if part == "/" {
		name = "_rels/.rels"
	}
	data, err := p.read(name)
	if err != nil || data == nil {
		return nil, err
	}
	out := map[string]relation{}
	err = walkXML(p.ctx, data, func(e *element) error {
		if e.name == "Relationship" && e.attr("TargetMode") != "External" {
			target := e.attr("Target")
			if !strings.HasPrefix(target, "/") {
				target = path.Join(path.Dir(part), target)
			}
			kind := e.attr("Type")
			out[e.attr("Id")] = relation{Type: kind[strings.LastIndex(kind, "/")+1:], Target: strings.TrimPrefix(target, "/")}
		}
		return nil
	})
	return out, err
}
