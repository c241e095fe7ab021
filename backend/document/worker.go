package document

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"sync"
	"time"

	"greenlight/backend/domain"
)

// worker is a reading process as the parent sees it.
type worker struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    io.ReadCloser
	errors *tail
	log    func(msg string, args ...any)
	limit  int64
	since  time.Time // idle since

	ended chan struct{} // closed when the process is gone
	kill  sync.Once
}

// startWorker starts a process of this program that reads files.
func startWorker(opts ReaderOptions) (*worker, error) {
	path, err := os.Executable()
	if err != nil {
		return nil, cannotStart(err)
	}
	cmd := exec.Command(path)
	cmd.Env = workerEnvironment(opts)
	detach(cmd)
	w := &worker{cmd: cmd, errors: &tail{}, ended: make(chan struct{}), limit: opts.MemoryLimit, log: opts.Log.Info}
	cmd.Stderr = w.errors
	if w.in, err = cmd.StdinPipe(); err != nil {
		return nil, cannotStart(err)
	}
	if w.out, err = cmd.StdoutPipe(); err != nil {
		return nil, cannotStart(err)
	}
	started := make(chan error)
	go w.run(started)
	if err := <-started; err != nil {
		return nil, cannotStart(err)
	}
	return w, nil
}

// run starts the process and collects it when it ends, on one thread that lives as long as
// the process: Linux sends the parent's death signal when the starting thread ends.
func (w *worker) run(started chan<- error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	err := w.cmd.Start()
	started <- err
	if err != nil {
		return
	}
	// The exit status says nothing that the pipes do not: a lost answer is the failure.
	_ = w.cmd.Wait()
	close(w.ended)
}

func cannotStart(err error) error {
	return domain.Errorf(domain.CodeInternal, "The process that reads documents could not be started.").
		WithHint("Restart Greenlight.").WithCause(err)
}

// workerEnvironment passes on what a process needs to find its caches and nothing else: it
// reads files of strangers, so no keys and passwords go with it.
func workerEnvironment(opts ReaderOptions) []string {
	env := []string{
		workerVariable + "=1",
		memoryVariable + "=" + strconv.FormatInt(opts.MemoryLimit, 10),
		"GOTRACEBACK=single",
	}
	for _, name := range []string{"HOME", "XDG_CACHE_HOME", "LocalAppData", "USERPROFILE", "SystemRoot", "TMPDIR", "TEMP", "TMP", "TZ", "GOCOVERDIR"} {
		if v, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+v)
		}
	}
	return env
}

// stop ends the process: closing its input lets it leave by itself; if it does not it is killed.
func (w *worker) stop() {
	_ = w.in.Close()
	timer := time.NewTimer(200 * time.Millisecond)
	defer timer.Stop()
	select {
	case <-w.ended:
	case <-timer.C:
		w.end()
	}
}

// end kills the process and what it started.
func (w *worker) end() {
	w.kill.Do(func() {
		select {
		case <-w.ended:
		default:
			_ = kill(w.cmd) // it fails only when the process is gone
		}
	})
	<-w.ended
}

// ask sends a request and reads the reply. When the process dies, hangs or grows too large,
// the reply is marked lost and the Error says so in one sentence.
func (w *worker) ask(ctx context.Context, req request, data []byte) (reply, []byte, *domain.Error) {
	type result struct {
		answer reply
		blob   []byte
		err    error
	}
	done := make(chan result, 1)
	go func() {
		var r result
		if r.err = writeMessage(w.in, req, data); r.err == nil {
			r.blob, r.err = readMessage(w.out, &r.answer)
		}
		done <- r
	}()
	watch := time.NewTicker(100 * time.Millisecond)
	defer watch.Stop()
	for {
		select {
		case r := <-done:
			if r.err != nil {
				w.end()
				return reply{lost: true}, nil, w.died(req, r.err)
			}
			if r.answer.Cause != "" {
				w.log("a file could not be read", "file", req.Name, "cause", r.answer.Cause)
			}
			return r.answer, r.blob, nil
		case <-watch.C:
			if residentBytes(w.cmd.Process.Pid) > w.limit {
				w.end()
				<-done
				return reply{lost: true}, nil, tooMuchMemory()
			}
		case <-ctx.Done():
			w.end()
			<-done
			if errors.Is(ctx.Err(), context.DeadlineExceeded) {
				return reply{lost: true}, nil, domain.Errorf(domain.CodeTimeout, "Reading this file took too long, so it was stopped.").
					WithHint("Split it into smaller files, or save it again in the program that made it.")
			}
			return reply{lost: true}, nil, domain.AsError(ctx.Err())
		}
	}
}

func tooMuchMemory() *domain.Error {
	return tooLarge("Reading this file needs more memory than allowed.")
}

// died explains why a process went away without an answer.
func (w *worker) died(req request, err error) *domain.Error {
	said := w.errors.String()
	w.log("the reading process ended", "file", req.Name, "cause", err, "said", said)
	code := -1
	if w.cmd.ProcessState != nil {
		code = w.cmd.ProcessState.ExitCode()
	}
	if code == exitMemory || bytes.Contains([]byte(said), []byte("out of memory")) || bytes.Contains([]byte(said), []byte("cannot allocate memory")) {
		return tooMuchMemory().WithCause(err)
	}
	return domain.Errorf(domain.CodeUnreadable, "The file made the reader stop, so it is damaged in an unusual way.").
		WithHint("Open it in the program that made it, save it again, and add the new file.").
		WithCause(fmt.Errorf("exit %d: %w", code, err))
}

// tail keeps the last of what a process says on its standard error.
type tail struct {
	mu  sync.Mutex
	buf []byte
}

const tailBytes = 4096

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.buf) < tailBytes { // the first lines name the failure; stacks follow
		t.buf = append(t.buf, p[:min(len(p), tailBytes-len(t.buf))]...)
	}
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.buf)
}
