package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"strings"
	"syscall"

	"github.com/mattn/go-sqlite3"

	"greenlight/backend/domain"
)

// fail turns an error of the database into one that can be shown. A *domain.Error and nil
// pass as they are.
func fail(err error) error {
	var de *domain.Error
	var se sqlite3.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &de):
		return err
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return domain.AsError(err)
	case isClosed(err):
		return domain.Errorf(domain.CodeUnavailable, "The workspace is closed.").WithCause(err)
	case errors.As(err, &se):
		return sqliteError(se)
	}
	return domain.AsError(err)
}

func sqliteError(e sqlite3.Error) error {
	var d *domain.Error
	switch e.Code {
	case sqlite3.ErrCorrupt, sqlite3.ErrNotADB:
		d = domain.Errorf(domain.CodeDamaged, "The workspace file is damaged.").
			WithHint("Restore the latest backup. The damaged file is kept.")
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		d = domain.Errorf(domain.CodeLocked, "Another program holds the workspace file.").
			WithHint("Close the other program and try again.")
	case sqlite3.ErrFull:
		d = domain.Errorf(domain.CodeUnavailable, "The disk is full.").
			WithHint("Free some space and try again. Nothing was lost.")
	case sqlite3.ErrReadonly, sqlite3.ErrPerm, sqlite3.ErrAuth:
		d = domain.Errorf(domain.CodeUnavailable, "The workspace file cannot be written to.").
			WithHint("Check that you may write to its folder.")
	case sqlite3.ErrCantOpen, sqlite3.ErrIoErr:
		d = domain.Errorf(domain.CodeUnavailable, "The workspace file cannot be read or written.").
			WithHint("Check the disk and that you may write to the folder.")
		if e.SystemErrno == syscall.ENOSPC {
			d = domain.Errorf(domain.CodeUnavailable, "The disk is full.").
				WithHint("Free some space and try again. Nothing was lost.")
		}
	case sqlite3.ErrTooBig:
		d = domain.Errorf(domain.CodeTooLarge, "This is too large to be stored.")
	case sqlite3.ErrInterrupt:
		d = domain.Errorf(domain.CodeCancelled, "It was stopped.")
	default:
		return domain.AsError(e)
	}
	return d.WithCause(e)
}

// isUnique reports whether err says that a value which must be unique is taken.
func isUnique(err error) bool {
	var se sqlite3.Error
	return errors.As(err, &se) &&
		(se.ExtendedCode == sqlite3.ErrConstraintUnique || se.ExtendedCode == sqlite3.ErrConstraintPrimaryKey)
}

// isForeign reports whether err says that something points at a row which is not there.
func isForeign(err error) bool {
	var se sqlite3.Error
	return errors.As(err, &se) && se.ExtendedCode == sqlite3.ErrConstraintForeignKey
}

// isNoDatabase reports whether err says that a file is not SQLite's.
func isNoDatabase(err error) bool {
	var se sqlite3.Error
	return errors.As(err, &se) && se.Code == sqlite3.ErrNotADB
}

// isClosed reports whether err says that the pool is closed; database/sql has no value for it.
func isClosed(err error) bool {
	return errors.Is(err, sql.ErrConnDone) || strings.Contains(err.Error(), "sql: database is closed")
}

// fileError says what is wrong with a file or folder, nil for nil.
func fileError(path string, err error) error {
	if err == nil {
		return nil
	}
	var d *domain.Error
	switch {
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		d = domain.Errorf(domain.CodeUnavailable, "You may not read or write this file.")
	case errors.Is(err, fs.ErrNotExist):
		d = domain.Errorf(domain.CodeNotFound, "This file or its folder is not there.")
	case errors.Is(err, fs.ErrExist):
		d = domain.Errorf(domain.CodeExists, "This file is there already.")
	case errors.Is(err, syscall.ENOSPC):
		d = domain.Errorf(domain.CodeUnavailable, "The disk is full.").WithHint("Free some space and try again.")
	default:
		d = domain.Errorf(domain.CodeUnreadable, "This file cannot be read or written.")
	}
	return d.WithPath(path).WithCause(err)
}
