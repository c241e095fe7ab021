package main

import (
	"errors"
	"fmt"
	"strings"

	"greenlight/backend/domain"
	"greenlight/backend/store"
)

// The exit statuses.
const (
	exitDone    = 0
	exitFailed  = 1
	exitUsage   = 2
	exitRefused = 3
)

// failure is an error with an exit status of its own. told says that the error is part of the
// JSON that was already written.
type failure struct {
	err    error
	status int
	told   bool
}

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

// failed gives an error exit status 1, whatever its code.
func failed(err error) error { return &failure{err: err, status: exitFailed} }

// unreadable gives an error about input that a command was given exit status 2.
func unreadable(err error) error { return &failure{err: err, status: exitUsage} }

// status gives the exit status of an error.
func status(err error) int {
	var f *failure
	if errors.As(err, &f) && f.status != 0 {
		return f.status
	}
	switch domain.ErrorCode(err) {
	case domain.CodeUsage, domain.CodeInvalid, domain.CodeUnreadable:
		return exitUsage
	case domain.CodeRefused:
		return exitRefused
	}
	return exitFailed
}

// problem is an error in JSON; unlike those of domain.Error its fields are always there.
type problem struct {
	Code    domain.Code `json:"code"`
	Message string      `json:"message"`
	Hint    string      `json:"hint"`
	Path    string      `json:"path"`
}

// problemOf gives nil for nil.
func problemOf(err error) *problem {
	e := domain.AsError(err)
	if e == nil {
		return nil
	}
	return &problem{e.Code, e.Message, e.Hint, e.Path}
}

// fail says what went wrong, in one line and with --json also as JSON, and gives the exit
// status.
func (p *program) fail(err error) int {
	e := domain.AsError(err)
	line := e.Error()
	if e.Hint != "" {
		line += " " + e.Hint
	}
	p.note(fmt.Sprintf("error: %s: %s\n", e.Code, oneLine(line)))
	if p.verbose {
		p.note("cause: " + oneLine(causes(err)) + "\n")
	}
	var f *failure
	if told := errors.As(err, &f) && f.told; p.json && !told {
		// When even this cannot be written, the exit status still says it.
		_ = p.encode(struct {
			Error *problem `json:"error"`
		}{problemOf(err)})
	}
	return status(err)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// causes lists what an error keeps from people.
func causes(err error) string {
	var list []string
	for err != nil {
		list = append(list, err.Error())
		err = errors.Unwrap(err)
	}
	return strings.Join(list, " ← ")
}

func outdated(err error) bool { return store.IsOutdated(err) }
