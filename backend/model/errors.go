package model

import (
	"context"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"regexp"
	"strings"
	"syscall"

	"greenlight/backend/domain"
)

// Failure is the cause that adapters put behind a *domain.Error: what came back, for the
// decision whether to try again, and a text for the log from which keys were removed.
type Failure struct {
	Status    int  // HTTP status, 0 when there was no answer
	Temporary bool // trying again may help
	Text      string
}

// Error gives the text for the log.
func (f *Failure) Error() string { return f.Text }

// keyLike matches what providers' keys look like, also when they are shortened with dots or
// stars, so that an echoed key of somebody else's making is hidden as well.
var keyLike = regexp.MustCompile(`(?i)\b(sk|gsk|pk|rk|key|hf|xai|tgp|or|api)[-_][A-Za-z0-9*._-]{6,}|(bearer|api-key:?|apikey:?)\s+[A-Za-z0-9*._-]{8,}|\b[A-Za-z0-9_-]{40,}\b`)

// Redact removes the key, and everything that looks like one, from a text.
func Redact(text, key string) string {
	if len(key) >= 4 {
		text = strings.ReplaceAll(text, key, "[key]")
	}
	return keyLike.ReplaceAllString(text, "[key]")
}

// sentence shortens what a provider says to something that fits a message.
func sentence(text, key string) string {
	text = strings.Join(strings.Fields(Redact(text, key)), " ")
	if r := []rune(text); len(r) > 240 {
		text = string(r[:239]) + "…"
	}
	return strings.TrimRight(text, ". ")
}

// StatusError turns a provider's HTTP error into plain words. text is what the provider said;
// key is removed from it. model may be "".
func StatusError(p domain.Provider, model string, status int, text, key string) *domain.Error {
	said := sentence(text, key)
	f := &Failure{Status: status, Text: said}
	e := statusWords(p.Name, model, status, said, strings.ToLower(text), f)
	return e.WithCause(f)
}

func statusWords(name, model string, status int, said, lower string, f *Failure) *domain.Error {
	switch {
	case TooLongWords(lower) && status >= 400 && status < 500:
		return domain.Errorf(domain.CodeTooLong, "The text is longer than the model can read at once.").
			WithHint("Give it fewer or shorter passages, or choose a model with a longer context.")
	case status == http.StatusUnauthorized:
		return domain.Errorf(domain.CodeBadKey, "“%s” does not accept the key.", name).
			WithHint("Check the key under Models: it may be mistyped, expired, or for another service.")
	case status == http.StatusForbidden:
		return domain.Errorf(domain.CodeBadKey, "“%s” does not allow this with the key that you gave.", name).
			WithHint("Ask whoever manages the account whether this key may use %s.", orThis(model))
	case status == http.StatusPaymentRequired, status == http.StatusTooManyRequests && quotaWords(lower):
		return domain.Errorf(domain.CodeRateLimited, "The account at “%s” has no credit left.", name).
			WithHint("Check plan and billing at the provider, or choose another model.")
	case status == http.StatusTooManyRequests:
		f.Temporary = true
		return domain.Errorf(domain.CodeRateLimited, "“%s” asks to slow down.", name).
			WithHint("Wait a minute and try again, or run fewer things at once.")
	case status == http.StatusNotFound && model != "":
		return domain.Errorf(domain.CodeNoModel, "“%s” has no model “%s”, or not at this address.", name, model).
			WithHint("Choose another model, or check its name and the address under Models.")
	case status == http.StatusNotFound:
		return domain.Errorf(domain.CodeUnavailable, "“%s” does not answer as expected at this address.", name).
			WithHint("Check the address under Models; many end in /v1.")
	case status == http.StatusRequestEntityTooLarge:
		return domain.Errorf(domain.CodeTooLarge, "“%s” says that the request is too large.", name).
			WithHint("Send less text at once.")
	case status == http.StatusRequestTimeout, status >= 500 && status != http.StatusNotImplemented:
		f.Temporary = true
		return domain.Errorf(domain.CodeUnavailable, "“%s” has trouble at the moment (status %d).", name, status).
			WithHint("Try again in a few minutes, or choose another model.")
	}
	if said == "" {
		return domain.Errorf(domain.CodeProvider, "“%s” refused the request (status %d).", name, status)
	}
	return domain.Errorf(domain.CodeProvider, "“%s” refused the request: %s.", name, said)
}

func orThis(model string) string {
	if model == "" {
		return "this"
	}
	return "“" + model + "”"
}

// TooLongWords reports whether a lower-case text of a provider says that the input does not
// fit the context. The words are those of OpenAI, vLLM, llama.cpp, Ollama, Mistral and Groq.
func TooLongWords(lower string) bool {
	for _, w := range []string{"context length", "context_length", "context window", "context size", "maximum context",
		"prompt is too long", "input is too long", "too many tokens", "exceeds the available context", "reduce the length",
		"maximum input length", "input length exceeds"} {
		if strings.Contains(lower, w) {
			return true
		}
	}
	return false
}

func quotaWords(lower string) bool {
	return strings.Contains(lower, "insufficient_quota") || strings.Contains(lower, "exceeded your current quota") ||
		strings.Contains(lower, "billing") || strings.Contains(lower, "insufficient balance") || strings.Contains(lower, "credit balance")
}

// NetworkError turns a failure to send or to receive into plain words. Errors of the context
// and errors that are in plain words already pass unchanged.
func NetworkError(p domain.Provider, err error, key string) error {
	var e *domain.Error
	if err == nil || errors.As(err, &e) {
		if e != nil {
			return e
		}
		return nil
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return domain.AsError(err)
	}
	f := &Failure{Text: Redact(err.Error(), key)}
	return networkWords(p, err, f).WithCause(f)
}

func networkWords(p domain.Provider, err error, f *Failure) *domain.Error {
	var dns *net.DNSError
	var unknown x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	var timeout net.Error
	switch {
	case errors.Is(err, syscall.ECONNREFUSED) && p.Local:
		return domain.Errorf(domain.CodeUnavailable, "Nothing answers at %s.", p.Address).
			WithHint("Start “%s” on this computer, then try again.", p.Name)
	case errors.Is(err, syscall.ECONNREFUSED):
		return domain.Errorf(domain.CodeUnavailable, "The computer at %s does not accept connections.", p.Address).
			WithHint("Check the address, and whether the service runs.")
	case errors.As(err, &dns):
		f.Temporary = dns.IsTemporary && !dns.IsNotFound
		return domain.Errorf(domain.CodeUnavailable, "The address %s could not be found.", p.Address).
			WithHint("Check the address and your internet connection.")
	case errors.As(err, &unknown), errors.As(err, &host), errors.As(err, &invalid):
		return domain.Errorf(domain.CodeUnavailable, "The certificate of %s is not trusted by this computer, so nothing was sent.", p.Address).
			WithHint("Ask whoever runs the service for a valid certificate.")
	case errors.Is(err, http.ErrSchemeMismatch):
		return domain.Errorf(domain.CodeUnavailable, "%s does not speak https.", p.Address).
			WithHint("Check the address; services inside your own network often begin with http://.")
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, net.ErrClosed):
		f.Temporary = true
		return domain.Errorf(domain.CodeUnavailable, "The connection to “%s” broke off.", p.Name).
			WithHint("Try again; if it happens often, check your network.")
	case errors.As(err, &timeout) && timeout.Timeout():
		f.Temporary = true
		return domain.Errorf(domain.CodeTimeout, "No connection to %s came about in time.", p.Address).
			WithHint("Check the address and your network, then try again.")
	}
	f.Temporary = errors.Is(err, syscall.ENETUNREACH) || errors.Is(err, syscall.EHOSTUNREACH)
	return domain.Errorf(domain.CodeUnavailable, "“%s” cannot be reached at %s.", p.Name, p.Address).
		WithHint("Check the address and your network.")
}

// Nonsense is the error for an answer that cannot be understood.
func Nonsense(p domain.Provider, what string, err error, key string) *domain.Error {
	f := &Failure{Text: what}
	if err != nil {
		f.Text = what + ": " + sentence(err.Error(), key)
	}
	return domain.Errorf(domain.CodeProvider, "“%s” sent an answer that makes no sense.", p.Name).
		WithHint("Try again. If it stays so, check that the address belongs to the right kind of service.").WithCause(f)
}
