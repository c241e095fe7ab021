package app

import "greenlight/backend/domain"

var errStarting = domain.Errorf(domain.CodeUnavailable, "The workspace is not open yet.")

// App is the running desktop program.
type App struct{}

// Bound gives the structs whose methods the interface may call.
func (a *App) Bound() []any {
	return []any{
		&Home{a}, &Flows{a}, &Runs{a}, &Knowledge{a}, &Models{a}, &Jobs{a}, &Settings{a}, &Dialogs{a},
	}
}
