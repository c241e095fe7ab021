package store

import (
	"context"
	"database/sql"
	"errors"
	"runtime"
	"sync/atomic"

	"greenlight/backend/domain"
)

// Options adjust how a workspace file is opened.
type Options struct {
	// MustExist refuses with CodeNotFound when there is no file, instead of making one.
	MustExist bool
	// Shared opens a file that another process may hold: it must exist, an older one is refused
	// (IsOutdated) instead of brought up to date, and jobs that run are left alone.
	Shared bool
	// Readers is the most connections that read at the same time; 0 for one a core, at least 4.
	Readers int
}

// Store is an open workspace file. Its methods may be called from many goroutines.
type Store struct {
	path    string
	w       *sql.DB       // one connection, BEGIN IMMEDIATE
	r       *sql.DB       // many connections, query_only
	turn    chan struct{} // held by the one write that is under way
	wrote   atomic.Bool
	results atomic.Int64 // results kept since the workspace was opened
	packs   packer
	search  searchState // what the search index keeps in memory
}

// Open opens the workspace file at path, makes it when there is none, and brings an older
// one up to date, after copying it beside itself. It refuses a file that is no workspace
// (CodeUnreadable), one that a newer Greenlight wrote (CodeNewer) and a damaged one
// (CodeDamaged). It changes nothing in a file that it refuses. The caller closes the store.
func Open(ctx context.Context, path string, opts Options) (*Store, error) {
	if err := prepareFile(ctx, path, opts); err != nil {
		return nil, err
	}
	if opts.Readers <= 0 {
		opts.Readers = max(4, runtime.NumCPU())
	}
	s := &Store{path: path, turn: make(chan struct{}, 1)}
	var err error
	if s.w, err = openPool(path, writerPragmas, 1); err != nil {
		return nil, fail(err)
	}
	if s.r, err = openPool(path, readerPragmas, opts.Readers); err != nil {
		return nil, errors.Join(fail(err), s.w.Close())
	}
	if err := s.start(ctx, opts); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// start does what each opening of a workspace does first.
func (s *Store) start(ctx context.Context, opts Options) error {
	if !opts.Shared {
		if err := s.interruptJobs(ctx); err != nil {
			return err
		}
	}
	return s.search.start(ctx, s)
}

// Close waits for running calls, folds the write-ahead log into the file and closes it.
func (s *Store) Close() error {
	s.turn <- struct{}{} // waits for the write under way; later ones find the pool closed
	defer func() { <-s.turn }()
	s.search.stop()
	var errs []error
	if s.wrote.Load() {
		// Keeps the statistics of the query planner fresh; quick when there is little to do.
		if _, err := s.w.Exec("PRAGMA optimize"); err != nil && !isClosed(err) {
			errs = append(errs, fail(err))
		}
	}
	errs = append(errs, s.r.Close(), s.w.Close())
	return errors.Join(errs...)
}

// Path gives the file's path as it was opened.
func (s *Store) Path() string { return s.path }

// Schema gives the number of the newest migration in the file.
func (s *Store) Schema(ctx context.Context) (int, error) {
	var n int
	err := s.r.QueryRowContext(ctx, "PRAGMA user_version").Scan(&n)
	return n, fail(err)
}

// write runs fn in one transaction, which is the only one that writes, and commits it. An
// error of fn, a panic or the end of ctx rolls everything back. fn must use tx alone: calling
// write or waiting for another writer within it blocks for ever.
func (s *Store) write(ctx context.Context, fn func(tx *sql.Tx) error) error {
	return s.writeThen(ctx, fn, nil)
}

// writeThen is write with a function that runs after the commit and before the next write
// begins. What is kept in memory beside the file (the search index) is brought up to date
// there, in the order of the commits.
func (s *Store) writeThen(ctx context.Context, fn func(tx *sql.Tx) error, committed func()) error {
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return fail(ctx.Err())
	}
	tx, err := s.w.BeginTx(ctx, nil)
	if err != nil {
		return fail(err)
	}
	if err := s.inTx(tx, fn); err != nil {
		return fail(err)
	}
	s.wrote.Store(true)
	if committed != nil {
		committed()
	}
	return nil
}

// inTx runs fn and commits, or rolls back when fn fails or panics.
func (s *Store) inTx(tx *sql.Tx, fn func(tx *sql.Tx) error) (err error) {
	done := false
	defer func() {
		if done {
			return
		}
		if rerr := tx.Rollback(); rerr != nil && !errors.Is(rerr, sql.ErrTxDone) {
			err = errors.Join(err, rerr)
		}
	}()
	if err := fn(tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	done = true
	return nil
}

// read runs fn in one read transaction, so that all its queries see the same moment. A
// single query needs none: it may use s.r directly.
func (s *Store) read(ctx context.Context, fn func(tx *sql.Tx) error) error {
	tx, err := s.r.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fail(err)
	}
	return fail(s.inTx(tx, fn))
}

// querier is what *sql.DB, *sql.Tx and *sql.Conn share, for helpers that serve both.
type querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// queryAll runs a query and scans each row into a T. The list is never nil.
func queryAll[T any](ctx context.Context, q querier, scan func(scanner) (T, error), query string, args ...any) (list []T, err error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fail(err)
	}
	defer func() {
		if cerr := rows.Close(); err == nil {
			err = fail(cerr)
		}
	}()
	list = []T{}
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, fail(err)
		}
		list = append(list, v)
	}
	return list, fail(rows.Err())
}

// queryOne runs a query that gives one row; none is reported as NotFound(what, name).
func queryOne[T any](ctx context.Context, q querier, scan func(scanner) (T, error), what, name, query string, args ...any) (T, error) {
	v, err := scan(q.QueryRowContext(ctx, query, args...))
	if errors.Is(err, sql.ErrNoRows) {
		return v, domain.NotFound(what, name)
	}
	return v, fail(err)
}

// scanner is a row.
type scanner interface{ Scan(dest ...any) error }

// mustChange turns a change that met no row into NotFound(what, name).
func mustChange(res sql.Result, err error, what, name string) error {
	if err != nil {
		return fail(err)
	}
	n, err := res.RowsAffected()
	if err != nil {
		return fail(err)
	}
	if n == 0 {
		return domain.NotFound(what, name)
	}
	return nil
}
