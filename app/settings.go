package app

// Settings covers the workspace and the person's choices.
type Settings struct{ app *App }

// Info names the workspace and the program.
func (s *Settings) Info() (WorkspaceInfo, error) { return WorkspaceInfo{}, errStarting }

// Doctor says what is installed and reachable, each with what to do.
func (s *Settings) Doctor() ([]DoctorCheck, error) { return nil, errStarting }

// Preferences gives the choices of this computer.
func (s *Settings) Preferences() (Preferences, error) { return Preferences{}, errStarting }

// SetPreferences keeps them.
func (s *Settings) SetPreferences(p Preferences) (Preferences, error) {
	return Preferences{}, errStarting
}

// Backup writes the whole workspace into one file and gives its path; in a browser, GET /files/backup does the same.
func (s *Settings) Backup(path string) (string, error) { return "", errStarting }

// Restore replaces the workspace by a backup (a path or an "upload:" name); the old one is kept beside it.
func (s *Settings) Restore(path string) error { return errStarting }

// AddSample adds the sample documents and assistants where they are missing.
func (s *Settings) AddSample() error { return errStarting }
