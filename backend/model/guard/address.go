package guard

import (
	"net"
	"net/netip"
	"net/url"
	"strings"
	"syscall"

	"greenlight/backend/domain"
)

type rawConn = syscall.RawConn

// Loopback reports whether a host (a name or an address, without a port) is this computer by
// itself, so that nothing sent there leaves it.
func Loopback(host string) bool {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}

// HostPort gives "host:port" of an address, with the scheme's port where none is written.
func HostPort(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = "80"
		if u.Scheme == "https" {
			port = "443"
		}
	}
	return net.JoinHostPort(strings.ToLower(u.Hostname()), port)
}

// CleanAddress checks and completes a base address that a person typed: it adds the scheme
// (http for this computer and private networks, https elsewhere) and drops a final slash.
// Refused are other schemes, keys inside the address, and plain http to a public host, where
// anybody on the way could read documents and the key.
func CleanAddress(address string) (string, error) {
	address = strings.TrimSpace(address)
	bad := func(format string, args ...any) (string, error) {
		return "", domain.Errorf(domain.CodeInvalid, format, args...).WithPath("address")
	}
	if address == "" {
		return bad("The address is missing.")
	}
	if !strings.Contains(address, "://") {
		scheme := "https://"
		if u, err := url.Parse("http://" + address); err == nil && nearby(u.Hostname()) {
			scheme = "http://"
		}
		address = scheme + address
	}
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Hostname() == "":
		return bad("This is not an address of a server. It looks like https://api.example.com/v1.")
	case u.Scheme != "http" && u.Scheme != "https":
		return bad("The address has to begin with https:// or http://.")
	case u.User != nil:
		return bad("The address holds a user name or a key. Put the key into its own field.")
	case u.RawQuery != "" && u.Query().Get("api-version") == "" || u.Fragment != "":
		return bad("The address has to end before “?” and “#”.")
	case u.Scheme == "http" && !nearby(u.Hostname()):
		return bad("The address begins with http://, so everybody on the way could read what is sent. Use https://.")
	}
	u.Path = strings.TrimRight(u.Path, "/")
	u.Host = strings.ToLower(u.Host)
	return u.String(), nil
}

// nearby reports whether a host is this computer or on a private network, where plain http is
// usual.
func nearby(host string) bool {
	if Loopback(host) {
		return true
	}
	if ip, err := netip.ParseAddr(host); err == nil {
		ip = ip.Unmap()
		// 100.64.0.0/10 is shared address space (RFC 6598), used by private overlay networks.
		return ip.IsPrivate() || netip.MustParsePrefix("100.64.0.0/10").Contains(ip)
	}
	host = strings.ToLower(host)
	if !strings.Contains(host, ".") {
		return true
	}
	for _, suffix := range []string{".local", ".lan", ".internal", ".home.arpa", ".test"} {
		if strings.HasSuffix(host, suffix) {
			return true
		}
	}
	return false
}

func resolvedIP(hostport string) (netip.Addr, error) {
	ap, err := netip.ParseAddrPort(hostport)
	if err != nil {
		return netip.Addr{}, blocked(hostport)
	}
	return ap.Addr().Unmap(), nil
}
