package app

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"greenlight/backend/domain"
	"greenlight/backend/workspace"
)

// fileHandler serves what is bytes and not JSON, for the window and the browser alike:
// pictures of pages, uploads and the backup.
func (a *App) fileHandler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /files/page/{document}/{page}", a.servePage)
	mux.HandleFunc("GET /files/original/{document}", a.serveOriginal)
	mux.HandleFunc("GET /files/backup", a.serveBackup)
	mux.HandleFunc("PUT /files/upload/{name}", func(w http.ResponseWriter, r *http.Request) { a.uploads().serve(w, r) })
	return mux
}

// servePage answers with the picture of a page. The query may hold dpi (50 to 200).
func (a *App) servePage(w http.ResponseWriter, r *http.Request) {
	ws, _, err := a.open()
	if err != nil {
		writeError(w, http.StatusServiceUnavailable, domain.AsError(err))
		return
	}
	page, err := strconv.Atoi(r.PathValue("page"))
	if err != nil || page < 1 {
		writeError(w, http.StatusBadRequest, domain.Errorf(domain.CodeInvalid, "“%s” is no page number.", r.PathValue("page")))
		return
	}
	dpi := workspace.PictureDPI
	if n, err := strconv.Atoi(r.URL.Query().Get("dpi")); err == nil {
		dpi = min(max(n, 50), 200)
	}
	image, err := ws.PagePicture(r.Context(), r.PathValue("document"), page, dpi, 0, 0)
	if err != nil {
		writeError(w, http.StatusUnprocessableEntity, domain.AsError(err))
		return
	}
	w.Header().Set("Content-Type", "image/png")
	// A document keeps its id when its file changes, so the picture may only be kept shortly.
	w.Header().Set("Cache-Control", "private, max-age=60")
	_, _ = w.Write(image.PNG) // a browser that went away is no fault of ours
}

// serveOriginal hands out the file as it was added. It is never shown in place: a document
// could hold scripts.
func (a *App) serveOriginal(w http.ResponseWriter, r *http.Request) {
	ws, _, err := a.open()
	if err != nil {
		writeError(w, http.StatusServiceUnavailable, domain.AsError(err))
		return
	}
	source, err := ws.Knowledge.Original(r.Context(), r.PathValue("document"))
	if err != nil {
		writeError(w, http.StatusUnprocessableEntity, domain.AsError(err))
		return
	}
	attach(w.Header(), source.Name)
	_, _ = w.Write(source.Data)
}

// serveBackup writes a backup into a temporary file and sends it.
func (a *App) serveBackup(w http.ResponseWriter, r *http.Request) {
	ws, _, err := a.open()
	if err != nil {
		writeError(w, http.StatusServiceUnavailable, domain.AsError(err))
		return
	}
	dir, err := os.MkdirTemp("", "greenlight-backup-")
	if err != nil {
		writeError(w, http.StatusInternalServerError, domain.AsError(err))
		return
	}
	defer func() {
		if err := os.RemoveAll(dir); err != nil {
			a.log.Error("temporary backup stays behind", "folder", dir, "error", err)
		}
	}()
	name := fmt.Sprintf("greenlight-%s%s", time.Now().Format("2006-01-02"), workspace.BackupEnding)
	path := filepath.Join(dir, name)
	if err := ws.Store.Backup(r.Context(), path, nil); err != nil {
		writeError(w, http.StatusUnprocessableEntity, domain.AsError(err))
		return
	}
	f, err := os.Open(path)
	if err != nil {
		writeError(w, http.StatusInternalServerError, domain.AsError(err))
		return
	}
	defer f.Close()
	attach(w.Header(), name)
	if st, err := f.Stat(); err == nil {
		w.Header().Set("Content-Length", strconv.FormatInt(st.Size(), 10))
	}
	if _, err := io.Copy(w, f); err != nil {
		a.log.Warn("backup was not taken completely", "error", err)
	}
}

// attach makes a browser save what follows under the name.
func attach(h http.Header, name string) {
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape(name))
	h.Set("Cache-Control", "no-store")
}
