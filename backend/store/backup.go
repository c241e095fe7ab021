package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"greenlight/backend/domain"
)

// Backup writes the whole workspace into one file while it stays in use, and checks that
// file before it takes its name. An older backup under the name is replaced; any other file
// is refused with CodeExists. progress, when not nil, is told from time to time how many bytes
// of how many are written.
func (s *Store) Backup(ctx context.Context, target string, progress func(done, total int64)) error {
	target, err := filepath.Abs(target)
	if err != nil {
		return fileError(target, err)
	}
	if err := mayReplace(s.path, target); err != nil {
		return err
	}
	total, err := s.usedBytes(ctx)
	if err != nil {
		return err
	}
	partial := target + ".partial"
	stop := follow(partial, total, progress)
	err = s.copyTo(ctx, partial)
	stop()
	if err != nil {
		return errors.Join(err, removeIfThere(partial))
	}
	if err := moveInto(partial, target); err != nil {
		return errors.Join(err, removeIfThere(partial))
	}
	return nil
}

// copyTo writes a checked and flushed copy.
func (s *Store) copyTo(ctx context.Context, partial string) error {
	// Not through the readers, which may write nothing, and not through the writer, which
	// others wait for.
	db, err := openPool(s.path, probePragmas, 1)
	if err != nil {
		return fail(err)
	}
	if err := errors.Join(vacuumTo(ctx, db, partial), fail(db.Close())); err != nil {
		return err
	}
	if _, err := inspect(ctx, partial); err != nil {
		return err
	}
	return flushFile(partial)
}

// usedBytes is about the size of a backup.
func (s *Store) usedBytes(ctx context.Context) (int64, error) {
	var n int64
	err := s.r.QueryRowContext(ctx, `SELECT ((SELECT page_count FROM pragma_page_count) - (SELECT freelist_count FROM pragma_freelist_count))
		* (SELECT page_size FROM pragma_page_size)`).Scan(&n)
	return n, fail(err)
}

// follow reports the growth of a file until the function that it gives is called.
func follow(path string, total int64, progress func(done, total int64)) (stop func()) {
	if progress == nil {
		return func() {}
	}
	end, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(200 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-end:
				return
			case <-tick.C:
				if n, err := fileSize(path); err == nil {
					progress(min(n, total), total)
				}
			}
		}
	}()
	return func() {
		close(end)
		<-ended
		progress(total, total)
	}
}

// mayReplace refuses to write a backup over the workspace itself or over a file that is no
// backup.
func mayReplace(source, target string) error {
	there, err := os.Stat(target)
	if errors.Is(err, os.ErrNotExist) {
		if _, err := os.Stat(filepath.Dir(target)); err != nil {
			return fileError(filepath.Dir(target), err)
		}
		return nil
	}
	if err != nil {
		return fileError(target, err)
	}
	own, err := os.Stat(source)
	if err != nil {
		return fileError(source, err)
	}
	exists := domain.Errorf(domain.CodeExists, "There is a file of this name already.").
		WithHint("Choose another name.").WithPath(target)
	switch {
	case os.SameFile(there, own):
		return domain.Errorf(domain.CodeInvalid, "This is the workspace itself. A backup needs a file of its own.").WithPath(target)
	case !there.Mode().IsRegular():
		return exists
	case there.Size() == 0: // what a dialog for saving made
		return nil
	}
	if ok, err := marked(target); err != nil || !ok {
		return exists.WithCause(err)
	}
	return nil
}

// marked reports whether a file says in its header that it is a Greenlight workspace. The
// place of the mark is fixed by the file format (https://www.sqlite.org/fileformat.html, 1.3).
func marked(path string) (bool, error) {
	f, err := os.Open(path)
	if err != nil {
		return false, fileError(path, err)
	}
	head := make([]byte, 72)
	_, err = f.ReadAt(head, 0)
	if cerr := f.Close(); cerr != nil {
		return false, fileError(path, cerr)
	}
	return err == nil && string(head[:16]) == "SQLite format 3\x00" && string(head[68:]) == "GRLT", nil
}

// BackupInfo describes a backup file.
type BackupInfo struct {
	Path    string    `json:"path"`
	Size    int64     `json:"size"`   // bytes
	Schema  int       `json:"schema"` // number of its newest migration
	ModTime time.Time `json:"modTime" ts_type:"string"`
}

// InspectBackup reads a backup as a whole and says what it is. CodeUnreadable when it is no
// workspace, CodeNewer when this program is too old for it, CodeDamaged when it is not whole.
func InspectBackup(ctx context.Context, path string) (BackupInfo, error) {
	schema, err := inspect(ctx, path)
	if err != nil {
		return BackupInfo{}, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return BackupInfo{}, fileError(path, err)
	}
	return BackupInfo{Path: path, Size: info.Size(), Schema: schema, ModTime: info.ModTime().UTC()}, nil
}

// inspect checks a file that nobody writes to, without changing it, and gives its schema.
func inspect(ctx context.Context, path string) (schema int, err error) {
	if there, err := isThere(path); err != nil {
		return 0, err
	} else if !there {
		return 0, noWorkspace(path)
	}
	if n, err := fileSize(path + "-wal"); err != nil {
		return 0, err
	} else if n > 0 {
		return 0, domain.Errorf(domain.CodeLocked, "This is a workspace in use, not a backup.").
			WithHint("Make a backup of it first.").WithPath(path)
	}
	db, err := openPool(path, inspectPragmas, 1)
	if err != nil {
		return 0, fail(err)
	}
	defer func() { err = errors.Join(err, fail(db.Close())) }()
	if schema, err = identify(ctx, db, path); err != nil {
		return 0, err
	}
	if schema == 0 {
		return 0, notAWorkspace(path)
	}
	if err := checkVersion(schema, path); err != nil {
		return 0, err
	}
	return schema, checkWhole(ctx, db, path)
}

// checkVersion refuses a file of a newer program.
func checkVersion(schema int, path string) error {
	list, err := migrations()
	if err != nil {
		return domain.AsError(err)
	}
	if schema > len(list) {
		return newer(path)
	}
	return nil
}
