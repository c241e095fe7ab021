// Package secret keeps providers' keys: in the keychain of the operating system, or, where a
// person chose that, in one file that a passphrase encrypts. Keys are written nowhere else,
// and no error or message holds one.
package secret

import (
	"context"
	"errors"
	"os"
	"strings"
	"sync"
	"time"
	"unicode"

	"greenlight/backend/domain"
)

// Kind says where keys are kept.
type Kind string

// The places. None means that neither is ready: the computer has no keychain, and no file was
// made yet.
const (
	KindKeychain Kind = "keychain"
	KindFile     Kind = "file"
	KindNone     Kind = "none"
)

// State says where keys are kept and whether they can be read now.
type State struct {
	Kind    Kind
	Locked  bool   // the file waits for its passphrase
	Message string // one sentence for people
}

// Options configure a Keeper.
type Options struct {
	Service string // names this workspace in the keychain
	File    string // path of the encrypted file; it need not exist
	// Keychain replaces the operating system's; nil takes that.
	Keychain Keychain
	// WorkFactor is the logarithm of the work that opening the file takes, 0 for 18 (about a
	// second). Tests use less.
	WorkFactor int
}

// Keychain is a place of the operating system for keys.
type Keychain interface {
	// Available reports quickly whether it can be used.
	Available(ctx context.Context) bool
	Get(service, name string) (string, error) // ErrNone when there is none
	Set(service, name, value string) error
	Delete(service, name string) error // ErrNone when there is none
}

// ErrNone is what a Keychain gives for a name that it does not hold.
var ErrNone = errors.New("no such key")

// Keeper keeps keys by the provider's name. The file counts when it exists, since making it
// is a person's explicit choice; keys that only the keychain holds are still found. It is safe
// for concurrent use.
type Keeper struct {
	o    Options
	busy chan struct{} // one keychain call at a time: each may show a window of the system

	mu    sync.Mutex
	file  *vault // nil while locked
	cache map[string]cached
}

type cached struct {
	value string
	until time.Time
}

const (
	cacheTime    = time.Minute
	keychainTime = time.Minute // a person may have to unlock the keychain in a window
	keyLength    = 2000        // characters; Windows allows 2560 bytes
)

// New makes a Keeper. It opens nothing.
func New(o Options) *Keeper {
	if o.Keychain == nil {
		o.Keychain = systemKeychain{}
	}
	if o.WorkFactor <= 0 {
		o.WorkFactor = 18
	}
	return &Keeper{o: o, busy: make(chan struct{}, 1), cache: map[string]cached{}}
}

// State tells where keys are kept.
func (k *Keeper) State(ctx context.Context) State {
	if k.fileExists() {
		k.mu.Lock()
		defer k.mu.Unlock()
		if k.file == nil {
			return State{KindFile, true, "Your keys are in an encrypted file. Enter its passphrase to use them."}
		}
		return State{KindFile, false, "Your keys are in an encrypted file that is open."}
	}
	if k.o.Keychain.Available(ctx) {
		return State{KindKeychain, false, "Your keys are in the keychain of this computer."}
	}
	return State{KindNone, false, "This computer has no keychain. Choose a passphrase, and Greenlight keeps your keys in an encrypted file."}
}

// Unlock opens the encrypted file with its passphrase, and makes the file when there is none.
// A wrong passphrase gives CodePassword.
func (k *Keeper) Unlock(ctx context.Context, passphrase string) error {
	if err := ctx.Err(); err != nil {
		return domain.AsError(err)
	}
	v := &vault{path: k.o.File, passphrase: passphrase, workFactor: k.o.WorkFactor}
	if k.fileExists() {
		if _, err := v.read(); err != nil {
			return err
		}
	} else {
		if len([]rune(passphrase)) < 8 {
			return domain.Errorf(domain.CodeInvalid, "The passphrase needs at least 8 characters.").WithPath("passphrase").
				WithHint("Several words are easy to remember and hard to guess. It cannot be recovered.")
		}
		if err := v.create(); err != nil {
			return err
		}
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.file = v
	clear(k.cache)
	return nil
}

// Lock forgets the passphrase and every key in memory.
func (k *Keeper) Lock() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.file = nil
	clear(k.cache)
}

// Get gives a key, "" when there is none under this name.
func (k *Keeper) Get(ctx context.Context, name string) (string, error) {
	k.mu.Lock()
	if c, ok := k.cache[name]; ok && time.Now().Before(c.until) {
		k.mu.Unlock()
		return c.value, nil
	}
	file := k.file
	k.mu.Unlock()
	if k.fileExists() {
		if file == nil {
			return "", locked()
		}
		keys, err := file.read()
		if err != nil {
			return "", err
		}
		if v, ok := keys[name]; ok {
			k.keep(name, v)
			return v, nil
		}
	}
	if !k.o.Keychain.Available(ctx) {
		return "", nil
	}
	value := ""
	err := k.system(ctx, func() error {
		v, err := k.o.Keychain.Get(k.o.Service, name)
		if errors.Is(err, ErrNone) {
			return nil
		}
		value = v
		return err
	})
	if err != nil {
		return "", err
	}
	k.keep(name, value)
	return value, nil
}

// Set keeps a key, in the file when there is one, else in the keychain. With neither it gives
// CodeUnavailable and keeps nothing.
func (k *Keeper) Set(ctx context.Context, name, value string) error {
	value, err := cleanKey(value)
	if err != nil {
		return err
	}
	k.drop(name)
	if k.fileExists() {
		file := k.open()
		if file == nil {
			return locked()
		}
		return file.change(func(keys map[string]string) { keys[name] = value })
	}
	if !k.o.Keychain.Available(ctx) {
		return domain.Errorf(domain.CodeUnavailable, "There is no safe place for the key yet, so it was not kept.").
			WithHint("Choose a passphrase under Settings; your keys then go into an encrypted file.")
	}
	return k.system(ctx, func() error { return k.o.Keychain.Set(k.o.Service, name, value) })
}

// Delete forgets a key everywhere. A name without a key is no error.
func (k *Keeper) Delete(ctx context.Context, name string) error {
	k.drop(name)
	if k.fileExists() {
		file := k.open()
		if file == nil {
			return locked()
		}
		if err := file.change(func(keys map[string]string) { delete(keys, name) }); err != nil {
			return err
		}
	}
	if !k.o.Keychain.Available(ctx) {
		return nil
	}
	return k.system(ctx, func() error {
		if err := k.o.Keychain.Delete(k.o.Service, name); !errors.Is(err, ErrNone) {
			return err
		}
		return nil
	})
}

// system runs one call of the keychain. Such a call cannot be cancelled; when ctx ends first
// it is left to end by itself, and the next call waits for it.
func (k *Keeper) system(ctx context.Context, f func() error) error {
	ctx, cancel := context.WithTimeout(ctx, keychainTime)
	defer cancel()
	select {
	case k.busy <- struct{}{}:
	case <-ctx.Done():
		return noKeychain(ctx.Err())
	}
	done := make(chan error, 1)
	go func() {
		defer func() { <-k.busy }()
		done <- f()
	}()
	select {
	case err := <-done:
		if err != nil {
			return noKeychain(errors.New("keychain call failed")) // the cause may quote what was stored
		}
		return nil
	case <-ctx.Done():
		return noKeychain(ctx.Err())
	}
}

func noKeychain(err error) error {
	if errors.Is(err, context.Canceled) {
		return domain.AsError(err)
	}
	return domain.Errorf(domain.CodeUnavailable, "The keychain of this computer did not give or take the key.").
		WithHint("Unlock it and try again, or choose a passphrase for an encrypted file under Settings.").WithCause(err)
}

func locked() error {
	return domain.Errorf(domain.CodePassword, "Your keys are locked.").
		WithHint("Enter the passphrase of the key file under Settings, or put it into GREENLIGHT_PASSPHRASE for a command.")
}

func cleanKey(value string) (string, error) {
	value = strings.TrimSpace(value)
	bad := func(text string) (string, error) {
		return "", domain.Errorf(domain.CodeInvalid, "%s", text).WithPath("key")
	}
	switch {
	case value == "":
		return bad("The key is empty.")
	case len(value) > keyLength:
		return bad("This is too long for a key.")
	}
	for _, r := range value {
		if r > unicode.MaxASCII || !unicode.IsGraphic(r) || r == ' ' {
			return bad("The key holds a character that no key has. Copy it again.")
		}
	}
	return value, nil
}

func (k *Keeper) fileExists() bool {
	if k.o.File == "" {
		return false
	}
	_, err := os.Stat(k.o.File)
	return err == nil
}

func (k *Keeper) open() *vault {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.file
}

func (k *Keeper) keep(name, value string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.cache[name] = cached{value, time.Now().Add(cacheTime)}
}

func (k *Keeper) drop(name string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.cache, name)
}
