package workspace

import (
	"context"
	"errors"
	"path/filepath"

	"greenlight/backend/store"
)

// CheckBackup reads a backup as a whole and says why it cannot be restored, if so.
func CheckBackup(ctx context.Context, path string) error {
	_, err := store.InspectBackup(ctx, path)
	return err
}

// Restore puts a backup in the place of the workspace in the folder, which must not be open.
// The old file is kept beside it under the name that is given back, "" when there was none.
func Restore(ctx context.Context, folder, backup string) (kept string, err error) {
	lock, err := holdFolder(ctx, folder, 0)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, lock.Unlock()) }()
	return store.Restore(ctx, backup, filepath.Join(folder, FileName))
}
