package store_test

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"greenlight/backend/domain"
	"greenlight/backend/store"
)

// open makes or opens a workspace and closes it when the test ends.
func open(t testing.TB, path string) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// fresh gives a new, empty workspace.
func fresh(t testing.TB) *store.Store {
	t.Helper()
	return open(t, filepath.Join(t.TempDir(), "greenlight.db"))
}

// raw opens a file with plain SQLite, to look at or to spoil it.
func raw(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("greenlight-sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// causes gives what an error keeps from people.
func causes(err error) (list []error) {
	var e *domain.Error
	for errors.As(err, &e) && e.Err != nil {
		err = e.Err
		list = append(list, err)
	}
	return list
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err, causes(err))
	}
}

func wantCode(t testing.TB, err error, code domain.Code) {
	t.Helper()
	if got := domain.ErrorCode(err); got != code {
		t.Fatalf("error %v has code %q, want %q", err, got, code)
	}
}

func TestOpenMakesAWorkspaceWithItsSettings(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a folder ? with #signs%20", "greenlight.db")
	must(t, os.Mkdir(filepath.Dir(path), 0o700))
	s, err := store.Open(context.Background(), path, store.Options{})
	must(t, err)
	n, err := s.Schema(context.Background())
	must(t, err)
	if n < 1 {
		t.Errorf("schema %d", n)
	}
	must(t, s.Close())

	info, err := os.Stat(path)
	must(t, err)
	if info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may read the workspace: %v", info.Mode())
	}
	for _, name := range []string{path + "-wal", path + "-shm"} {
		if _, err := os.Stat(name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s is left behind after closing: %v", filepath.Base(name), err)
		}
	}
}

func TestOpenKeepsPragmas(t *testing.T) {
	s := fresh(t)
	db := raw(t, s.Path())
	defer func() { must(t, db.Close()) }()
	for pragma, want := range map[string]string{
		"application_id": "1196575828", "page_size": "8192", "auto_vacuum": "2", "journal_mode": "wal",
	} {
		var got string
		must(t, db.QueryRow("PRAGMA "+pragma).Scan(&got))
		if got != want {
			t.Errorf("%s is %s, want %s", pragma, got, want)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	must(t, fresh(t).Close()) // registers the driver that raw uses
	other := func(t *testing.T, path string) {
		db := raw(t, path)
		_, err := db.Exec("CREATE TABLE recipes (name TEXT); PRAGMA user_version = 7")
		must(t, err)
		must(t, db.Close())
	}
	workspace := func(t *testing.T, path string, spoil string) {
		s, err := store.Open(context.Background(), path, store.Options{})
		must(t, err)
		must(t, s.Close())
		if spoil != "" {
			db := raw(t, path)
			_, err := db.Exec(spoil)
			must(t, err)
			must(t, db.Close())
		}
	}
	tests := map[string]struct {
		make func(t *testing.T, path string)
		opts store.Options
		code domain.Code
	}{
		"a text file": {func(t *testing.T, path string) {
			must(t, os.WriteFile(path, []byte("Dear diary, this is long enough to be read as a header."), 0o600))
		}, store.Options{}, domain.CodeUnreadable},
		"a short file": {func(t *testing.T, path string) {
			must(t, os.WriteFile(path, []byte("hi"), 0o600))
		}, store.Options{}, domain.CodeUnreadable},
		"a folder":                   {func(t *testing.T, path string) { must(t, os.Mkdir(path, 0o700)) }, store.Options{}, domain.CodeUnreadable},
		"another program's database": {other, store.Options{}, domain.CodeUnreadable},
		"no file where one must be":  {func(*testing.T, string) {}, store.Options{MustExist: true}, domain.CodeNotFound},
		"no folder": {func(t *testing.T, path string) {
			must(t, os.Remove(filepath.Dir(path)))
		}, store.Options{}, domain.CodeNotFound},
		"a newer workspace": {func(t *testing.T, path string) {
			workspace(t, path, "PRAGMA user_version = 9999")
		}, store.Options{}, domain.CodeNewer},
		"a truncated workspace": {func(t *testing.T, path string) {
			workspace(t, path, "")
			must(t, os.Truncate(path, 3*8192))
		}, store.Options{}, domain.CodeDamaged},
		"a scribbled workspace": {func(t *testing.T, path string) {
			workspace(t, path, "")
			f, err := os.OpenFile(path, os.O_RDWR, 0)
			must(t, err)
			_, err = f.WriteAt(make([]byte, 4000), 100)
			must(t, err)
			must(t, f.Close())
		}, store.Options{}, domain.CodeDamaged},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "sub", "greenlight.db")
			must(t, os.Mkdir(filepath.Dir(path), 0o700))
			tt.make(t, path)
			before, _ := os.ReadFile(path)
			s, err := store.Open(context.Background(), path, tt.opts)
			if err == nil {
				must(t, s.Close())
			}
			wantCode(t, err, tt.code)
			after, _ := os.ReadFile(path)
			if string(before) != string(after) {
				t.Error("the refused file was changed")
			}
		})
	}
}

func TestOpenAnEmptyFileMakesItAWorkspace(t *testing.T) {
	path := filepath.Join(t.TempDir(), "greenlight.db")
	must(t, os.WriteFile(path, nil, 0o600))
	open(t, path)
}

func TestACancelledContextOpensNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	path := filepath.Join(t.TempDir(), "greenlight.db")
	_, err := store.Open(ctx, path, store.Options{})
	wantCode(t, err, domain.CodeCancelled)
	if _, err := os.Stat(path); err == nil {
		t.Error("a file is left behind")
	}
}
