package app

import (
	"context"
	"errors"
	"io/fs"
	"net/http"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/options/linux"
	"github.com/wailsapp/wails/v2/pkg/runtime"

	"greenlight/backend/domain"
)

// runWindow opens the desktop window and blocks until it is closed. It fails with the reason
// when the workspace could not be opened, which a dialog has said before.
func (a *App) runWindow(assets fs.FS, files http.Handler) error {
	err := wails.Run(&options.App{
		Title: "Greenlight", Width: 1280, Height: 800, MinWidth: 960, MinHeight: 600,
		BackgroundColour: options.NewRGB(0xf7, 0xf7, 0xf5),
		AssetServer:      &assetserver.Options{Assets: assets, Middleware: windowFiles(files)},
		Bind:             a.Bound(),
		ErrorFormatter:   func(err error) any { return domain.AsError(err) },
		DragAndDrop:      &options.DragAndDrop{EnableFileDrop: true, DisableWebViewDrop: true},
		Linux:            &linux.Options{ProgramName: "greenlight", WebviewGpuPolicy: linux.WebviewGpuPolicyOnDemand},
		OnStartup:        a.windowStarts,
		OnShutdown:       func(context.Context) { a.emitter.close(); a.stop() },
	})
	if err != nil {
		return err
	}
	a.mu.RLock()
	defer a.mu.RUnlock()
	return a.failed
}

// windowFiles serves /files/ beside the interface's own files, and sets the same headers as
// the bridge does.
func windowFiles(files http.Handler) assetserver.Middleware {
	return func(next http.Handler) http.Handler {
		mux := http.NewServeMux()
		mux.Handle("/files/", files)
		mux.Handle("/", next)
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			secureHeaders(w.Header())
			mux.ServeHTTP(w, r)
		})
	}
}

func (a *App) windowStarts(ctx context.Context) {
	a.dialogs = windowDialogs{ctx}
	a.emitter.toWindow(func(name string, data any) { runtime.EventsEmit(ctx, name, data) })
	if err := a.start(context.WithoutCancel(ctx)); err != nil {
		a.windowRefused(ctx, err)
	}
}

// windowRefused says why the workspace cannot be opened, and ends the program: there is
// nothing that the interface could show.
func (a *App) windowRefused(ctx context.Context, err error) {
	e := domain.AsError(err)
	a.log.Error("workspace cannot be opened", "error", err, "cause", errors.Unwrap(e))
	_, dialogErr := runtime.MessageDialog(ctx, runtime.MessageDialogOptions{
		Type: runtime.ErrorDialog, Title: "Greenlight cannot open this workspace", Message: e.Error() + "\n\n" + e.Hint,
	})
	if dialogErr != nil {
		a.log.Error("dialog failed", "error", dialogErr)
	}
	runtime.Quit(ctx)
}

// windowDialogs opens the dialogs of the operating system.
type windowDialogs struct{ ctx context.Context }

func (d windowDialogs) openFiles(title string) ([]string, error) {
	return runtime.OpenMultipleFilesDialog(d.ctx, runtime.OpenDialogOptions{Title: title})
}

func (d windowDialogs) openFolder(title string) (string, error) {
	return runtime.OpenDirectoryDialog(d.ctx, runtime.OpenDialogOptions{Title: title})
}

func (d windowDialogs) openFile(title, pattern string) (string, error) {
	return runtime.OpenFileDialog(d.ctx, runtime.OpenDialogOptions{Title: title,
		Filters: []runtime.FileFilter{{DisplayName: title, Pattern: pattern}}})
}

func (d windowDialogs) saveFile(title, name string) (string, error) {
	return runtime.SaveFileDialog(d.ctx, runtime.SaveDialogOptions{Title: title, DefaultFilename: name})
}
