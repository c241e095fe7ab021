package store

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"greenlight/backend/domain"
)

// logSuffixes are the files that SQLite keeps beside a database in use.
var logSuffixes = []string{"-wal", "-shm"}

// Restore puts the backup in the place of the workspace file, which nobody may have open. The
// backup is checked as a whole first and stays where it is. The old workspace, damaged or not,
// is kept beside the new one under the name that is given back ("" when there was none). A
// crash at any moment leaves either the old or the new workspace in place, whole.
func Restore(ctx context.Context, backup, workspace string) (kept string, err error) {
	if same, err := sameFile(backup, workspace); err != nil || same {
		if err == nil {
			err = domain.Errorf(domain.CodeInvalid, "This is the workspace itself, not a backup.").WithPath(backup)
		}
		return "", err
	}
	if _, err := inspect(ctx, backup); err != nil {
		return "", aboutBackup(err, backup)
	}
	partial := workspace + ".partial"
	if err := copyFile(ctx, backup, partial); err != nil {
		return "", errors.Join(err, removeIfThere(partial))
	}
	// What was copied is what counts: the backup may lie on a stick that reads badly.
	if _, err := inspect(ctx, partial); err != nil {
		return "", errors.Join(aboutBackup(err, backup), removeIfThere(partial))
	}
	if kept, err = setAside(ctx, workspace); err != nil {
		return "", errors.Join(err, removeIfThere(partial))
	}
	return kept, moveInto(partial, workspace)
}

// aboutBackup says of a damaged file that it is the backup, not the workspace.
func aboutBackup(err error, backup string) error {
	if !domain.IsCode(err, domain.CodeDamaged) {
		return err
	}
	return domain.Errorf(domain.CodeDamaged, "This backup is damaged. The workspace is as it was.").
		WithHint("Choose another backup.").WithPath(backup).WithCause(err)
}

// setAside gives the old workspace a second name, under which it stays when the new one takes
// the first, and takes away its log, which must not be read into the new one.
func setAside(ctx context.Context, workspace string) (kept string, err error) {
	if _, err := os.Lstat(workspace); errors.Is(err, fs.ErrNotExist) {
		return "", removeLogs(workspace)
	} else if err != nil {
		return "", fileError(workspace, err)
	}
	kept, err = freeName(workspace + ".before-restore-" + time.Now().Format("20060102-150405"))
	if err != nil {
		return "", err
	}
	if err := foldAway(ctx, workspace); err != nil && !mayBeDamaged(err) {
		return "", err
	}
	if err := os.Link(workspace, kept); err != nil { // not every file system has links
		if err := copyFile(ctx, workspace, kept); err != nil {
			return "", errors.Join(err, removeIfThere(kept))
		}
	}
	for _, suffix := range logSuffixes { // still there only when the file is damaged
		if err := os.Rename(workspace+suffix, kept+suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", fileError(workspace+suffix, err)
		}
	}
	return kept, nil
}

// foldAway writes the log of a workspace into its file and removes it. CodeLocked when
// somebody has the workspace open.
func foldAway(ctx context.Context, workspace string) error {
	db, err := openPool(workspace, foldPragmas, 1)
	if err != nil {
		return fail(err)
	}
	// Only the last connection may leave WAL mode, so this also shows whether it is the last.
	_, err = db.ExecContext(ctx, "PRAGMA journal_mode = DELETE")
	return errors.Join(fail(err), fail(db.Close()))
}

// mayBeDamaged tells the errors of a file that cannot be read any more from others.
func mayBeDamaged(err error) bool {
	switch domain.ErrorCode(err) {
	case domain.CodeLocked, domain.CodeCancelled, domain.CodeTimeout:
		return false
	}
	return true
}

func removeLogs(path string) error {
	for _, suffix := range logSuffixes {
		if err := removeIfThere(path + suffix); err != nil {
			return err
		}
	}
	return nil
}

// freeName gives name, or name with a number when it is taken.
func freeName(name string) (string, error) {
	for i := 1; ; i++ {
		free := name
		if i > 1 {
			free += "-" + string(rune('0'+i))
		}
		_, err := os.Lstat(free)
		if errors.Is(err, fs.ErrNotExist) {
			return free, nil
		}
		if err != nil || i == 9 {
			return "", fileError(name, errors.Join(err, fs.ErrExist))
		}
	}
}

func sameFile(a, b string) (bool, error) {
	x, err := os.Stat(a)
	if err != nil {
		return false, fileError(a, err)
	}
	y, err := os.Stat(b)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fileError(b, err)
	}
	return os.SameFile(x, y), nil
}

// copyFile copies bytes and flushes them to disk.
func copyFile(ctx context.Context, from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return fileError(from, err)
	}
	out, err := os.OpenFile(filepath.Clean(to), os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return errors.Join(fileError(to, err), fileError(from, in.Close()))
	}
	_, err = io.Copy(out, contextReader{ctx, in})
	if err == nil {
		err = out.Sync()
	}
	err = errors.Join(err, out.Close(), in.Close())
	if ctx.Err() != nil {
		return fail(ctx.Err())
	}
	return fileError(to, err)
}

// contextReader ends a copy when its context ends.
type contextReader struct {
	ctx context.Context
	r   io.Reader
}

func (c contextReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}
