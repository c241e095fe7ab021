package nodes

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"greenlight/backend/domain"
	"greenlight/backend/node"
)

// variable finds {{name}}. A name begins with a letter and holds letters, digits, spaces, "-"
// and "_"; all else between braces is ordinary text.
var variable = regexp.MustCompile(`\{\{[ \t]*([\p{L}_][\p{L}\p{M}\p{N}_\- ]{0,59})[ \t]*\}\}`)

// variables gives the names in a template, each once, in their order.
func variables(template string) []string {
	var names []string
	seen := map[string]bool{}
	for _, m := range variable.FindAllStringSubmatch(template, -1) {
		if name := strings.TrimSpace(m[1]); !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	return names
}

// fill puts values in place of the variables. Values are not looked at again: a {{name}} that
// comes with a value stays as it is.
func fill(template string, value func(name string) string) string {
	return variable.ReplaceAllStringFunc(template, func(m string) string {
		return value(strings.TrimSpace(strings.Trim(m, "{}")))
	})
}

// variablePorts gives one required input for each variable.
func variablePorts(template string) []node.Port {
	var ports []node.Port
	for _, name := range variables(template) {
		ports = append(ports, node.Port{Name: name, Label: name, Type: domain.PortAny, Required: true, Help: "Takes the place of {{" + name + "}}."})
	}
	return ports
}

// whenName is no name that a variable can have.
const whenName = "@when"

// whenPort lets a branch decide whether a step runs that needs nothing else from it.
var whenPort = node.Port{Name: whenName, Label: "Only when", Type: domain.PortAny, Many: true,
	Help: "Connect a branch here, and this step runs only when the branch is taken."}

// clip shortens a text to one line of at most n characters.
func clip(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	r := []rune(s)
	return strings.TrimRight(string(r[:n-1]), " ") + "…"
}
