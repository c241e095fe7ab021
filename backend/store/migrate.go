package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"greenlight/backend/domain"
)

// Each migration is a file NNNN_name.sql, numbered from 1 without gaps. Once released it is
// never changed; what has to change comes as a new number.
//
//go:embed migrations/*.sql
var migrationFiles embed.FS

type migration struct {
	number int
	script string
}

// migrations gives all of them in order.
func migrations() ([]migration, error) {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	list := make([]migration, 0, len(names))
	for i, name := range names {
		digits, _, _ := strings.Cut(filepath.Base(name), "_")
		n, err := strconv.Atoi(digits)
		if err != nil || n != i+1 {
			return nil, fmt.Errorf("migration %s: want number %d", name, i+1)
		}
		script, err := migrationFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		list = append(list, migration{n, string(script)})
	}
	return list, nil
}

var errOutdated = errors.New("the file needs a migration")

// IsOutdated reports whether a shared opening was refused because the file must be brought up
// to date first.
func IsOutdated(err error) bool { return errors.Is(err, errOutdated) }

// migrate brings the file from the given version to the newest. A file that holds data is
// copied first; the copy stays beside it until the next update.
func migrate(ctx context.Context, db *sql.DB, path string, version int, shared bool) error {
	list, err := migrations()
	if err != nil {
		return domain.AsError(err)
	}
	switch {
	case version > len(list):
		return newer(path)
	case version == len(list):
		return nil
	case shared:
		return domain.Errorf(domain.CodeUnavailable, "This workspace was made by an older Greenlight and must be brought up to date first.").
			WithHint("Open it once with no other Greenlight running.").WithPath(path).WithCause(errOutdated)
	case version == 0:
		if err := layOut(ctx, db); err != nil {
			return err
		}
	default:
		if err := copyBefore(ctx, db, path, version); err != nil {
			return err
		}
	}
	for _, m := range list[version:] {
		if err := apply(ctx, db, m); err != nil {
			return domain.At(err, path)
		}
	}
	return nil
}

func newer(path string) error {
	return domain.Errorf(domain.CodeNewer, "This workspace was last used by a newer Greenlight.").
		WithHint("Update Greenlight on this computer, or restore a backup made with this version.").WithPath(path)
}

// layOut sets what can only be set while the file is empty. auto_vacuum lets Compact give
// the space of deleted documents back to the disk.
func layOut(ctx context.Context, db *sql.DB) error {
	for _, pragma := range []string{
		fmt.Sprintf("PRAGMA page_size = %d", pageSize),
		"PRAGMA auto_vacuum = incremental",
		"PRAGMA journal_mode = WAL",
	} {
		if _, err := db.ExecContext(ctx, pragma); err != nil {
			return fail(err)
		}
	}
	return nil
}

// apply runs one migration in one transaction. Foreign keys are off on this connection, as
// rebuilding a table needs (https://www.sqlite.org/lang_altertable.html), and are checked
// before the commit.
func apply(ctx context.Context, db *sql.DB, m migration) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fail(err)
	}
	if err := applyIn(ctx, tx, m); err != nil {
		return errors.Join(fail(err), tx.Rollback())
	}
	return fail(tx.Commit())
}

func applyIn(ctx context.Context, tx *sql.Tx, m migration) error {
	var version int
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if version >= m.number { // another process was quicker
		return nil
	}
	if _, err := tx.ExecContext(ctx, m.script); err != nil {
		return err
	}
	if m.number == 1 {
		if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", ApplicationID)); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", m.number)); err != nil {
		return err
	}
	var broken int
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM pragma_foreign_key_check").Scan(&broken); err != nil {
		return err
	}
	if broken > 0 {
		return fmt.Errorf("migration %d leaves %d rows that point nowhere", m.number, broken)
	}
	return nil
}

// copyBefore copies the file to NAME.before-update-VERSION beside it. The copy is written
// under another name, flushed, and renamed when whole.
func copyBefore(ctx context.Context, db *sql.DB, path string, version int) error {
	target := fmt.Sprintf("%s.before-update-%d", path, version)
	if err := vacuumInto(ctx, db, target); err != nil {
		return err
	}
	older, err := filepath.Glob(globEscape(path) + ".before-update-*")
	if err != nil {
		return domain.AsError(err)
	}
	for _, name := range older {
		if name != target {
			if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return fileError(name, err)
			}
		}
	}
	return nil
}

// globEscape keeps the characters of a path from being read as a pattern.
func globEscape(path string) string {
	if os.PathSeparator == '\\' { // no escaping on Windows; brackets match themselves in a class
		return strings.ReplaceAll(path, "[", "[[]")
	}
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(path)
}
