package secret

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"sync"
	"time"

	"filippo.io/age"
	"github.com/gofrs/flock"

	"greenlight/backend/domain"
)

// vault is the encrypted file: age (age-encryption.org/v1) with a passphrase, around JSON.
type vault struct {
	path       string
	passphrase string
	workFactor int

	mu    sync.Mutex
	keys  map[string]string
	stamp stamp
}

// stamp tells whether the file is still the one that was read.
type stamp struct {
	size int64
	at   time.Time
}

type content struct {
	Version int               `json:"version"`
	Keys    map[string]string `json:"keys"`
}

const fileLimit = 1 << 20

// read gives a copy of the keys, read anew when another process changed the file.
func (v *vault) read() (map[string]string, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if err := v.load(); err != nil {
		return nil, err
	}
	return maps.Clone(v.keys), nil
}

func (v *vault) load() error {
	info, err := os.Stat(v.path)
	if err != nil {
		return unreadable(err)
	}
	now := stamp{info.Size(), info.ModTime()}
	if v.keys != nil && now == v.stamp {
		return nil
	}
	f, err := os.Open(v.path)
	if err != nil {
		return unreadable(err)
	}
	sealed, err := io.ReadAll(io.LimitReader(f, fileLimit))
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return unreadable(err)
	}
	keys, err := unseal(sealed, v.passphrase)
	if err != nil {
		return err
	}
	v.keys, v.stamp = keys, now
	return nil
}

func unseal(sealed []byte, passphrase string) (map[string]string, error) {
	damaged := func() error {
		return domain.Errorf(domain.CodeDamaged, "The file with your keys is damaged.").
			WithHint("Restore it from a backup, or delete it and enter the keys again.")
	}
	if passphrase == "" {
		return nil, locked()
	}
	id, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, locked()
	}
	r, err := age.Decrypt(bytes.NewReader(sealed), id)
	var wrong *age.NoIdentityMatchError
	if errors.As(err, &wrong) {
		return nil, domain.Errorf(domain.CodePassword, "This is not the passphrase of your key file.").WithHint("Try again.")
	}
	if err != nil {
		return nil, damaged()
	}
	plain, err := io.ReadAll(io.LimitReader(r, fileLimit))
	if err != nil {
		return nil, damaged()
	}
	var c content
	if err := json.Unmarshal(plain, &c); err != nil {
		return nil, damaged()
	}
	if c.Version > 1 {
		return nil, domain.Errorf(domain.CodeNewer, "The file with your keys was written by a newer Greenlight.").WithHint("Update Greenlight.")
	}
	if c.Keys == nil {
		c.Keys = map[string]string{}
	}
	return c.Keys, nil
}

// create writes an empty file, unless another process made one meanwhile.
func (v *vault) create() error {
	if err := os.MkdirAll(filepath.Dir(v.path), 0o700); err != nil {
		return unwritable(err)
	}
	return v.locked(func() error {
		if _, err := os.Stat(v.path); err == nil {
			return v.load()
		}
		return v.save(map[string]string{})
	})
}

// change edits the keys as the file has them now, and writes it.
func (v *vault) change(edit func(map[string]string)) error {
	return v.locked(func() error {
		if err := v.load(); err != nil {
			return err
		}
		keys := maps.Clone(v.keys)
		edit(keys)
		if maps.Equal(keys, v.keys) {
			return nil
		}
		return v.save(keys)
	})
}

// locked runs f while no other process writes.
func (v *vault) locked(f func() error) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	l := flock.New(v.path+".lock", flock.SetPermissions(0o600))
	if err := l.Lock(); err != nil {
		return unwritable(err)
	}
	err := f()
	if unlockErr := l.Unlock(); err == nil && unlockErr != nil {
		return unwritable(unlockErr)
	}
	return err
}

// save replaces the file in one step: a crash leaves the old one or the new one.
func (v *vault) save(keys map[string]string) error {
	plain, err := json.Marshal(content{Version: 1, Keys: keys})
	if err != nil {
		return unwritable(err)
	}
	recipient, err := age.NewScryptRecipient(v.passphrase)
	if err != nil {
		return locked()
	}
	recipient.SetWorkFactor(v.workFactor)
	var sealed bytes.Buffer
	w, err := age.Encrypt(&sealed, recipient)
	if err != nil {
		return unwritable(err)
	}
	if _, err := w.Write(plain); err != nil {
		return unwritable(err)
	}
	if err := w.Close(); err != nil {
		return unwritable(err)
	}
	if err := replace(v.path, sealed.Bytes()); err != nil {
		return unwritable(err)
	}
	info, err := os.Stat(v.path)
	if err != nil {
		return unreadable(err)
	}
	v.keys, v.stamp = keys, stamp{info.Size(), info.ModTime()}
	return nil
}

func replace(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".keys-*") // mode 0600
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if syncErr := f.Sync(); err == nil {
		err = syncErr
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

func unreadable(err error) error {
	return domain.Errorf(domain.CodeUnreadable, "The file with your keys cannot be read.").
		WithHint("Check that you may read it and that its disk is there.").WithCause(err)
}

func unwritable(err error) error {
	return domain.Errorf(domain.CodeUnavailable, "The file with your keys cannot be written.").
		WithHint("Check that you may write there and that the disk is not full.").WithCause(err)
}
