package guard

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"greenlight/backend/domain"
)

// trip is the transport of one provider.
type trip struct {
	guard *Guard
	name  string
	fixed *domain.Provider // set for servers that are looked for on this computer
}

// RoundTrip sends one request if it goes where the provider is.
func (t *trip) RoundTrip(req *http.Request) (*http.Response, error) {
	to, err := t.target(req)
	if err != nil {
		if req.Body != nil {
			_ = req.Body.Close() // RoundTrippers close the body also on errors
		}
		return nil, err
	}
	call := callOf(req.Context())
	rec := &record{guard: t.guard, start: time.Now(), unkept: t.fixed != nil, egress: domain.Egress{
		At: time.Now().UTC(), Host: to.hostport, Provider: t.name, Purpose: call.Purpose, Local: Loopback(req.URL.Hostname()),
	}}
	ctx := context.WithValue(req.Context(), targetKey{}, to)
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: rec.gotConn})
	req = req.Clone(ctx)
	if req.Body != nil {
		req.Body = &sentBody{ReadCloser: req.Body, n: &rec.sent}
	}
	t.guard.pending.Add(1)
	resp, err := t.guard.transport.RoundTrip(req)
	if err != nil {
		rec.done(0) //nolint:contextcheck // what was sent is recorded even when the request is cancelled
		return nil, err
	}
	call.answered(resp, time.Now())
	resp.Body = &receivedBody{body: resp.Body, rec: rec, status: resp.StatusCode, limit: t.guard.o.Limit, activity: call.Activity}
	return resp, nil
}

// target checks the request against the workspace's entry of the provider as it is now.
func (t *trip) target(req *http.Request) (target, error) {
	p := domain.Provider{}
	if t.fixed != nil {
		p = *t.fixed
	} else {
		var err error
		if p, err = t.guard.o.Directory.Provider(req.Context(), t.name); err != nil {
			return target{}, err
		}
	}
	base, err := url.Parse(p.Address)
	if err != nil || base.Host == "" {
		return target{}, domain.Errorf(domain.CodeInvalid, "The address of “%s” is not valid.", p.Name).
			WithHint("Remove the connection and add it again.")
	}
	to := target{provider: p.Name, scheme: base.Scheme, hostport: HostPort(base), local: p.Local}
	if got := HostPort(req.URL); got != to.hostport || req.URL.Scheme != to.scheme {
		t.guard.o.Log.Warn("blocked a request", "provider", p.Name, "to", got)
		return target{}, blocked(req.URL.Scheme + "://" + got)
	}
	return to, nil
}

// record gathers one request's sizes and writes them once.
type record struct {
	guard    *Guard
	start    time.Time
	sent     atomic.Int64
	received atomic.Int64
	once     sync.Once
	unkept   bool // looking for a server on this computer: nothing left
	mu       sync.Mutex
	egress   domain.Egress
}

// gotConn notes whether the other end is really this computer. Through a proxy it never is.
func (r *record) gotConn(info httptrace.GotConnInfo) {
	addr, ok := info.Conn.RemoteAddr().(*net.TCPAddr)
	if !ok {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	direct := r.guard.o.Proxy == nil || r.egress.Local
	r.egress.Local = direct && addr.IP.IsLoopback()
}

// done writes the record. A cancelled request was still sent, so the request's own context
// does not count here.
func (r *record) done(status int) {
	r.once.Do(func() {
		defer r.guard.pending.Done()
		r.mu.Lock()
		e := r.egress
		r.mu.Unlock()
		e.Sent, e.Received, e.Status = r.sent.Load(), r.received.Load(), status
		e.MS = float64(time.Since(r.start).Microseconds()) / 1000
		if r.guard.o.Sink == nil || r.unkept {
			return
		}
		ctx, cancel := context.WithTimeout(context.Background(), sinkTimeout)
		defer cancel()
		if err := r.guard.o.Sink.AddEgress(ctx, e); err != nil {
			r.guard.o.Log.Error("the record of what was sent could not be written", "provider", e.Provider, "err", err)
		}
	})
}

// sentBody counts what the transport reads of a request.
type sentBody struct {
	io.ReadCloser
	n *atomic.Int64
}

func (b *sentBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.n.Add(int64(n))
	return n, err
}

// receivedBody counts an answer, stops one that is too large, and closes the record.
type receivedBody struct {
	body     io.ReadCloser
	rec      *record
	status   int
	limit    int64
	activity func()
}

func (b *receivedBody) Read(p []byte) (int, error) {
	n, err := b.body.Read(p)
	if n > 0 {
		if b.rec.received.Add(int64(n)) > b.limit {
			return 0, domain.Errorf(domain.CodeTooLarge, "The answer of the provider is larger than %d MB.", b.limit>>20).
				WithHint("Ask for a shorter answer.")
		}
		if b.activity != nil {
			b.activity()
		}
	}
	if err != nil {
		b.rec.done(b.status)
	}
	return n, err
}

func (b *receivedBody) Close() error {
	err := b.body.Close()
	b.rec.done(b.status)
	return err
}
