// Package guard is the one way out to the network: an HTTP transport that reaches only the
// providers that the workspace has added, and that records what was sent where.
//
// Each provider gets its own client, bound to that provider's scheme, host and port. The
// binding is checked against the workspace's current entry before every request, redirects
// included, and once more when a connection is dialled, with the address that the name
// resolved to. Proxy variables of the environment are not followed: a proxy sees every
// request, so it has to be named explicitly in Options.
package guard

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"

	"greenlight/backend/domain"
)

// Directory tells which providers the workspace has. Unknown names give CodeNotFound.
type Directory interface {
	Provider(ctx context.Context, name string) (domain.Provider, error)
}

// Sink keeps the record of what left.
type Sink interface {
	AddEgress(ctx context.Context, e domain.Egress) error
}

// Options configure a Guard. Directory is required.
type Options struct {
	Directory Directory
	Sink      Sink         // nil keeps no record
	Proxy     *url.URL     // nil connects directly; loopback never goes through it
	Limit     int64        // bytes that one answer may have; 0 for 64 MiB
	Log       *slog.Logger // nil is silent
}

// Guard owns the connections. It is safe for concurrent use.
type Guard struct {
	o         Options
	transport *http.Transport
	pending   sync.WaitGroup // records being written
}

const (
	dialTimeout  = 10 * time.Second
	defaultLimit = 64 << 20
	sinkTimeout  = 5 * time.Second
)

// New makes a Guard. Close it to give its connections back.
func New(o Options) *Guard {
	if o.Limit <= 0 {
		o.Limit = defaultLimit
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	g := &Guard{o: o}
	g.transport = &http.Transport{
		Proxy:                 g.proxy,
		DialContext:           g.dial,
		ForceAttemptHTTP2:     true,
		MaxIdleConns:          64,
		MaxIdleConnsPerHost:   32,
		IdleConnTimeout:       90 * time.Second,
		TLSHandshakeTimeout:   dialTimeout,
		ExpectContinueTimeout: time.Second,
		DisableCompression:    true, // sizes in the record are sizes on the wire, and no answer unpacks into gigabytes
	}
	return g
}

// Close waits for records that are being written and drops idle connections.
func (g *Guard) Close() {
	g.pending.Wait()
	g.transport.CloseIdleConnections()
}

// Client gives the client of a provider. It reaches that provider's address only, as the
// workspace knows it at the time of each request.
func (g *Guard) Client(provider string) *http.Client {
	return &http.Client{Transport: &trip{guard: g, name: provider}, CheckRedirect: redirect}
}

// Local gives a client for an address on this computer that is no provider of the workspace
// yet, to look for a server there. Every address but a loopback one is refused.
func (g *Guard) Local(name, address string) (*http.Client, error) {
	u, err := url.Parse(address)
	if err != nil || !Loopback(u.Hostname()) {
		return nil, domain.Errorf(domain.CodeRefused, "Greenlight looks for servers on this computer only.").
			WithHint("Add the other computer as a connection first.")
	}
	p := domain.Provider{Name: name, Address: address, Local: true}
	return &http.Client{Transport: &trip{guard: g, name: name, fixed: &p}, CheckRedirect: redirect}, nil
}

// redirect allows a few hops; where each may lead is decided when it is sent.
func redirect(_ *http.Request, via []*http.Request) error {
	if len(via) >= 3 {
		return domain.Errorf(domain.CodeProvider, "The provider forwards the request in circles.")
	}
	return nil
}

type targetKey struct{}

// target is where a request may go.
type target struct {
	provider string
	scheme   string
	hostport string
	local    bool // the provider claims to be on this computer
}

func (g *Guard) proxy(req *http.Request) (*url.URL, error) {
	if g.o.Proxy == nil || Loopback(req.URL.Hostname()) {
		return nil, nil
	}
	return g.o.Proxy, nil
}

// dial connects for a request that passed the check, to where that check said.
func (g *Guard) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	t, ok := ctx.Value(targetKey{}).(target)
	viaProxy := g.o.Proxy != nil && addr == HostPort(g.o.Proxy)
	if !ok || (addr != t.hostport && !viaProxy) {
		return nil, blocked(addr)
	}
	d := net.Dialer{Timeout: dialTimeout, KeepAlive: 30 * time.Second}
	d.Control = func(_, resolved string, _ rawConn) error {
		ip, err := resolvedIP(resolved)
		if err != nil {
			return err
		}
		switch {
		case t.local && !ip.IsLoopback():
			return domain.Errorf(domain.CodeRefused, "“%s” is marked as running on this computer, but its address leads to another one.", t.provider).
				WithHint("Remove the connection and add it again with its right address.")
		case ip.IsLinkLocalUnicast() || ip.IsMulticast() || ip.IsUnspecified():
			// Link-local addresses hold the credentials service of cloud machines.
			return blocked(resolved)
		}
		return nil
	}
	return d.DialContext(ctx, network, addr)
}

func blocked(addr string) *domain.Error {
	return domain.Errorf(domain.CodeRefused, "Greenlight did not connect to %s: it belongs to no connection of this workspace.", addr).
		WithHint("If you trust that address, add it as a connection under Models.")
}
