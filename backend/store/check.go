package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"greenlight/backend/domain"
)

// Check reads the whole file and gives CodeDamaged when something in it is broken. It takes
// about a second for each gigabyte and blocks nobody.
func (s *Store) Check(ctx context.Context) error {
	return checkWhole(ctx, s.r, s.path)
}

// checkWhole looks for damage in the file itself and for rows that point nowhere.
func checkWhole(ctx context.Context, db *sql.DB, path string) error {
	findings, err := queryAll(ctx, db, scanText, "PRAGMA integrity_check(20)")
	if err != nil {
		return domain.At(err, path)
	}
	if len(findings) == 0 || findings[0] != "ok" {
		return damaged(path, fmt.Errorf("integrity check: %q", findings))
	}
	lost, err := queryAll(ctx, db, scanText, `SELECT "table" FROM pragma_foreign_key_check LIMIT 20`)
	if err != nil {
		return domain.At(err, path)
	}
	if len(lost) > 0 {
		return damaged(path, fmt.Errorf("rows that point nowhere in %q", lost))
	}
	return nil
}

func damaged(path string, cause error) error {
	return domain.Errorf(domain.CodeDamaged, "The workspace file is damaged.").
		WithHint("Restore the latest backup. The damaged file is kept.").WithPath(path).WithCause(cause)
}

func scanText(row scanner) (text string, err error) {
	err = row.Scan(&text)
	return text, err
}

// Sizes says what takes the space, in bytes.
type Sizes struct {
	File      int64 `json:"file"`      // the workspace file
	Log       int64 `json:"log"`       // the write-ahead log beside it
	Free      int64 `json:"free"`      // space in the file that Compact gives back
	Originals int64 `json:"originals"` // stored copies of documents
	Results   int64 `json:"results"`   // results kept for reuse
}

// Sizes measures the workspace.
func (s *Store) Sizes(ctx context.Context) (Sizes, error) {
	var z Sizes
	err := s.r.QueryRowContext(ctx, `SELECT (SELECT freelist_count FROM pragma_freelist_count) * (SELECT page_size FROM pragma_page_size),
		(SELECT coalesce(sum(size), 0) FROM file), (SELECT coalesce(sum(size), 0) FROM result)`).Scan(&z.Free, &z.Originals, &z.Results)
	if err != nil {
		return z, fail(err)
	}
	if z.File, err = fileSize(s.path); err != nil {
		return z, err
	}
	z.Log, err = fileSize(s.path + "-wal")
	return z, err
}

// fileSize is 0 for a file that is not there.
func fileSize(path string) (int64, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fileError(path, err)
	}
	return info.Size(), nil
}

// compactStep is how many pages are given back in one change, so that others can write in
// between.
const compactStep = 2000

// Compact gives the space of what was deleted back to the disk.
func (s *Store) Compact(ctx context.Context) error {
	for {
		var left int
		err := s.write(ctx, func(tx *sql.Tx) error {
			// Each row of the answer frees one page, so all of them have to be asked for.
			nothing := func(scanner) (struct{}, error) { return struct{}{}, nil }
			if _, err := queryAll(ctx, tx, nothing, fmt.Sprintf("PRAGMA incremental_vacuum(%d)", compactStep)); err != nil {
				return err
			}
			return tx.QueryRowContext(ctx, "PRAGMA freelist_count").Scan(&left)
		})
		if err != nil {
			return err
		}
		if left == 0 {
			break
		}
	}
	return s.foldLog(ctx)
}

// foldLog writes what stands in the write-ahead log into the file.
func (s *Store) foldLog(ctx context.Context) error {
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return fail(ctx.Err())
	}
	_, err := s.w.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	return fail(err)
}
