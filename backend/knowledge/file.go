package knowledge

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"greenlight/backend/document"
	"greenlight/backend/domain"
)

// File is a file to add. Path names it: a document with the same path is replaced. The content
// is Data, or else what Open gives. Err is set on a file that was found and cannot be read.
type File struct {
	Path string
	Data []byte
	Open func() (io.ReadCloser, error)
	Err  error
}

// Walk gives the files at paths; folders stand for all files in them and in the folders below,
// by name. Hidden files and folders, and links that leave the folder, are left out. A path
// that is empty or not there is given back as a file with its Err set, so that it shows in the report.
// Paths become absolute and slash-separated.
func Walk(ctx context.Context, paths []string) ([]File, error) {
	var files []File
	for _, path := range paths {
		if err := ctx.Err(); err != nil {
			return nil, domain.AsError(err)
		}
		if path == "" { // an empty variable of a script must not stand for the current folder
			files = append(files, File{Err: domain.Errorf(domain.CodeNotFound, "The name of the file or folder is empty.")})
			continue
		}
		abs, err := filepath.Abs(path)
		if err != nil {
			return nil, pathError(path, err)
		}
		info, err := os.Stat(abs)
		switch {
		case err != nil:
			files = append(files, File{Path: filepath.ToSlash(abs), Err: pathError(path, err)})
		case info.IsDir():
			files = append(files, walkFolder(ctx, abs)...)
		default:
			files = append(files, fileAt(abs))
		}
	}
	return files, nil
}

func fileAt(path string) File {
	return File{Path: filepath.ToSlash(path), Open: func() (io.ReadCloser, error) { return openRegular(path) }}
}

// openRegular opens a file and refuses what is no regular file: a pipe or a device would never end.
func openRegular(path string) (io.ReadCloser, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, pathError(path, err)
	}
	if !info.Mode().IsRegular() {
		return nil, domain.Errorf(domain.CodeUnreadable, "This is not a file.").WithPath(path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, pathError(path, err)
	}
	return f, nil
}

func walkFolder(ctx context.Context, root string) []File {
	var files []File
	inside, err := filepath.EvalSymlinks(root)
	if err != nil {
		return []File{{Path: filepath.ToSlash(root), Err: pathError(root, err)}}
	}
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if path != root && strings.HasPrefix(d.Name(), ".") {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if err != nil {
			files = append(files, File{Path: filepath.ToSlash(path), Err: pathError(path, err)})
			return nil
		}
		if d.Type()&fs.ModeSymlink != 0 && !staysInside(path, inside) {
			return nil
		}
		if d.Type().IsRegular() || d.Type()&fs.ModeSymlink != 0 {
			files = append(files, fileAt(path))
		}
		return nil
	})
	if err != nil && ctx.Err() == nil {
		files = append(files, File{Path: filepath.ToSlash(root), Err: pathError(root, err)})
	}
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return files
}

// staysInside reports whether a link leads to a file within the folder.
func staysInside(link, folder string) bool {
	target, err := filepath.EvalSymlinks(link)
	if err != nil {
		return false
	}
	info, err := os.Stat(target)
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	rel, err := filepath.Rel(folder, target)
	return err == nil && filepath.IsLocal(rel)
}

func pathError(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return domain.Errorf(domain.CodeNotFound, "There is no such file or folder.").WithPath(path).WithCause(err)
	case errors.Is(err, fs.ErrPermission):
		return domain.Errorf(domain.CodeUnreadable, "You may not read this file.").WithPath(path).WithCause(err)
	}
	return domain.Errorf(domain.CodeUnreadable, "This file cannot be read.").WithPath(path).WithCause(err)
}

// headBytes is how much of a file is read before its format is known.
const headBytes = 4096

// read gives the content of the file. A format that nothing reads is refused after its first
// bytes, so that films in a folder cost no time.
func (f File) read(ctx context.Context) (data []byte, err error) {
	if f.Err != nil {
		return nil, f.Err
	}
	if f.Data != nil || f.Open == nil {
		return f.Data, nil
	}
	r, err := f.Open()
	if domain.IsCode(err, domain.CodeInternal) { // no error of ours
		return nil, pathError(f.Path, err)
	}
	if err != nil {
		return nil, err
	}
	defer func() {
		if cerr := r.Close(); err == nil && cerr != nil {
			err = pathError(f.Path, cerr)
		}
	}()
	if !document.Supported(f.Path) {
		head, err := io.ReadAll(io.LimitReader(r, headBytes))
		if err != nil {
			return nil, pathError(f.Path, err)
		}
		if _, err := document.Find(f.Path, head); err != nil {
			return nil, err
		}
		data = head
	}
	rest, err := io.ReadAll(io.LimitReader(&untilDone{ctx, r}, document.MaxFileBytes+1-int64(len(data))))
	if err != nil {
		if ctx.Err() != nil {
			return nil, domain.AsError(ctx.Err())
		}
		return nil, pathError(f.Path, err)
	}
	data = append(data, rest...)
	if len(data) > document.MaxFileBytes {
		return nil, domain.Errorf(domain.CodeTooLarge, "This file is larger than %d MB.", document.MaxFileBytes>>20).
			WithHint("Split it into smaller files.").WithPath(f.Path)
	}
	return data, nil
}

// untilDone reads until the context ends.
type untilDone struct {
	ctx context.Context
	r   io.Reader
}

func (u *untilDone) Read(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.r.Read(p)
}
