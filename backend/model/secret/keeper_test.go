package secret_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"greenlight/backend/domain"
	"greenlight/backend/model/secret"
)

const (
	key        = "sk-proj-Zm9vYmFyYmF6cXV4"
	passphrase = "correct horse battery"
)

// chain is a keychain in memory.
type chain struct {
	mu      sync.Mutex
	missing bool
	err     error
	stall   chan struct{}
	keys    map[string]string
	gets    int
}

func (c *chain) Available(context.Context) bool { return !c.missing }

func (c *chain) Get(service, name string) (string, error) {
	if c.stall != nil {
		<-c.stall
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.gets++
	if v, ok := c.keys[service+"/"+name]; ok {
		return v, c.err
	}
	if c.err != nil {
		return "", c.err
	}
	return "", secret.ErrNone
}

func (c *chain) Set(service, name, value string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.err != nil {
		return c.err
	}
	c.keys[service+"/"+name] = value
	return nil
}

func (c *chain) Delete(service, name string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.keys[service+"/"+name]; !ok {
		return secret.ErrNone
	}
	delete(c.keys, service+"/"+name)
	return nil
}

func newKeeper(t *testing.T, c *chain) (*secret.Keeper, string) {
	t.Helper()
	if c.keys == nil {
		c.keys = map[string]string{}
	}
	file := filepath.Join(t.TempDir(), "sub", "keys.age")
	return open(c, file), file
}

func open(c *chain, file string) *secret.Keeper {
	return secret.New(secret.Options{Service: "Greenlight test", File: file, Keychain: c, WorkFactor: 8})
}

func TestKeychain(t *testing.T) {
	ctx := context.Background()
	c := &chain{}
	k, _ := newKeeper(t, c)
	if s := k.State(ctx); s.Kind != secret.KindKeychain || s.Locked || s.Message == "" {
		t.Errorf("%+v", s)
	}
	if v, err := k.Get(ctx, "openai"); v != "" || err != nil {
		t.Errorf("no key gives %q, %v", v, err)
	}
	if err := k.Set(ctx, "openai", " "+key+"\n"); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if v, err := k.Get(ctx, "openai"); v != key || err != nil {
			t.Errorf("%q, %v", v, err)
		}
	}
	if c.gets != 2 {
		t.Errorf("the keychain was asked %d times", c.gets)
	}
	if err := k.Delete(ctx, "openai"); err != nil {
		t.Fatal(err)
	}
	if v, err := k.Get(ctx, "openai"); v != "" || err != nil {
		t.Errorf("a deleted key gives %q, %v", v, err)
	}
	if err := k.Delete(ctx, "openai"); err != nil {
		t.Errorf("deleting what is not there gives %v", err)
	}
}

func TestFile(t *testing.T) {
	ctx := context.Background()
	c := &chain{missing: true}
	k, file := newKeeper(t, c)
	if s := k.State(ctx); s.Kind != secret.KindNone {
		t.Errorf("%+v", s)
	}
	if err := k.Set(ctx, "openai", key); !domain.IsCode(err, domain.CodeUnavailable) {
		t.Errorf("with no place a key gives %v", err)
	}
	if err := k.Unlock(ctx, "short"); !domain.IsCode(err, domain.CodeInvalid) {
		t.Errorf("a short passphrase gives %v", err)
	}
	if err := k.Unlock(ctx, passphrase); err != nil {
		t.Fatal(err)
	}
	if err := k.Set(ctx, "openai", key); err != nil {
		t.Fatal(err)
	}
	if err := k.Set(ctx, "mistral", "other-key-123456"); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(file)
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	k.Lock()
	if s := k.State(ctx); s.Kind != secret.KindFile || !s.Locked {
		t.Errorf("%+v", s)
	}
	if _, err := k.Get(ctx, "openai"); !domain.IsCode(err, domain.CodePassword) {
		t.Errorf("locked gives %v", err)
	}
	if err := k.Set(ctx, "openai", key); !domain.IsCode(err, domain.CodePassword) {
		t.Errorf("locked gives %v", err)
	}

	again := open(c, file)
	if err := again.Unlock(ctx, passphrase+"x"); !domain.IsCode(err, domain.CodePassword) {
		t.Errorf("a wrong passphrase gives %v", err)
	}
	if err := again.Unlock(ctx, passphrase); err != nil {
		t.Fatal(err)
	}
	if v, err := again.Get(ctx, "openai"); v != key || err != nil {
		t.Errorf("%q, %v", v, err)
	}
	if err := again.Delete(ctx, "openai"); err != nil {
		t.Fatal(err)
	}
	if v, err := again.Get(ctx, "openai"); v != "" || err != nil {
		t.Errorf("%q, %v", v, err)
	}
	if v, err := again.Get(ctx, "mistral"); v != "other-key-123456" || err != nil {
		t.Errorf("%q, %v", v, err)
	}
}

func TestTwoProgramsShareTheFile(t *testing.T) {
	ctx := context.Background()
	c := &chain{missing: true}
	a, file := newKeeper(t, c)
	if err := a.Unlock(ctx, passphrase); err != nil {
		t.Fatal(err)
	}
	b := open(c, file)
	if err := b.Unlock(ctx, passphrase); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for i := range 6 {
		k := []*secret.Keeper{a, b}[i%2]
		wg.Go(func() {
			if err := k.Set(ctx, string(rune('a'+i)), key); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for i := range 6 {
		if v, err := open2(t, c, file).Get(ctx, string(rune('a'+i))); v != key || err != nil {
			t.Errorf("key %d is %q, %v", i, v, err)
		}
	}
}

func open2(t *testing.T, c *chain, file string) *secret.Keeper {
	t.Helper()
	k := open(c, file)
	if err := k.Unlock(context.Background(), passphrase); err != nil {
		t.Fatal(err)
	}
	return k
}

func TestTheFileIsMadeBesideAKeychain(t *testing.T) {
	ctx := context.Background()
	c := &chain{}
	k, _ := newKeeper(t, c)
	if err := k.Set(ctx, "old", key); err != nil {
		t.Fatal(err)
	}
	if err := k.Unlock(ctx, passphrase); err != nil {
		t.Fatal(err)
	}
	if v, err := k.Get(ctx, "old"); v != key || err != nil {
		t.Errorf("the keychain's key gives %q, %v", v, err)
	}
	if err := k.Set(ctx, "new", key); err != nil {
		t.Fatal(err)
	}
	if len(c.keys) != 1 {
		t.Errorf("the new key went into the keychain: %d keys", len(c.keys))
	}
}

func TestDamagedFiles(t *testing.T) {
	ctx := context.Background()
	c := &chain{missing: true}
	k, file := newKeeper(t, c)
	if err := k.Unlock(ctx, passphrase); err != nil {
		t.Fatal(err)
	}
	if err := k.Set(ctx, "a", key); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(whole)
	flipped[len(flipped)-5] ^= 1
	for name, data := range map[string][]byte{"empty": {}, "text": []byte("hello"), "cut": whole[:len(whole)-10], "flipped": flipped} {
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := open(c, file).Unlock(ctx, passphrase); !domain.IsCode(err, domain.CodeDamaged) {
			t.Errorf("%s gives %v", name, err)
		}
	}
}

func TestKeysThatAreNone(t *testing.T) {
	k, _ := newKeeper(t, &chain{})
	for _, bad := range []string{"", "  ", "two words", "ключ", "a\x00b", strings.Repeat("x", 3000)} {
		if err := k.Set(context.Background(), "openai", bad); !domain.IsCode(err, domain.CodeInvalid) {
			t.Errorf("%q gives %v", bad, err)
		}
	}
}

func TestAKeychainThatHangsIsLeft(t *testing.T) {
	c := &chain{stall: make(chan struct{}), keys: map[string]string{}}
	k, _ := newKeeper(t, c)
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Millisecond)
	defer cancel()
	if _, err := k.Get(ctx, "openai"); !domain.IsCode(err, domain.CodeUnavailable) {
		t.Errorf("error %v", err)
	}
	close(c.stall)
	if _, err := k.Get(context.Background(), "openai"); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

// TestKeysStandNowhere searches every file and every error for the key.
func TestKeysStandNowhere(t *testing.T) {
	ctx := context.Background()
	c := &chain{missing: true}
	k, file := newKeeper(t, c)
	if err := k.Unlock(ctx, passphrase); err != nil {
		t.Fatal(err)
	}
	if err := k.Set(ctx, "openai", key); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(filepath.Dir(file), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if bytes.Contains(data, []byte(key)) || bytes.Contains(data, []byte(passphrase)) {
			t.Errorf("%s holds the key", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	broken := &chain{err: errors.New("could not store " + key), keys: map[string]string{}}
	k, _ = newKeeper(t, broken)
	setErr := k.Set(ctx, "openai", key)
	_, getErr := k.Get(ctx, "openai")
	for _, err := range []error{setErr, getErr, k.Set(ctx, "openai", key+" "+key)} {
		for e := err; e != nil; e = errors.Unwrap(e) {
			if strings.Contains(e.Error(), key) {
				t.Errorf("an error holds the key: %v", e)
			}
		}
		if err == nil {
			t.Error("no error")
		}
	}
}
