package app

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"net"
	"net/http"
	"net/url"
	"sync"
)

const sessionCookie = "greenlight"

// session guards the bridge. A browser gets in with a token that works once; it then holds a
// cookie for as long as the program runs. Host and Origin are checked on every request, so
// that neither DNS rebinding nor another site's page can reach the interface.
type session struct {
	mu     sync.Mutex
	token  string // "" once used
	secret string
}

func newSession() *session { return &session{token: randomText(), secret: randomText()} }

func randomText() string {
	var b [24]byte
	if _, err := rand.Read(b[:]); err != nil {
		panic("no randomness from the operating system: " + err.Error())
	}
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// redeem spends the one-time token.
func (s *session) redeem(token string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.token == "" || subtle.ConstantTimeCompare([]byte(s.token), []byte(token)) != 1 {
		return false
	}
	s.token = ""
	return true
}

// known reports whether the request carries the session's cookie.
func (s *session) known(r *http.Request) bool {
	c, err := r.Cookie(sessionCookie)
	return err == nil && subtle.ConstantTimeCompare([]byte(c.Value), []byte(s.secret)) == 1
}

// guard lets only this computer's browser through.
func (s *session) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		secureHeaders(w.Header())
		if !loopbackHost(r.Host) || !sameOrigin(r) {
			http.Error(w, "This address serves the person at this computer only.", http.StatusForbidden)
			return
		}
		if token := r.URL.Query().Get("token"); token != "" && r.Method == http.MethodGet {
			s.enter(w, r, token)
			return
		}
		if !s.known(r) {
			http.Error(w, "Open the address that Greenlight printed when it started. Its token works once.", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (s *session) enter(w http.ResponseWriter, r *http.Request, token string) {
	if !s.known(r) && !s.redeem(token) {
		http.Error(w, "This token was used before. Start Greenlight again to get a new address.", http.StatusUnauthorized)
		return
	}
	// Not Secure: the address is plain HTTP on loopback, where nothing crosses a network.
	//nolint:gosec // see above
	http.SetCookie(w, &http.Cookie{Name: sessionCookie, Value: s.secret, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// loopbackHost reports whether the Host header names this computer by a loopback address.
func loopbackHost(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	if name == "localhost" {
		return true
	}
	ip := net.ParseIP(name)
	return ip != nil && ip.IsLoopback()
}

// sameOrigin reports whether the request comes from a page of this server. Requests without
// an Origin are let through only when they change nothing.
func sameOrigin(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if origin == "" {
		return r.Method == http.MethodGet || r.Method == http.MethodHead
	}
	u, err := url.Parse(origin)
	return err == nil && u.Host == r.Host && u.Scheme == "http"
}

// contentPolicy lets the interface load from its own address alone. Inline styles are needed
// by the component library; scripts are never inline.
const contentPolicy = "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; " +
	"font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

func secureHeaders(h http.Header) {
	h.Set("Content-Security-Policy", contentPolicy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
}
