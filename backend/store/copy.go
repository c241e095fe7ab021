package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// vacuumInto writes a whole and compact copy of the database to target, which it replaces.
// It shows up under that name only when it is complete and flushed to disk.
func vacuumInto(ctx context.Context, db *sql.DB, target string) error {
	partial := target + ".partial"
	if err := vacuumTo(ctx, db, partial); err != nil {
		return errors.Join(err, removeIfThere(partial))
	}
	if err := flushFile(partial); err != nil {
		return errors.Join(err, removeIfThere(partial))
	}
	if err := moveInto(partial, target); err != nil {
		return errors.Join(err, removeIfThere(partial))
	}
	return nil
}

// vacuumTo writes a copy that only this person may read, as the workspace itself.
func vacuumTo(ctx context.Context, db *sql.DB, path string) error {
	if err := removeIfThere(path); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fileError(path, err)
	}
	if err := f.Close(); err != nil {
		return fileError(path, err)
	}
	_, err = db.ExecContext(ctx, "VACUUM INTO ?", path)
	return fail(err)
}

// moveInto renames a file over target and flushes the folder, so that the name survives a
// loss of power.
func moveInto(from, target string) error {
	if err := os.Rename(from, target); err != nil {
		return fileError(target, err)
	}
	return flushFolder(filepath.Dir(target))
}

func removeIfThere(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fileError(path, err)
	}
	return nil
}

// flushFile waits until the file's content is on the disk.
func flushFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return fileError(path, err)
	}
	return fileError(path, errors.Join(f.Sync(), f.Close()))
}

// flushFolder waits until the names in the folder are on the disk. Windows cannot flush a
// folder and does not need to.
func flushFolder(path string) error {
	if os.PathSeparator == '\\' {
		return nil
	}
	d, err := os.Open(path)
	if err != nil {
		return fileError(path, err)
	}
	err = d.Sync()
	if errors.Is(err, fs.ErrInvalid) { // some network file systems cannot
		err = nil
	}
	return fileError(path, errors.Join(err, d.Close()))
}
