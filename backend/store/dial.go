package store

import (
	"context"
	"database/sql"
	"errors"
	"io"
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
func prepareFile(ctx context.Context, path string, opts Options) (err error) {
	made, err := ensureFile(path, opts.MustExist || opts.Shared)
	if err != nil {
		return err
	}
	db, err := openPool(path, probePragmas, 1)
	if err != nil {
		return fail(err)
	}
	defer func() {
		err = errors.Join(err, fail(db.Close()))
		if err != nil && made {
			err = errors.Join(err, os.Remove(path))
		}
	}()
	version, err := identify(ctx, db, path)
	if err != nil {
		return err
	}
	if err := checkBuild(ctx, db); err != nil {
		return err
	}
	return migrate(ctx, db, path, version, opts.Shared)
}

// ensureFile makes an empty file where there is none. made says that it did; the folder
// itself must exist.
func ensureFile(path string, mustExist bool) (made bool, err error) {
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return false, domain.Errorf(domain.CodeUnreadable, "This is a folder, not a workspace file.").WithPath(path)
	case err == nil && info.Size() == 0 && mustExist:
		return false, noWorkspace(path, nil)
	case err == nil:
		return false, checkHeader(path)
	case !errors.Is(err, fs.ErrNotExist):
		return false, fileError(path, err)
	case mustExist:
		return false, noWorkspace(path, err)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return false, fileError(path, err)
	}
	return true, fileError(path, f.Close())
}

func noWorkspace(path string, cause error) error {
	return domain.Errorf(domain.CodeNotFound, "There is no workspace here.").WithPath(path).WithCause(cause)
}

// checkHeader refuses a file that is not SQLite's before SQLite touches it.
func checkHeader(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return fileError(path, err)
	}
	head := make([]byte, 16)
	n, err := io.ReadFull(f, head)
	if cerr := f.Close(); cerr != nil {
		return fileError(path, cerr)
	}
	if n == 0 { // an empty file becomes a workspace
		return nil
	}
	if err != nil || string(head) != "SQLite format 3\x00" {
		return notAWorkspace(path)
	}
	return nil
}

func notAWorkspace(path string) error {
	return domain.Errorf(domain.CodeUnreadable, "This file is not a Greenlight workspace.").WithPath(path).
		WithHint("Choose another file, or restore a backup.")
}

// identify gives the file's schema version, 0 for an empty file, and refuses a SQLite file
// that belongs to another program.
func identify(ctx context.Context, db *sql.DB, path string) (version int, err error) {
	var app, tables int
	row := db.QueryRowContext(ctx, "SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_schema)")
	if err := row.Scan(&app, &version, &tables); err != nil {
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
