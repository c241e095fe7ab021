package app

// Dialogs opens the native file dialogs; in a browser they are refused with code "unsupported".
type Dialogs struct{ app *App }

// OpenFiles lets a person choose documents; an empty list when they cancel.
func (s *Dialogs) OpenFiles(title string) ([]string, error) { return nil, errStarting }

// OpenFolder lets a person choose a folder; "" when they cancel.
func (s *Dialogs) OpenFolder(title string) (string, error) { return "", errStarting }

// OpenFile lets a person choose one file, for example "*.greenlight".
func (s *Dialogs) OpenFile(title, pattern string) (string, error) { return "", errStarting }

// SaveFile lets a person choose where to write.
func (s *Dialogs) SaveFile(title, name string) (string, error) { return "", errStarting }
