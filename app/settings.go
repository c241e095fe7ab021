package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"

	"greenlight/backend/domain"
	"greenlight/backend/workspace"
)

// Settings covers the workspace and the person's choices.
type Settings struct{ app *App }

const preferencesKey = "preferences"

// info names the workspace and the program.
func (a *App) info(ctx context.Context, ws *workspace.Workspace) (WorkspaceInfo, error) {
	schema, err := ws.Store.Schema(ctx)
	if err != nil {
		return WorkspaceInfo{}, err
	}
	i := WorkspaceInfo{Folder: ws.Folder, File: ws.Store.Path(), Version: domain.Version, Schema: schema,
		Window: a.dialogs != nil, Platform: runtime.GOOS}
	if st, err := os.Stat(ws.Store.Path()); err == nil {
		i.Size = st.Size()
	}
	return i, nil
}

// Info names the workspace and the program.
func (s *Settings) Info() (WorkspaceInfo, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return WorkspaceInfo{}, err
	}
	return s.app.info(ctx, ws)
}

// Shown is called by the interface when it is on screen and can be used.
func (s *Settings) Shown() error {
	if s.app.shown != nil {
		s.app.shown()
	}
	return nil
}

// Doctor says what is installed and reachable, each with what to do.
func (s *Settings) Doctor() ([]DoctorCheck, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return nil, err
	}
	list := []DoctorCheck{}
	for _, c := range ws.Doctor(ctx) {
		list = append(list, DoctorCheck(c))
	}
	return list, nil
}

// Preferences gives the choices of this computer.
func (s *Settings) Preferences() (Preferences, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return Preferences{}, err
	}
	p := Preferences{Theme: "system", TryPanel: 372}
	_, err = ws.Store.Setting(ctx, preferencesKey, &p)
	return p, err
}

// SetPreferences keeps them.
func (s *Settings) SetPreferences(p Preferences) (Preferences, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return p, err
	}
	if p.Theme != "light" && p.Theme != "dark" && p.Theme != "system" {
		return p, domain.Errorf(domain.CodeInvalid, "The look is light, dark or system.").WithPath("theme")
	}
	p.TryPanel = min(max(p.TryPanel, 280), 900)
	return p, ws.Store.SetSetting(ctx, preferencesKey, p)
}

// Backup writes the whole workspace into one file and gives its path; in a browser, GET /files/backup does the same.
func (s *Settings) Backup(path string) (string, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return "", err
	}
	if filepath.Ext(path) == "" {
		path += workspace.BackupEnding
	}
	return path, ws.Store.Backup(ctx, path, nil)
}

// Restore replaces the workspace by a backup (a path or an "upload:" name); the old one is kept beside it.
func (s *Settings) Restore(path string) error {
	path, err := s.app.uploads().resolve(path)
	if err != nil {
		return err
	}
	a := s.app
	a.mu.Lock()
	defer a.mu.Unlock()
	ctx := context.Background()
	if err := workspace.CheckBackup(ctx, path); err != nil {
		return err // before anything is closed
	}
	a.stopLocked()
	_, restoreErr := workspace.Restore(ctx, a.folder, path)
	if err := a.startLocked(ctx); err != nil {
		return err
	}
	a.changed("workspace", "")
	return errors.Join(restoreErr, workspace.DropUpload(a.folder, path))
}

// AddSample adds the sample documents and assistants where they are missing.
func (s *Settings) AddSample() error {
	ws, ctx, err := s.app.open()
	if err != nil {
		return err
	}
	return ws.StartSample(ctx)
}
