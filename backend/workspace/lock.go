package workspace

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"greenlight/backend/domain"
)

const (
	lockName   = "greenlight.lock"
	guestsName = "greenlight.guests"
)

// joinGuests marks this process as one that uses the workspace without holding it, and may
// have runs under way.
func joinGuests(dir string) (*flock.Flock, error) {
	guests := flock.New(filepath.Join(dir, guestsName))
	if _, err := guests.TryRLock(); err != nil {
		return nil, folderError(dir, err)
	}
	return guests, nil
}

// alone reports whether no other process uses the workspace.
func alone(dir string) (bool, error) {
	guests := flock.New(filepath.Join(dir, guestsName))
	ok, err := guests.TryLock()
	if err != nil || !ok {
		return false, err
	}
	return true, guests.Unlock()
}

// holdFolder makes this process the only one that changes the workspace. The lock is the
// operating system's, so that it ends with the process, however that ends. Another process
// is waited for up to the given time; then it is named in the refusal.
func holdFolder(ctx context.Context, dir string, wait time.Duration) (*flock.Flock, error) {
	lock := flock.New(filepath.Join(dir, lockName), flock.SetFlag(os.O_CREATE|os.O_RDWR))
	ctx, cancel := context.WithTimeout(ctx, max(wait, time.Millisecond))
	defer cancel()
	ok, err := lock.TryLock()
	if err == nil && !ok && wait > 0 {
		ok, err = lock.TryLockContext(ctx, 50*time.Millisecond)
		if errors.Is(err, context.DeadlineExceeded) {
			err = nil
		}
	}
	if err != nil {
		return nil, folderError(dir, err)
	}
	if !ok {
		return nil, lockedError(dir)
	}
	// Who holds it is told to the next one; the text itself locks nothing.
	note := fmt.Sprintf("process %d, since %s", os.Getpid(), time.Now().Format("15:04 on 2 January"))
	if err := os.WriteFile(filepath.Join(dir, lockName), []byte(note), 0o600); err != nil {
		return nil, errors.Join(folderError(dir, err), lock.Unlock())
	}
	return lock, nil
}

func lockedError(dir string) error {
	who := ""
	if note, err := os.ReadFile(filepath.Join(dir, lockName)); err == nil && len(note) > 0 {
		who = " (" + strings.TrimSpace(string(note)) + ")"
	}
	return domain.Errorf(domain.CodeLocked, "This workspace is open in another Greenlight%s.", who).
		WithHint("Close the other one, or choose another workspace folder.").WithPath(dir)
}

func folderError(dir string, err error) error {
	e := domain.Errorf(domain.CodeUnreadable, "This folder cannot be used.").WithPath(dir).WithCause(err)
	switch {
	case errors.Is(err, fs.ErrPermission):
		return e.WithHint("You may not write there. Choose a folder of your own.")
	case errors.Is(err, fs.ErrNotExist):
		return e.WithHint("It does not exist.")
	}
	return e.WithHint("Choose another folder.")
}
