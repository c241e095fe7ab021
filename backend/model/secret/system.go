package secret

import (
	"context"
	"errors"

	"github.com/zalando/go-keyring"
)

// systemKeychain is the keychain of macOS, the credential manager of Windows, or the Secret
// Service of a Linux desktop.
type systemKeychain struct{}

func (systemKeychain) Available(ctx context.Context) bool { return keychainAvailable(ctx) }

func (systemKeychain) Get(service, name string) (string, error) {
	v, err := keyring.Get(service, name)
	return v, none(err)
}

func (systemKeychain) Set(service, name, value string) error {
	return keyring.Set(service, name, value)
}

func (systemKeychain) Delete(service, name string) error { return none(keyring.Delete(service, name)) }

func none(err error) error {
	if errors.Is(err, keyring.ErrNotFound) {
		return ErrNone
	}
	return err
}
