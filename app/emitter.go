package app

import (
	"sync"
	"time"

	"greenlight/backend/domain"
)

// frame is one event on its way to the interface.
type frame struct {
	Name string `json:"name"`
	Data any    `json:"data"`
}

// runPause is how long run events are gathered before they are sent: each event costs a
// script run in the window, and people do not see faster than this.
const runPause = 40 * time.Millisecond

// clientBuffer is how many frames a slow listener may lag behind. One that lags further is
// cut off; it comes back and asks for what it missed.
const clientBuffer = 1024

// emitter hands events to the window and to browsers.
type emitter struct {
	mu      sync.Mutex
	clients map[chan frame]struct{}
	window  func(name string, data any) // nil without a window
	pending []domain.Event
	timer   *time.Timer
	closed  bool
}

func newEmitter() *emitter { return &emitter{clients: map[chan frame]struct{}{}} }

// toWindow sends events to the desktop window as well.
func (e *emitter) toWindow(send func(name string, data any)) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.window = send
}

// emit sends one event to everybody who listens.
func (e *emitter) emit(name string, data any) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.send(frame{name, data})
}

// emitRun gathers run events and sends them together, in order.
func (e *emitter) emitRun(ev domain.Event) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return
	}
	e.pending = append(e.pending, ev)
	if e.timer == nil {
		e.timer = time.AfterFunc(runPause, e.flush)
	}
}

func (e *emitter) flush() {
	e.mu.Lock()
	defer e.mu.Unlock()
	batch := e.pending
	e.pending, e.timer = nil, nil
	if len(batch) > 0 {
		e.send(frame{"run", batch})
	}
}

// send needs the lock, which also keeps the order of frames the same for all listeners.
func (e *emitter) send(f frame) {
	if e.closed {
		return
	}
	if e.window != nil {
		e.window(f.Name, f.Data)
	}
	for c := range e.clients {
		select {
		case c <- f:
		default:
			delete(e.clients, c)
			close(c)
		}
	}
}

// listen gives a channel of frames, closed when the listener lags too far or the program
// ends, and the function that ends listening.
func (e *emitter) listen() (<-chan frame, func()) {
	e.mu.Lock()
	defer e.mu.Unlock()
	c := make(chan frame, clientBuffer)
	if e.closed {
		close(c)
		return c, func() {}
	}
	e.clients[c] = struct{}{}
	return c, func() {
		e.mu.Lock()
		defer e.mu.Unlock()
		if _, ok := e.clients[c]; ok {
			delete(e.clients, c)
			close(c)
		}
	}
}

// close ends all listening.
func (e *emitter) close() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.closed = true
	if e.timer != nil {
		e.timer.Stop()
	}
	for c := range e.clients {
		delete(e.clients, c)
		close(c)
	}
}
