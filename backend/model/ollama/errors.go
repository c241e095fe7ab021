package ollama

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/ollama/ollama/api"

	"greenlight/backend/domain"
	"greenlight/backend/model"
)

// plain turns an error of the client into plain words. name may be "".
func (p *provider) plain(ctx context.Context, name string, err error, key string) error {
	var already *domain.Error
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return domain.AsError(ctx.Err())
	case errors.As(err, &already):
		return already
	case errors.Is(err, errBroken):
		return model.NetworkError(p.conn.Provider, io.ErrUnexpectedEOF, key)
	}
	var status api.StatusError
	var denied api.AuthorizationError
	var opErr *net.OpError
	var urlErr *url.Error
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &status):
		return p.said(name, status.StatusCode, status.ErrorMessage, key)
	case errors.As(err, &denied):
		return p.denied(name)
	case errors.As(err, &syntax), errors.As(err, &kind):
		return model.Nonsense(p.conn.Provider, "an answer that is no JSON of the right form", err, key)
	case errors.As(err, &opErr), errors.As(err, &urlErr), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return model.NetworkError(p.conn.Provider, err, key)
	}
	return p.said(name, http.StatusInternalServerError, err.Error(), key) // an error line within a stream
}

// denied is the answer to cloud models without an account, and of gates without the key.
func (p *provider) denied(name string) error {
	if name != "" {
		return domain.Errorf(domain.CodeBadKey, "Ollama asks you to sign in before it uses “%s”.", name).
			WithHint("This model runs at ollama.com. Run “ollama signin” in a terminal, or choose a model that runs here.")
	}
	return domain.Errorf(domain.CodeBadKey, "“%s” does not accept the key.", p.conn.Provider.Name).WithHint("Check the key under Models.")
}

// said explains what Ollama says in its own words.
func (p *provider) said(name string, status int, text, key string) error {
	lower := strings.ToLower(text)
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(lower, w) {
				return true
			}
		}
		return false
	}
	cause := &model.Failure{Status: status, Text: model.Redact(text, key)}
	switch {
	case has("file does not exist", "invalid model name", "model is required") && name != "":
		return domain.Errorf(domain.CodeNoModel, "Ollama knows no model “%s”.", name).
			WithHint("Check the name; ollama.com/library lists all of them.").WithCause(cause)
	case status == http.StatusNotFound && has("not found") && name != "":
		return domain.Errorf(domain.CodeNoModel, "Ollama does not have the model “%s”.", name).
			WithHint("Load it under Models, or choose another one.").WithCause(cause)
	case has("does not support embed", "does not support chat", "does not support generate", "does not support completion"):
		return domain.Errorf(domain.CodeUnsupported, "“%s” cannot be used for this.", name).
			WithHint("Choose a model of the right kind: one that writes answers, or one that compares texts.").WithCause(cause)
	case has("requires more system memory", "not enough memory", "out of memory", "cudamalloc"):
		return domain.Errorf(domain.CodeUnavailable, "“%s” needs more memory than this computer has free.", name).
			WithHint("Close other programs, or choose a smaller model.").WithCause(cause)
	case model.TooLongWords(lower) || has("exceeds maximum context", "exceeds the context"):
		return domain.Errorf(domain.CodeTooLong, "The text is longer than the model can read at once.").
			WithHint("Give it fewer or shorter passages, or choose a model with a longer context.").WithCause(cause)
	case has("requires a newer version", "newer version of ollama", "unknown model architecture"):
		return domain.Errorf(domain.CodeUnsupported, "This version of Ollama is too old for “%s”.", name).
			WithHint("Update Ollama, then try again.").WithCause(cause)
	case has("no space left"):
		return domain.Errorf(domain.CodeUnavailable, "The disk is full, so the model could not be loaded.").
			WithHint("Make room and try again; what is there already is kept.").WithCause(cause)
	case has("no such host", "dial tcp", "i/o timeout", "max retries exceeded", "connection refused", "connection reset", "tls handshake"):
		return domain.Errorf(domain.CodeUnavailable, "Ollama cannot reach the place where the model comes from.").
			WithHint("Check the internet connection of that computer and try again; what is there already is kept.").WithCause(cause)
	}
	return model.StatusError(p.conn.Provider, name, status, text, key)
}
