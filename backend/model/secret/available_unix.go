//go:build linux || freebsd || netbsd || openbsd || dragonfly

package secret

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/godbus/dbus/v5"
)

const (
	secretsName  = "org.freedesktop.secrets"
	secretsProbe = time.Second
)

// keychainAvailable asks the session's message bus, if there is one, whether a Secret Service
// runs or can be started. It never starts a bus, as the library by itself would, and takes no
// longer than a second.
func keychainAvailable(ctx context.Context) bool {
	address := busAddress()
	if address == "" {
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, secretsProbe)
	defer cancel()
	conn, err := dbus.Connect(address, dbus.WithContext(ctx))
	if err != nil {
		return false
	}
	defer func() { _ = conn.Close() }() // nothing was sent that could be lost
	var runs bool
	if err := conn.BusObject().CallWithContext(ctx, "org.freedesktop.DBus.NameHasOwner", 0, secretsName).Store(&runs); err == nil && runs {
		return true
	}
	var names []string
	if err := conn.BusObject().CallWithContext(ctx, "org.freedesktop.DBus.ListActivatableNames", 0).Store(&names); err != nil {
		return false
	}
	return slices.Contains(names, secretsName)
}

// busAddress gives the address of the session's bus, "" when there is none.
func busAddress() string {
	if a := os.Getenv("DBUS_SESSION_BUS_ADDRESS"); a != "" && a != "autolaunch:" {
		return a
	}
	dir := os.Getenv("XDG_RUNTIME_DIR")
	if dir == "" {
		return ""
	}
	socket := filepath.Join(dir, "bus")
	if info, err := os.Stat(socket); err != nil || info.Mode()&os.ModeSocket == 0 {
		return ""
	}
	return "unix:path=" + socket
}
