package model

import (
	"net/url"
	"regexp"
	"strings"
	"time"

	"greenlight/backend/domain"
	"greenlight/backend/model/guard"
)

var providerName = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,39}$`)

// NewProvider makes the entry of a connection that a person adds, checked and completed. Any
// of the parts but name and preset may be empty; an unknown or empty preset is "other", or
// "ollama" for that name. A key is not part of it.
func NewProvider(name, preset, address string) (domain.Provider, error) {
	name = strings.ToLower(strings.TrimSpace(name))
	if preset == "" {
		preset = "other"
		if _, ok := FindPreset(name); ok {
			preset = name
		}
	}
	p, ok := FindPreset(preset)
	if !ok {
		return domain.Provider{}, domain.Errorf(domain.CodeInvalid, "There is no service called “%s”.", preset).WithPath("preset")
	}
	if name == "" {
		name = p.ID
	}
	switch {
	case !providerName.MatchString(name):
		return domain.Provider{}, domain.Errorf(domain.CodeInvalid, "The name of a connection has up to 40 letters from a to z, digits, points and hyphens.").WithPath("name")
	case name == "builtin" || name == "ollama" && p.Type != "ollama":
		return domain.Provider{}, domain.Errorf(domain.CodeInvalid, "“%s” names something that comes with Greenlight. Choose another name.", name).WithPath("name")
	}
	if address == "" {
		address = p.Address
	}
	if strings.Contains(address, "YOUR-") {
		return domain.Provider{}, domain.Errorf(domain.CodeInvalid, "Put the name of your own resource into the address.").WithPath("address")
	}
	address, err := guard.CleanAddress(address)
	if err != nil {
		return domain.Provider{}, err
	}
	u, err := url.Parse(address)
	if err != nil {
		return domain.Provider{}, domain.Errorf(domain.CodeInvalid, "This is not an address of a server.").WithPath("address")
	}
	return domain.Provider{Name: name, Type: p.Type, Preset: p.ID, Address: address,
		Local: guard.Loopback(u.Hostname()), AddedAt: time.Now().UTC()}, nil
}

// BuiltinProvider is the connection that every workspace has.
func BuiltinProvider() domain.Provider {
	return domain.Provider{Name: "builtin", Type: "builtin", Local: true}
}

// KeyName is the name under which a provider's key is kept. It holds the server, so that a key
// given for one server is never sent to another: not when the address is changed, and not when
// a workspace of somebody else brings a connection of the same name.
func KeyName(p domain.Provider) string {
	u, err := url.Parse(p.Address)
	if err != nil || u.Host == "" {
		return p.Name
	}
	return p.Name + " " + u.Scheme + "://" + guard.HostPort(u)
}
