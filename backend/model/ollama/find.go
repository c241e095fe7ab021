package ollama

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"time"

	"github.com/ollama/ollama/api"
	"github.com/ollama/ollama/envconfig"

	"greenlight/backend/model/guard"
)

// Found is what there is of Ollama on this computer.
type Found struct {
	Program string // path of the installed program, "" when there is none
	Address string // where it runs or would run
	Running bool
	Version string // of the running server
}

const probeTime = 2 * time.Second

// Way makes clients for servers on this computer; guard.Guard does.
type Way interface {
	Local(name, address string) (*http.Client, error)
}

var _ Way = (*guard.Guard)(nil)

// Find looks for a running server at OLLAMA_HOST or the usual address, and for the installed
// program. It never takes longer than two seconds. Servers on other computers are not looked
// for; people add them with their address.
func Find(ctx context.Context, way Way) Found {
	f := Found{Program: Program(), Address: Address()}
	ctx, cancel := context.WithTimeout(ctx, probeTime)
	defer cancel()
	if v, err := version(ctx, way, f.Address); err == nil {
		f.Running, f.Version = true, v
	}
	return f
}

func version(ctx context.Context, way Way, address string) (string, error) {
	h, err := way.Local("ollama", address)
	if err != nil {
		return "", err
	}
	u, err := url.Parse(address)
	if err != nil {
		return "", err
	}
	return api.NewClient(u, h).Version(guard.With(ctx, &guard.Call{Purpose: "list"}))
}

// Address gives where Ollama listens on this computer: OLLAMA_HOST, where "all addresses"
// means loopback for those who ask, or the usual address.
func Address() string {
	u := envconfig.Host()
	host, port, err := net.SplitHostPort(u.Host)
	if err != nil {
		return DefaultAddress
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return u.Scheme + "://" + net.JoinHostPort(host, port)
}

// Program gives the path of the installed program, "" when there is none. Windowed programs
// often start with a short PATH, so the usual places are looked at as well.
func Program() string {
	if path, err := exec.LookPath("ollama"); err == nil {
		return path
	}
	for _, path := range usualPlaces() {
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			return path
		}
	}
	return ""
}

func usualPlaces() []string {
	switch runtime.GOOS {
	case "darwin":
		return []string{"/usr/local/bin/ollama", "/opt/homebrew/bin/ollama", "/Applications/Ollama.app/Contents/Resources/ollama"}
	case "windows":
		return []string{filepath.Join(os.Getenv("LOCALAPPDATA"), "Programs", "Ollama", "ollama.exe"),
			filepath.Join(os.Getenv("ProgramFiles"), "Ollama", "ollama.exe")}
	}
	return []string{"/usr/local/bin/ollama", "/usr/bin/ollama", "/snap/bin/ollama", filepath.Join(os.Getenv("HOME"), ".local", "bin", "ollama")}
}
