package app

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"syscall"
	"time"

	"greenlight/backend/document"
	"greenlight/backend/domain"
	"greenlight/backend/workspace"
)

// settings of the program's start.
type startOptions struct {
	folder  string
	browser bool
	address string
	ready   string
	version bool
}

func parseArgs(args []string, out io.Writer) (startOptions, error) {
	var o startOptions
	f := flag.NewFlagSet("greenlight", flag.ContinueOnError)
	f.SetOutput(out)
	f.StringVar(&o.folder, "workspace", workspace.Folder(), "the `folder` of the workspace")
	f.BoolVar(&o.browser, "browser", false, "serve the interface to a browser on this computer instead of opening a window")
	f.StringVar(&o.address, "address", "127.0.0.1:0", "the `host:port` to serve on with --browser; port 0 takes a free one")
	f.StringVar(&o.ready, "trace-ready", "", "write the time in milliseconds at which the interface is usable into this `file`")
	f.BoolVar(&o.version, "version", false, "print the version and end")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	if f.NArg() > 0 {
		return o, domain.Errorf(domain.CodeUsage, "“%s” is not understood.", f.Arg(0))
	}
	return o, nil
}

// Run starts the program and gives its exit status: 0 done, 1 failed, 2 called wrongly.
// Assets hold the built interface under frontend/dist.
func Run(assets fs.FS, args []string) int {
	document.RunWorkerIfAsked()
	o, err := parseArgs(args, os.Stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		fmt.Fprintln(os.Stderr, err)
		return 2
	case o.version:
		fmt.Println("Greenlight", domain.Version)
		return 0
	}
	if err := run(assets, o); err != nil {
		e := domain.AsError(err)
		fmt.Fprintf(os.Stderr, "error: %s: %s\n", e.Code, e.Error())
		if e.Hint != "" {
			fmt.Fprintln(os.Stderr, e.Hint)
		}
		return 1
	}
	return 0
}

func run(assets fs.FS, o startOptions) error {
	ui, err := fs.Sub(assets, "frontend/dist")
	if err != nil {
		return err
	}
	if bindingsOnly {
		a := newApp("", slog.New(slog.DiscardHandler))
		return a.runWindow(ui, a.fileHandler())
	}
	log, closeLog := openLog(o.folder)
	defer closeLog()
	a := newApp(o.folder, log)
	if o.ready != "" {
		a.shown = sync.OnceFunc(func() {
			if err := os.WriteFile(o.ready, []byte(strconv.FormatInt(time.Now().UnixMilli(), 10)), 0o600); err != nil {
				log.Error("ready file", "error", err)
			}
		})
	}
	files := a.fileHandler()
	if o.browser || !hasDisplay() {
		return a.runBrowser(ui, o.address, files)
	}
	return a.runWindow(ui, files)
}

// hasDisplay reports whether a window can be opened.
func hasDisplay() bool {
	return runtime.GOOS != "linux" || os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
}

// runBrowser serves the interface on loopback until the person stops it.
func (a *App) runBrowser(ui fs.FS, address string, files http.Handler) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	b, err := newBridge(ui, newDispatcher(a.Bound()), a.emitter, files, a.log)
	if err != nil {
		return err
	}
	if err := a.start(context.WithoutCancel(ctx)); err != nil {
		return err
	}
	defer a.stop()
	l, url, err := b.listen(address)
	if err != nil {
		return err
	}
	fmt.Printf("Greenlight is open at\n\n  %s\n\nThe address works once, on this computer. Press Ctrl-C to stop.\n", url)
	err = b.serve(ctx, l)
	fmt.Println("Stopped.")
	return err
}

// openLog writes the log to a file in the workspace's folder, and starts a new one when it
// has grown past 10 MB. Without a folder yet, or without the right to write, it goes to the
// terminal.
func openLog(folder string) (*slog.Logger, func()) {
	dir := filepath.Join(folder, workspace.LogsDir)
	path := filepath.Join(dir, "greenlight.log")
	if st, err := os.Stat(path); err == nil && st.Size() > 10<<20 {
		_ = os.Rename(path, path+".old") // at worst the log goes on growing
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return slog.New(slog.NewTextHandler(os.Stderr, nil)), func() {}
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return slog.New(slog.NewTextHandler(os.Stderr, nil)), func() {}
	}
	return slog.New(slog.NewTextHandler(f, nil)), func() { _ = f.Close() }
}
