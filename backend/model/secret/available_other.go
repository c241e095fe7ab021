//go:build !(linux || freebsd || netbsd || openbsd || dragonfly)

package secret

import "context"

// keychainAvailable: macOS and Windows always have one.
func keychainAvailable(context.Context) bool { return true }
