package domain

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// Code names a kind of failure for programs. Codes are part of the contract of the
// command line and of the interface: add to them, never rename one.
type Code string

// The codes of failure.
const (
	CodeInvalid     Code = "invalid"      // a value, file or flow breaks a rule that the message names
	CodeUsage       Code = "usage"        // a command was called wrongly
	CodeUnreadable  Code = "unreadable"   // a file could not be read or is not what its name says
	CodePassword    Code = "password"     // a document is encrypted and the password is missing or wrong
	CodeNotFound    Code = "not_found"    // nothing has this name or id
	CodeExists      Code = "exists"       // the name or id is taken
	CodeConflict    Code = "conflict"     // somebody changed it in between
	CodeLocked      Code = "locked"       // another Greenlight holds the workspace
	CodeNewer       Code = "newer"        // the workspace was written by a newer Greenlight
	CodeDamaged     Code = "damaged"      // stored data fails its integrity check
	CodeRefused     Code = "refused"      // a rule, a missing approval or a failed gate forbids it
	CodeUnavailable Code = "unavailable"  // a service (model, server, keychain) cannot be reached
	CodeNoModel     Code = "no_model"     // a step needs a model and none is chosen, or it is gone
	CodeBadKey      Code = "bad_key"      // a provider refused the key
	CodeRateLimited Code = "rate_limited" // a provider asks to slow down and retries did not help
	CodeProvider    Code = "provider"     // a provider answered with an error or with nonsense
	CodeTooLong     Code = "too_long"     // the input does not fit the model's context
	CodeTooLarge    Code = "too_large"    // a file or request passes a size limit
	CodeTimeout     Code = "timeout"      // it took longer than allowed
	CodeCancelled   Code = "cancelled"    // a person stopped it
	CodeUnsupported Code = "unsupported"  // this format, model or platform cannot do it
	CodeInternal    Code = "internal"     // a defect in Greenlight; the log has details
)

// Error is the one error type that people and programs see. Message is one plain
// sentence that says what happened; Hint says what to do next; Path names the place
// (a file, a field such as "settings.model", or the steps of a flow such as
// "Answer › model"). Err is the cause, kept for the log and for errors.Is.
type Error struct {
	Code    Code   `json:"code"`
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
	Path    string `json:"path,omitempty"`
	Err     error  `json:"-"`
}

// Error gives the sentence with its place, for logs and for people. The cause is left
// out on purpose: it may hold internals.
func (e *Error) Error() string {
	if e.Path != "" {
		return e.Path + ": " + e.Message
	}
	return e.Message
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Is reports whether target is an Error with the same code and no other demands, so
// that errors.Is(err, &Error{Code: CodeNotFound}) works.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code && t.Message == "" && t.Path == ""
}

// Errorf makes an Error with a formatted sentence.
func Errorf(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// WithHint returns a copy that says what to do next.
func (e *Error) WithHint(format string, args ...any) *Error {
	c := *e
	c.Hint = fmt.Sprintf(format, args...)
	return &c
}

// WithPath returns a copy that names the place.
func (e *Error) WithPath(path string) *Error {
	c := *e
	c.Path = path
	return &c
}

// WithCause returns a copy that keeps err as its cause.
func (e *Error) WithCause(err error) *Error {
	c := *e
	c.Err = err
	return &c
}

// ErrorCode gives the code of err: the code of the first Error in its chain,
// CodeCancelled or CodeTimeout for the context's errors, CodeInternal for all else and
// "" for nil.
func ErrorCode(err error) Code {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	switch {
	case errors.Is(err, context.Canceled):
		return CodeCancelled
	case errors.Is(err, context.DeadlineExceeded):
		return CodeTimeout
	}
	return CodeInternal
}

// IsCode reports whether err has the given code.
func IsCode(err error, code Code) bool { return err != nil && ErrorCode(err) == code }

// AsError turns any error into an Error that is safe to show. Errors of other types
// become CodeInternal with a neutral sentence and keep the original as their cause.
func AsError(err error) *Error {
	if err == nil {
		return nil
	}
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	switch ErrorCode(err) {
	case CodeCancelled:
		return &Error{Code: CodeCancelled, Message: "It was stopped.", Err: err}
	case CodeTimeout:
		return &Error{Code: CodeTimeout, Message: "It took longer than allowed.", Hint: "Try again, or raise the time limit.", Err: err}
	}
	return &Error{Code: CodeInternal, Message: "Something went wrong inside Greenlight.",
		Hint: "Try again. If it happens once more, send us the log file from Settings.", Err: err}
}

// At puts place in front of the path of err, so that an error names the way to where it
// happened ("Answer › model"). A nil err stays nil.
func At(err error, place string) error {
	if err == nil {
		return nil
	}
	e := *AsError(err)
	e.Path = strings.TrimSuffix(place+" › "+e.Path, " › ")
	return &e
}

// NotFound is the Error for a missing thing, for example NotFound("assistant", "HR").
func NotFound(what, name string) *Error {
	return Errorf(CodeNotFound, "There is no %s called “%s”.", what, name)
}
