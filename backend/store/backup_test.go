package store_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"greenlight/backend/domain"
	"greenlight/backend/store"
)

func setting(t testing.TB, s *store.Store, key string) (value string) {
	t.Helper()
	_, err := s.Setting(ctx, key, &value)
	must(t, err)
	return value
}

func TestBackupAndRestore(t *testing.T) {
	dir := t.TempDir()
	path, backup := filepath.Join(dir, "greenlight.db"), filepath.Join(dir, "copy of [it].greenlight")
	s, err := store.Open(ctx, path, store.Options{})
	must(t, err)
	must(t, s.SetSetting(ctx, "v", "before"))
	hash, err := s.PutFile(ctx, make([]byte, 3<<20))
	must(t, err)
	var done, total int64
	must(t, s.Backup(ctx, backup, func(d, n int64) { done, total = d, n }))
	if done != total || total < 3<<20 {
		t.Errorf("progress ended at %d of %d", done, total)
	}
	must(t, s.SetSetting(ctx, "v", "after"))
	must(t, s.Backup(ctx, filepath.Join(dir, "second"), nil))
	must(t, s.Close())

	if st, err := os.Stat(backup); err != nil || st.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may read the backup: %v, %v", st.Mode(), err)
	}
	info, err := store.InspectBackup(ctx, backup)
	must(t, err)
	if info.Size < 3<<20 || info.Schema < 1 {
		t.Errorf("backup %+v", info)
	}
	kept, err := store.Restore(ctx, backup, path)
	must(t, err)
	s = open(t, path)
	if got := setting(t, s, "v"); got != "before" {
		t.Errorf("restored to %q", got)
	}
	if _, err := s.File(ctx, hash); err != nil {
		t.Error(err)
	}
	must(t, s.Check(ctx))
	if old := open(t, kept); setting(t, old, "v") != "after" {
		t.Error("the old workspace is not what was kept")
	}
	entries, err := os.ReadDir(dir)
	must(t, err)
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".partial") {
			t.Errorf("%s is left behind", e.Name())
		}
	}
}

func TestRestoreIntoAnEmptyFolder(t *testing.T) {
	s := fresh(t)
	must(t, s.SetSetting(ctx, "v", "x"))
	backup, target := filepath.Join(t.TempDir(), "b"), filepath.Join(t.TempDir(), "greenlight.db")
	must(t, s.Backup(ctx, backup, nil))
	kept, err := store.Restore(ctx, backup, target)
	must(t, err)
	if kept != "" {
		t.Errorf("kept %q of nothing", kept)
	}
	if got := setting(t, open(t, target), "v"); got != "x" {
		t.Errorf("restored %q", got)
	}
}

func TestRestoreReplacesADamagedWorkspaceAndItsLog(t *testing.T) {
	dir := t.TempDir()
	path, backup := filepath.Join(dir, "greenlight.db"), filepath.Join(dir, "b")
	s, err := store.Open(ctx, path, store.Options{})
	must(t, err)
	must(t, s.SetSetting(ctx, "v", "good"))
	must(t, s.Backup(ctx, backup, nil))
	must(t, s.SetSetting(ctx, "v", "newer"))
	log, err := os.ReadFile(path + "-wal") // as a crash would leave it
	must(t, err)
	must(t, s.Close())
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	must(t, err)
	_, err = f.WriteAt([]byte(strings.Repeat("damage!!", 4000)), 0)
	must(t, err)
	must(t, f.Close())
	must(t, os.WriteFile(path+"-wal", log, 0o600))

	kept, err := store.Restore(ctx, backup, path)
	must(t, err)
	if _, err := os.Stat(path + "-wal"); !errors.Is(err, fs.ErrNotExist) {
		t.Error("the old log stays beside the new workspace")
	}
	if got := setting(t, open(t, path), "v"); got != "good" {
		t.Errorf("restored %q", got)
	}
	if data, err := os.ReadFile(kept); err != nil || !strings.HasPrefix(string(data), "damage!!") {
		t.Errorf("the damaged file was not kept: %v", err)
	}
}

func TestRestoreRefusesAndChangesNothing(t *testing.T) {
	dir := t.TempDir()
	path, good := filepath.Join(dir, "greenlight.db"), filepath.Join(dir, "good")
	s, err := store.Open(ctx, path, store.Options{})
	must(t, err)
	_, err = s.PutFile(ctx, []byte(strings.Repeat("text ", 50_000)))
	must(t, err)
	must(t, s.Backup(ctx, good, nil))
	must(t, s.Close())
	whole, err := os.ReadFile(good)
	must(t, err)

	inUse := filepath.Join(t.TempDir(), "greenlight.db")
	user := open(t, inUse)
	must(t, user.SetSetting(ctx, "a", 1))

	file := func(name string, data []byte) string {
		p := filepath.Join(dir, name)
		must(t, os.WriteFile(p, data, 0o600))
		return p
	}
	spoilt := append([]byte(nil), whole...)
	copy(spoilt[len(spoilt)/2:], make([]byte, 20_000))
	newer := file("newer", whole)
	db := raw(t, newer)
	_, err = db.Exec("PRAGMA user_version = 9999")
	must(t, err)
	must(t, db.Close())
	cancelled, cancel := context.WithCancel(ctx)
	cancel()

	tests := map[string]struct {
		ctx    context.Context
		backup string
		code   domain.Code
	}{
		"not there":         {ctx, filepath.Join(dir, "none"), domain.CodeNotFound},
		"a text":            {ctx, file("text", []byte("not a backup, but a text")), domain.CodeUnreadable},
		"empty":             {ctx, file("empty", nil), domain.CodeNotFound},
		"cut off":           {ctx, file("cut", whole[:len(whole)/2]), domain.CodeDamaged},
		"damaged inside":    {ctx, file("spoilt", spoilt), domain.CodeDamaged},
		"of a newer":        {ctx, newer, domain.CodeNewer},
		"the same file":     {ctx, path, domain.CodeInvalid},
		"a folder":          {ctx, dir, domain.CodeUnreadable},
		"workspace in use":  {ctx, inUse, domain.CodeLocked},
		"stopped half-way":  {cancelled, good, domain.CodeCancelled},
		"a forged database": {ctx, forged(t), domain.CodeUnreadable},
	}
	before, err := os.ReadFile(path)
	must(t, err)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := store.Restore(tt.ctx, tt.backup, path)
			wantCode(t, err, tt.code)
			after, err := os.ReadFile(path)
			must(t, err)
			if string(after) != string(before) {
				t.Error("the workspace changed")
			}
			if left, _ := filepath.Glob(path + ".*"); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

// forged is a SQLite file of another program.
func forged(t *testing.T) string {
	path := filepath.Join(t.TempDir(), "other.db")
	db := raw(t, path)
	_, err := db.Exec("CREATE TABLE t (x)")
	must(t, err)
	must(t, db.Close())
	return path
}

func TestRestoreWaitsForNobodyWhoHasTheWorkspaceOpen(t *testing.T) {
	s := fresh(t)
	must(t, s.SetSetting(ctx, "v", "x"))
	backup := filepath.Join(t.TempDir(), "b")
	must(t, s.Backup(ctx, backup, nil))
	_, err := store.Restore(ctx, backup, s.Path())
	wantCode(t, err, domain.CodeLocked)
	if got := setting(t, s, "v"); got != "x" {
		t.Errorf("the open workspace reads %q", got)
	}
}

func TestBackupRefusesToOverwriteOtherFiles(t *testing.T) {
	s := fresh(t)
	dir := t.TempDir()
	letter := filepath.Join(dir, "letter.txt")
	must(t, os.WriteFile(letter, []byte("Dear diary"), 0o600))
	link := filepath.Join(dir, "link")
	must(t, os.Symlink(s.Path(), link))
	for target, code := range map[string]domain.Code{
		letter: domain.CodeExists, dir: domain.CodeExists, s.Path(): domain.CodeInvalid, link: domain.CodeInvalid,
		filepath.Join(dir, "no", "folder"): domain.CodeNotFound,
	} {
		if err := s.Backup(ctx, target, nil); domain.ErrorCode(err) != code {
			t.Errorf("backup to %s: %v, want %s", target, err, code)
		}
	}
	if text, _ := os.ReadFile(letter); string(text) != "Dear diary" {
		t.Error("the letter is gone")
	}
	again := filepath.Join(dir, "again")
	must(t, s.Backup(ctx, again, nil))
	must(t, s.Backup(ctx, again, nil))
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	other := filepath.Join(dir, "other")
	wantCode(t, s.Backup(stopped, other, nil), domain.CodeCancelled)
	if left, _ := filepath.Glob(other + "*"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestABackupMadeWhileOthersWriteIsWhole(t *testing.T) {
	s := fresh(t)
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for w := range 2 {
		wg.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-stop:
					return
				default:
				}
				if _, err := s.PutFile(ctx, []byte(strings.Repeat(fmt.Sprint("file ", w, i), 2000))); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	dir := t.TempDir()
	for i := range 5 {
		target := filepath.Join(dir, fmt.Sprint(i))
		if err := s.Backup(ctx, target, nil); err != nil {
			t.Error(err)
		}
		if _, err := store.InspectBackup(ctx, target); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	wg.Wait()
}

func TestCompactGivesSpaceBack(t *testing.T) {
	s := fresh(t)
	var hashes []any
	for i := range 20 {
		hash, err := s.PutFile(ctx, []byte(strings.Repeat(fmt.Sprint("file ", i), 200_000)))
		must(t, err)
		hashes = append(hashes, hash)
	}
	db := raw(t, s.Path())
	_, err := db.Exec("DELETE FROM file")
	must(t, err)
	must(t, db.Close())
	before, err := s.Sizes(ctx)
	must(t, err)
	must(t, s.Compact(ctx))
	after, err := s.Sizes(ctx)
	must(t, err)
	if before.Free < 20<<20 || after.Free != 0 || after.File > before.Free/10 || after.Log != 0 {
		t.Errorf("before %+v, after %+v (%d files)", before, after, len(hashes))
	}
	must(t, s.Check(ctx))
}
