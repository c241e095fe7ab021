package domain

import (
	"crypto/rand"
	"encoding/base32"
	"strings"
)

var idEncoding = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// NewID gives a fresh identifier: the prefix, an underscore and 80 random bits in
// lower-case base32, for example "doc_4k1zq0f6m8e2h9tb". Prefixes in use: flow, run,
// kb, doc, job, set, case, node, edge.
func NewID(prefix string) string {
	var b [10]byte
	if _, err := rand.Read(b[:]); err != nil {
		panic("no randomness from the operating system: " + err.Error())
	}
	return prefix + "_" + idEncoding.EncodeToString(b[:])
}

// CleanName trims a name that a person typed and refuses one that is empty, longer than
// 120 characters or holds control characters. What is the noun for the message.
func CleanName(what, name string) (string, error) {
	name = strings.Join(strings.Fields(name), " ")
	switch {
	case name == "":
		return "", Errorf(CodeInvalid, "The %s needs a name.", what).WithPath("name")
	case len([]rune(name)) > 120:
		return "", Errorf(CodeInvalid, "The name of the %s is longer than 120 characters.", what).WithPath("name")
	}
	for _, r := range name {
		if r < ' ' || r == 0x7f {
			return "", Errorf(CodeInvalid, "The name of the %s holds a character that cannot be shown.", what).WithPath("name")
		}
	}
	return name, nil
}
