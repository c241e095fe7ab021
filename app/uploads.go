package app

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"greenlight/backend/domain"
)

// uploadPrefix marks the name of a file that a browser sent, where a path is expected.
const uploadPrefix = "upload:"

// maxUpload is the largest file that a browser may send: a little over the largest backup
// that is reasonable to carry through a browser.
const maxUpload = 4 << 30

// uploads keeps files that a browser sent until they are used. They live in the workspace's
// folder, so that work on them can go on after a crash.
type uploads struct{ folder string }

// receive stores a file under a fresh name and gives the name to use instead of a path. The
// name may hold the folders in which it was chosen, "policies/leave.pdf".
func (u uploads) receive(name string, body io.Reader) (ref string, err error) {
	local := filepath.FromSlash(strings.TrimSpace(name))
	if !filepath.IsLocal(local) || filepath.Clean(local) == "." || strings.ContainsRune(name, 0) || len(name) > 1000 {
		return "", domain.Errorf(domain.CodeInvalid, "This file has no usable name.")
	}
	name = filepath.ToSlash(filepath.Clean(local))
	id := domain.NewID("up")
	dir := filepath.Join(u.folder, id)
	full := filepath.Join(dir, local)
	if err := os.MkdirAll(filepath.Dir(full), 0o700); err != nil {
		return "", err
	}
	defer func() {
		if err != nil {
			_ = os.RemoveAll(dir) // the first error says more
		}
	}()
	f, err := os.OpenFile(full, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return "", err
	}
	_, err = io.Copy(f, body)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return "", err
	}
	return uploadPrefix + id + "/" + name, nil
}

// resolve turns the names of uploads into paths and leaves other paths as they are.
func (u uploads) resolve(path string) (string, error) {
	ref, ok := strings.CutPrefix(path, uploadPrefix)
	if !ok {
		return path, nil
	}
	id, name, ok := strings.Cut(ref, "/")
	full := filepath.Join(u.folder, id, filepath.FromSlash(name))
	if !ok || !strings.HasPrefix(id, "up_") || !filepath.IsLocal(filepath.FromSlash(name)) || !filepath.IsLocal(id) {
		return "", domain.Errorf(domain.CodeInvalid, "“%s” is no uploaded file.", path)
	}
	if _, err := os.Stat(full); err != nil {
		return "", domain.Errorf(domain.CodeNotFound, "The uploaded file “%s” is gone.", name).WithHint("Send it again.").WithCause(err)
	}
	return full, nil
}

// serve answers PUT /files/upload/{name}.
func (u uploads) serve(w http.ResponseWriter, r *http.Request) {
	ref, err := u.receive(r.PathValue("name"), http.MaxBytesReader(w, r.Body, maxUpload))
	if err != nil {
		writeError(w, http.StatusUnprocessableEntity, domain.AsError(err))
		return
	}
	writeJSON(w, http.StatusOK, map[string]string{"path": ref})
}
