//go:build linux

package secret_test

import (
	"bufio"
	"context"
	"net"
	"os/exec"
	"strings"
	"testing"
	"time"

	"greenlight/backend/model/secret"
)

// bus starts a message bus of its own and gives its address.
func bus(t *testing.T) string {
	t.Helper()
	if _, err := exec.LookPath("dbus-daemon"); err != nil {
		t.Skip("needs dbus-daemon")
	}
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_RUNTIME_DIR", home)
	t.Setenv("XDG_DATA_HOME", home+"/data")
	cmd := exec.Command("dbus-daemon", "--session", "--nofork", "--print-address")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(address)
}

func TestNoBusIsFoundOutAtOnce(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	k := secret.New(secret.Options{Service: "Greenlight test", File: t.TempDir() + "/keys"})
	if s := k.State(context.Background()); s.Kind != secret.KindNone {
		t.Errorf("%+v", s)
	}
}

func TestABusThatHangsIsLeft(t *testing.T) {
	socket := t.TempDir() + "/bus"
	l, err := net.Listen("unix", socket) // accepts and says nothing
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+socket)
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if s := secret.New(secret.Options{}).State(ctx); s.Kind != secret.KindNone {
		t.Errorf("%+v", s)
	}
	if ctx.Err() != nil {
		t.Error("it waited for the bus")
	}
}

// TestRealKeychain keeps a key in a real Secret Service.
func TestRealKeychain(t *testing.T) {
	address := bus(t)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
	if _, err := exec.LookPath("gnome-keyring-daemon"); err != nil {
		t.Skip("needs gnome-keyring-daemon")
	}
	cmd := exec.Command("gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets")
	cmd.Stdin = strings.NewReader("test-login\n")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	k := secret.New(secret.Options{Service: "Greenlight test"})
	for k.State(ctx).Kind != secret.KindKeychain {
		if ctx.Err() != nil {
			t.Fatal("the Secret Service did not appear")
		}
		time.Sleep(20 * time.Millisecond)
	}
	if err := k.Set(ctx, "openai", key); err != nil {
		t.Fatal(err)
	}
	other := secret.New(secret.Options{Service: "Greenlight test"})
	if v, err := other.Get(ctx, "openai"); v != key || err != nil {
		t.Errorf("%q, %v", v, err)
	}
	if v, err := secret.New(secret.Options{Service: "Another"}).Get(ctx, "openai"); v != "" || err != nil {
		t.Errorf("another workspace sees %q, %v", v, err)
	}
	if err := other.Delete(ctx, "openai"); err != nil {
		t.Fatal(err)
	}
	if v, err := other.Get(ctx, "openai"); v != "" || err != nil {
		t.Errorf("deleted: %q, %v", v, err)
	}
}
