package app

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"time"

	"greenlight/backend/domain"
)

//go:embed bridge.js
var bridgeScript []byte

// maxCall is the largest call that a browser may send: a flow of some thousand steps.
const maxCall = 32 << 20

// bridge serves the interface and the bound structs to a browser on this computer. It stands
// in for the window; behind it is the same code.
type bridge struct {
	calls   *dispatcher
	emitter *emitter
	session *session
	log     *slog.Logger
	server  *http.Server
}

// newBridge makes a bridge over the interface's files. Files serves /files/.
func newBridge(assets fs.FS, calls *dispatcher, em *emitter, files http.Handler, log *slog.Logger) (*bridge, error) {
	index, err := bridgeIndex(assets)
	if err != nil {
		return nil, err
	}
	b := &bridge{calls: calls, emitter: em, session: newSession(), log: log}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /call", b.serveCall)
	mux.HandleFunc("GET /events", b.serveEvents)
	mux.Handle("/files/", files)
	mux.HandleFunc("GET /bridge.js", serveBytes("text/javascript; charset=utf-8", bridgeScript))
	mux.HandleFunc("GET /{$}", serveBytes("text/html; charset=utf-8", index))
	mux.Handle("/", http.FileServerFS(assets))
	b.server = &http.Server{Handler: b.session.guard(mux), ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute}
	return b, nil
}

// bridgeIndex is the interface's page with the bridge's script before its own.
func bridgeIndex(assets fs.FS) ([]byte, error) {
	page, err := fs.ReadFile(assets, "index.html")
	if err != nil {
		return nil, domain.Errorf(domain.CodeInternal, "The interface was not built into this program.").
			WithHint("Build it with ./build/run.").WithCause(err)
	}
	return bytes.Replace(page, []byte("<head>"), []byte(`<head><script src="/bridge.js"></script>`), 1), nil
}

func serveBytes(kind string, data []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Cache-Control", "no-store")
		_, _ = w.Write(data) // a browser that went away is no fault of ours
	}
}

// listen opens the address, which must be on loopback, and gives the address to open in a
// browser. Serve must follow.
func (b *bridge) listen(addr string) (net.Listener, string, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil || !loopbackHost(host) {
		return nil, "", domain.Errorf(domain.CodeUsage, "“%s” is not an address of this computer.", addr).
			WithHint("Use 127.0.0.1 and a port, for example 127.0.0.1:7777.")
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, "", domain.Errorf(domain.CodeUnavailable, "The address %s cannot be used; another program may hold it.", addr).WithCause(err)
	}
	return l, fmt.Sprintf("http://%s/?token=%s", l.Addr(), b.session.token), nil
}

// serve answers until ctx ends, then lets running calls finish for a moment.
func (b *bridge) serve(ctx context.Context, l net.Listener) error {
	done := make(chan error, 1)
	go func() { done <- b.server.Serve(l) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	b.emitter.close()
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), 3*time.Second)
	defer cancel()
	if err := b.server.Shutdown(stop); err != nil {
		_ = b.server.Close() // calls that still run are cut off; the workspace closes after this
	}
	if err := <-done; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func (b *bridge) serveCall(w http.ResponseWriter, r *http.Request) {
	var call struct {
		Name string            `json:"name"`
		Args []json.RawMessage `json:"args"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxCall)).Decode(&call); err != nil {
		writeError(w, http.StatusBadRequest, domain.Errorf(domain.CodeInvalid, "This call cannot be read.").WithCause(err))
		return
	}
	result, err := b.calls.safeCall(call.Name, call.Args)
	if err != nil {
		e := domain.AsError(err)
		b.log.Warn("call failed", "call", call.Name, "code", e.Code, "message", e.Error(), "cause", errors.Unwrap(e))
		writeError(w, http.StatusUnprocessableEntity, e)
		return
	}
	writeJSON(w, http.StatusOK, result)
}

// serveEvents streams frames as server-sent events.
func (b *bridge) serveEvents(w http.ResponseWriter, r *http.Request) {
	frames, stop := b.emitter.listen()
	defer stop()
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	flush := http.NewResponseController(w)
	if _, err := fmt.Fprint(w, "retry: 500\n\n"); err != nil || flush.Flush() != nil {
		return
	}
	ping := time.NewTicker(20 * time.Second)
	defer ping.Stop()
	for {
		select {
		case <-r.Context().Done():
			return
		case <-ping.C:
			if _, err := fmt.Fprint(w, ": here\n\n"); err != nil {
				return
			}
		case f, ok := <-frames:
			if !ok {
				return
			}
			data, err := json.Marshal(f)
			if err != nil {
				b.log.Error("event cannot be written", "event", f.Name, "error", err)
				continue
			}
			if _, err := fmt.Fprintf(w, "data: %s\n\n", data); err != nil {
				return
			}
		}
		if flush.Flush() != nil {
			return
		}
	}
}

func writeError(w http.ResponseWriter, status int, e *domain.Error) { writeJSON(w, status, e) }

func writeJSON(w http.ResponseWriter, status int, v any) {
	data, err := json.Marshal(v)
	if err != nil {
		status, data = http.StatusInternalServerError, []byte(`{"code":"internal","message":"The answer could not be written."}`)
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(data) // a browser that went away is no fault of ours
}
