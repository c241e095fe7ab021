package app

import "greenlight/backend/domain"

// nativeDialogs are the window's own dialogs.
type nativeDialogs interface {
	openFiles(title string) ([]string, error)
	openFolder(title string) (string, error)
	openFile(title, pattern string) (string, error)
	saveFile(title, name string) (string, error)
}

// Dialogs opens the native file dialogs; in a browser they are refused with code "unsupported".
type Dialogs struct{ app *App }

func (s *Dialogs) native() (nativeDialogs, error) {
	if s.app.dialogs == nil {
		return nil, domain.Errorf(domain.CodeUnsupported, "A browser has no dialogs of this computer.").
			WithHint("Choose the file in the page.")
	}
	return s.app.dialogs, nil
}

// OpenFiles lets a person choose documents; an empty list when they cancel.
func (s *Dialogs) OpenFiles(title string) ([]string, error) {
	d, err := s.native()
	if err != nil {
		return nil, err
	}
	paths, err := d.openFiles(title)
	return full(paths), err
}

// OpenFolder lets a person choose a folder; "" when they cancel.
func (s *Dialogs) OpenFolder(title string) (string, error) {
	d, err := s.native()
	if err != nil {
		return "", err
	}
	return d.openFolder(title)
}

// OpenFile lets a person choose one file, for example "*.greenlight".
func (s *Dialogs) OpenFile(title, pattern string) (string, error) {
	d, err := s.native()
	if err != nil {
		return "", err
	}
	return d.openFile(title, pattern)
}

// SaveFile lets a person choose where to write.
func (s *Dialogs) SaveFile(title, name string) (string, error) {
	d, err := s.native()
	if err != nil {
		return "", err
	}
	return d.saveFile(title, name)
}
