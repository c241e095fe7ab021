package ollama

import (
	"bytes"
	"context"
	"errors"
	"net/url"
	"os"
	"os/exec"
	"sync"
	"time"

	"greenlight/backend/domain"
)

// StartOptions say how to start a server.
type StartOptions struct {
	Program string   // path; "" for the installed one
	Address string   // on this computer; "" for where it usually listens
	Env     []string // further variables, "NAME=value"
}

// Process is a server that Greenlight started. Whoever started it stops it.
type Process struct {
	Address string
	Version string

	cmd  *exec.Cmd
	done chan struct{}
	log  *tail
}

const (
	startTime = 30 * time.Second
	stopTime  = 10 * time.Second
)

// Start starts an installed server and waits until it answers. Cancelling ctx before that
// stops it again; afterwards it runs until Stop.
func Start(ctx context.Context, way Way, o StartOptions) (*Process, error) {
	if o.Program == "" {
		o.Program = Program()
	}
	if o.Program == "" {
		return nil, domain.Errorf(domain.CodeNotFound, "Ollama is not installed on this computer.").
			WithHint("Get it from ollama.com, install it, and come back.")
	}
	if o.Address == "" {
		o.Address = Address()
	}
	u, err := url.Parse(o.Address)
	if err != nil || u.Host == "" {
		return nil, domain.Errorf(domain.CodeInvalid, "The address for Ollama is not valid.").WithPath("address")
	}
	p := &Process{Address: o.Address, cmd: exec.Command(o.Program, "serve"), done: make(chan struct{}), log: &tail{}}
	p.cmd.Env = append(append(os.Environ(), "OLLAMA_HOST="+u.Host), o.Env...)
	p.cmd.Stdout, p.cmd.Stderr = p.log, p.log
	p.cmd.WaitDelay = stopTime
	ownGroup(p.cmd)
	if err := p.cmd.Start(); err != nil {
		return nil, domain.Errorf(domain.CodeUnavailable, "Ollama could not be started.").
			WithHint("Start it yourself, then try again.").WithCause(err)
	}
	go func() {
		defer close(p.done)
		_ = p.cmd.Wait() // how it ended is in its log
	}()
	if err := p.await(ctx, way); err != nil {
		p.Stop()
		return nil, err
	}
	return p, nil
}

func (p *Process) await(ctx context.Context, way Way) error {
	ctx, cancel := context.WithTimeoutCause(ctx, startTime, errSlowStart)
	defer cancel()
	for {
		v, err := version(ctx, way, p.Address)
		if err == nil {
			p.Version = v
			return nil
		}
		select {
		case <-p.done:
			return domain.Errorf(domain.CodeUnavailable, "Ollama ended right after it was started.").
				WithHint("Start it in a terminal with “ollama serve” to see why.").WithCause(p.log)
		case <-ctx.Done():
			if errors.Is(context.Cause(ctx), errSlowStart) {
				return domain.Errorf(domain.CodeTimeout, "Ollama was started but does not answer.").
					WithHint("Start it in a terminal with “ollama serve” to see why.").WithCause(p.log)
			}
			return domain.AsError(ctx.Err())
		case <-time.After(50 * time.Millisecond):
		}
	}
}

var errSlowStart = errors.New("the server did not answer in time")

// Alive reports whether the server still runs.
func (p *Process) Alive() bool {
	select {
	case <-p.done:
		return false
	default:
		return true
	}
}

// Log gives the last of what the server wrote.
func (p *Process) Log() string { return p.log.Error() }

// Stop ends the server and waits until it is gone. It may be called more than once.
func (p *Process) Stop() {
	if p.Alive() {
		askToEnd(p.cmd)
	}
	select {
	case <-p.done:
	case <-time.After(stopTime):
		_ = p.cmd.Process.Kill() // an error means that it has just ended
		<-p.done
	}
	endGroup(p.cmd)
}

// tail keeps the last of what the server writes, as the cause of errors.
type tail struct {
	mu  sync.Mutex
	buf []byte
}

const tailSize = 8 << 10

// Write appends and forgets the oldest.
func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.buf = append(t.buf, b...)
	if len(t.buf) > tailSize {
		t.buf = bytes.Clone(t.buf[len(t.buf)-tailSize:])
	}
	return len(b), nil
}

// Error gives the text, which makes it a cause.
func (t *tail) Error() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.buf)
}
