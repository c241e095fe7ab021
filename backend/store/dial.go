package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"

	vec "github.com/asg017/sqlite-vec-go-bindings/cgo"
	"github.com/mattn/go-sqlite3"

	"greenlight/backend/domain"
)

// ApplicationID marks a SQLite file as a Greenlight workspace: "GRLT" in ASCII.
const ApplicationID = 0x47524c54

// pageSize is in bytes. Vectors and passages fill 8192 better than the usual 4096: the file
// is a fifth smaller.
const pageSize = 8192

const driverName = "greenlight-sqlite"

// register adds sqlite-vec to every connection of this process, and the driver. It is not in
// an init function, so that a program which opens no workspace pays nothing for it.
var register = sync.OnceFunc(func() {
	vec.Auto()
	sql.Register(driverName, &sqlite3.SQLiteDriver{ConnectHook: func(c *sqlite3.SQLiteConn) error {
		// The log shrinks back to 64 MB after a large import.
		_, err := c.Exec("PRAGMA journal_size_limit = 67108864", nil)
		return err
	}})
})

// pragmas are the connection's settings, written into its connection string so that each
// connection of a pool has them.
type pragmas map[string]string

// Writers take the lock when they begin, so that two never wait for each other half-way.
// secure_delete=fast overwrites what is deleted wherever that costs no extra writing.
var writerPragmas = pragmas{
	"mode": "rw", "_txlock": "immediate", "_journal_mode": "WAL", "_synchronous": "NORMAL", "_foreign_keys": "1",
	"_busy_timeout": "10000", "_cache_size": "-16000", "_secure_delete": "FAST", "_stmt_cache_size": "100",
}

var readerPragmas = pragmas{
	"mode": "rw", "_txlock": "deferred", "_query_only": "1", "_foreign_keys": "1",
	"_busy_timeout": "10000", "_cache_size": "-16000", "_stmt_cache_size": "100",
}

// probePragmas change nothing in the file, whatever it is.
var probePragmas = pragmas{"mode": "rw", "_txlock": "immediate", "_busy_timeout": "10000"}

// inspectPragmas read a file that nobody writes to, and leave nothing beside it.
var inspectPragmas = pragmas{"mode": "ro", "immutable": "1", "_query_only": "1"}

// foldPragmas wait only briefly, since nobody should have the file open.
var foldPragmas = pragmas{"mode": "rw", "_txlock": "immediate", "_busy_timeout": "1000"}

// openPool opens a pool of at most n connections.
func openPool(path string, p pragmas, n int) (*sql.DB, error) {
	register()
	name, err := connectionString(path, p)
	if err != nil {
		return nil, err
	}
	db, err := sql.Open(driverName, name)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(n)
	return db, nil
}

// connectionString gives the file's URI (https://www.sqlite.org/uri.html) with its settings.
func connectionString(path string, p pragmas) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	slashed := filepath.ToSlash(abs)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // C:/folder → /C:/folder
	}
	values := url.Values{}
	for key, value := range p {
		values.Set(key, value)
	}
	u := url.URL{Scheme: "file", Path: slashed, RawQuery: values.Encode()}
	return u.String(), nil
}

// prepareFile makes or checks the file and brings it up to date.
func prepareFile(ctx context.Context, path string, opts Options) error {
	if err := ctx.Err(); err != nil {
		return fail(err)
	}
	there, err := isThere(path)
	if err != nil {
		return err
	}
	switch {
	case !there && (opts.MustExist || opts.Shared):
		return noWorkspace(path)
	case !there:
		return makeFile(ctx, path)
	}
	return updateFile(ctx, path, opts.Shared)
}

// isThere reports whether the file exists and holds something.
func isThere(path string) (bool, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, fileError(path, err)
	case info.IsDir():
		return false, domain.Errorf(domain.CodeUnreadable, "This is a folder, not a workspace file.").WithPath(path)
	}
	return info.Size() > 0, nil
}

// makeFile makes a new workspace under another name and gives it its own when it is whole, so
// that neither a crash nor a second process ever meets a part of one.
func makeFile(ctx context.Context, path string) (err error) {
	draft, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".new-*")
	if err != nil {
		return fileError(filepath.Dir(path), err)
	}
	defer func() { err = errors.Join(err, removeIfThere(draft.Name()), removeLogs(draft.Name())) }()
	if err := draft.Close(); err != nil {
		return fileError(draft.Name(), err)
	}
	if err := updateFile(ctx, draft.Name(), false); err != nil {
		return err
	}
	if err := flushFile(draft.Name()); err != nil {
		return err
	}
	if there, err := isThere(path); err != nil || there { // another process was quicker
		return err
	}
	if err := os.Link(draft.Name(), path); err == nil || isThereNow(path) {
		return flushFolder(filepath.Dir(path))
	}
	return moveInto(draft.Name(), path) // an empty file is in the way, or there are no links here
}

func isThereNow(path string) bool {
	there, err := isThere(path)
	return err == nil && there
}

// updateFile checks a file and brings it up to date.
func updateFile(ctx context.Context, path string, shared bool) (err error) {
	db, err := openPool(path, probePragmas, 1)
	if err != nil {
		return fail(err)
	}
	defer func() { err = errors.Join(err, fail(db.Close())) }()
	version, err := identify(ctx, db, path)
	if err != nil {
		return err
	}
	if err := checkBuild(ctx, db); err != nil {
		return err
	}
	return migrate(ctx, db, path, version, shared)
}

func noWorkspace(path string) error {
	return domain.Errorf(domain.CodeNotFound, "There is no workspace here.").WithPath(path)
}

func notAWorkspace(path string) error {
	return domain.Errorf(domain.CodeUnreadable, "This file is not a Greenlight workspace.").WithPath(path).
		WithHint("Choose another file, or restore a backup.")
}

// identify gives the file's schema version, 0 for an empty file, and refuses a file that is
// not SQLite's or belongs to another program. It looks through SQLite alone: closing a file
// that this process has open through SQLite as well would drop SQLite's locks on it
// (https://www.sqlite.org/howtocorrupt.html, 2.2).
func identify(ctx context.Context, db *sql.DB, path string) (version int, err error) {
	var app, tables int
	row := db.QueryRowContext(ctx, "SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_schema)")
	if err := row.Scan(&app, &version, &tables); err != nil {
		if isNoDatabase(err) {
			return 0, notAWorkspace(path)
		}
		return 0, domain.At(fail(err), path)
	}
	fresh := app == 0 && version == 0 && tables == 0
	if app != ApplicationID && !fresh {
		return 0, notAWorkspace(path)
	}
	return version, nil
}

// checkBuild says plainly when the program was compiled without a part that it needs.
func checkBuild(ctx context.Context, db *sql.DB) error {
	for module, hint := range map[string]string{
		"fts5": "Build it again with the tag sqlite_fts5 (go build -tags sqlite_fts5).",
		"vec0": "Build it again with cgo and sqlite-vec.",
	} {
		var n int
		if err := db.QueryRowContext(ctx, "SELECT count(*) FROM pragma_module_list WHERE name = ?", module).Scan(&n); err != nil {
			return fail(err)
		}
		if n == 0 {
			return domain.Errorf(domain.CodeUnsupported, "This Greenlight was built without its search engine (%s).", module).WithHint("%s", hint)
		}
	}
	return nil
}
