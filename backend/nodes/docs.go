package nodes

import (
	"fmt"
	"strings"

	"greenlight/backend/domain"
	"greenlight/backend/node"
)

// Documentation writes the reference of all kinds of step as Markdown, for docs/steps.md. The
// declarations are its only source.
func Documentation(registry *node.Registry) string {
	var b strings.Builder
	b.WriteString("# Steps\n\nAn assistant is made of steps that are connected on the canvas. These are all kinds of step, in the order of the palette.\n" +
		"This page is made from the program: run `go test ./backend/nodes -run Documentation -update` after a change.\n")
	group := ""
	for _, spec := range registry.Specs() {
		if spec.Group != group {
			group = spec.Group
			fmt.Fprintf(&b, "\n## %s\n", group)
		}
		documentKind(&b, spec)
	}
	documentTypes(&b)
	return b.String()
}

func documentKind(b *strings.Builder, spec node.Spec) {
	fmt.Fprintf(b, "\n### %s\n\n%s %s\n\nIn files: `%s`, version %d.\n", spec.Title, spec.Help, spec.Details, spec.Kind, spec.Version)
	documentPorts(b, "Takes", spec.Ports.In)
	documentPorts(b, "Gives", spec.Ports.Out)
	if len(spec.Fields) == 0 {
		return
	}
	b.WriteString("\n| Setting | In files | What it does |\n|---|---|---|\n")
	for _, f := range spec.Fields {
		documentField(b, f, "")
	}
}

func documentPorts(b *strings.Builder, verb string, ports []node.Port) {
	if len(ports) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s:\n\n", verb)
	for _, p := range ports {
		notes := []string{node.TypeName(p.Type)}
		if p.Like != "" {
			notes = []string{"the same as it takes"}
		}
		if p.Many {
			notes = append(notes, "several connections")
		}
		if verb == "Takes" && !p.Required {
			notes = append(notes, "optional")
		}
		fmt.Fprintf(b, "- **%s** (`%s`; %s)", p.Label, p.Name, strings.Join(notes, ", "))
		if p.Help != "" {
			fmt.Fprintf(b, ": %s", p.Help)
		}
		b.WriteString("\n")
	}
}

func documentField(b *strings.Builder, f node.Field, prefix string) {
	if f.Widget == "hidden" {
		return
	}
	words := []string{f.Help}
	for _, o := range f.Options {
		text := fmt.Sprintf("`%s`: %s", o.Value, o.Label)
		if o.Help != "" {
			text += " (" + strings.TrimSuffix(o.Help, ".") + ")"
		}
		words = append(words, text+".")
	}
	if limits := limitsOf(f); limits != "" {
		words = append(words, limits)
	}
	if f.Advanced {
		words = append(words, "Under “More”.")
	}
	fmt.Fprintf(b, "| %s%s | `%s` | %s |\n", strings.Repeat("– ", strings.Count(prefix, ".")), f.Label, prefix+f.Name, strings.ReplaceAll(strings.Join(words, " "), "|", "\\|"))
	for _, item := range f.Items {
		documentField(b, item, prefix+f.Name+".")
	}
}

func limitsOf(f node.Field) string {
	if f.Widget != "number" && f.Widget != "slider" {
		return ""
	}
	switch {
	case f.Min != nil && f.Max != nil:
		return fmt.Sprintf("From %v to %v; %v at first.", *f.Min, *f.Max, f.Default)
	case f.Min != nil:
		return fmt.Sprintf("At least %v; %v at first.", *f.Min, f.Default)
	}
	return ""
}

func documentTypes(b *strings.Builder) {
	b.WriteString("\n## What fits where\n\nA connection carries one kind of value. Where it is harmless, a value is converted on its way.\n\n| An input that takes | can be connected to |\n|---|---|\n")
	accepted := node.Accepted()
	for _, in := range []domain.PortType{domain.PortText, domain.PortAnswer, domain.PortPassages, domain.PortData, domain.PortAny} {
		var outs []string
		for _, out := range accepted[string(in)] {
			if out != string(domain.PortAny) {
				outs = append(outs, node.TypeName(domain.PortType(out)))
			}
		}
		fmt.Fprintf(b, "| %s | %s |\n", node.TypeName(in), strings.Join(outs, ", "))
	}
}
