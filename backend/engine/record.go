package engine

import (
	"context"
	"strings"
	"sync"
	"time"

	"greenlight/backend/domain"
)

// recorder numbers events, stores the lifecycle events among them, and shows all of them. It
// belongs to the conductor.
type recorder struct {
	log     Log
	sink    func(domain.Event)
	run     string
	flow    string
	seq     int
	began   time.Time // of this attempt at the run
	pending []domain.Event
}

func (r *recorder) event(t domain.EventType) domain.Event {
	r.seq++
	return domain.Event{Run: r.run, Flow: r.flow, Seq: r.seq, Type: t, At: time.Now().UTC()}
}

func (r *recorder) add(e domain.Event) { r.pending = append(r.pending, e) }

func (r *recorder) addStep(t domain.EventType, step domain.Step) {
	e := r.event(t)
	e.Node, e.Step = step.Node, &step
	r.add(e)
}

func (r *recorder) addDelta(id, text string) {
	e := r.event(domain.EventDelta)
	e.Node, e.Delta = id, text
	r.add(e)
}

// commit stores the pending lifecycle events in one transaction, then shows all pending
// events. A run that is being stopped is recorded all the same.
func (r *recorder) commit(ctx context.Context) error {
	if len(r.pending) == 0 {
		return nil
	}
	if r.log != nil {
		kept := make([]domain.Event, 0, len(r.pending))
		for _, e := range r.pending {
			if e.Type.Lifecycle() {
				kept = append(kept, e)
			}
		}
		if len(kept) > 0 {
			if err := r.log.Append(context.WithoutCancel(ctx), r.run, kept); err != nil {
				return err
			}
		}
	}
	for _, e := range r.pending {
		r.show(e)
	}
	r.pending = r.pending[:0]
	return nil
}

func (r *recorder) show(e domain.Event) {
	if r.sink != nil {
		r.sink(e)
	}
}

// streams gathers the text that running steps produce. Steps add from their goroutines; the
// conductor takes what has gathered when due fires.
type streams struct {
	due <-chan time.Time

	mu     sync.Mutex
	timer  *time.Timer
	armed  bool
	texts  map[int]*strings.Builder
	queue  []int // vertices with text, in the order of their first
	closed map[int]bool
}

// delta is text of one step.
type delta struct {
	vertex int
	text   string
}

func newStreams() *streams {
	timer := time.NewTimer(time.Hour)
	timer.Stop()
	return &streams{timer: timer, due: timer.C, texts: map[int]*strings.Builder{}, closed: map[int]bool{}}
}

// add appends text of a step; after the step's end it does nothing.
func (s *streams) add(vertex int, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed[vertex] {
		return
	}
	b := s.texts[vertex]
	if b == nil {
		b = &strings.Builder{}
		s.texts[vertex] = b
		s.queue = append(s.queue, vertex)
	}
	b.WriteString(text)
	if !s.armed {
		s.armed = true
		s.timer.Reset(deltaPause)
	}
}

// take gives everything that has gathered.
func (s *streams) take() []delta {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.armed = false
	deltas := make([]delta, 0, len(s.queue))
	for _, v := range s.queue {
		if b, ok := s.texts[v]; ok {
			deltas = append(deltas, delta{v, b.String()})
			delete(s.texts, v)
		}
	}
	s.queue = nil
	return deltas
}

// drop forgets what a step has produced since the last take.
func (s *streams) drop(vertex int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.texts, vertex)
}

// close gives the rest of a step's text and takes no more from it.
func (s *streams) close(vertex int) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed[vertex] = true
	b, ok := s.texts[vertex]
	if !ok {
		return ""
	}
	delete(s.texts, vertex)
	return b.String()
}
