package engine

import (
	"fmt"
	"slices"
	"strings"

	"greenlight/backend/domain"
	"greenlight/backend/node"
)

// Card is what the canvas shows of a step without running it.
type Card struct {
	Title   string
	Summary string
	Ports   node.Ports // with the types of outputs that follow an input filled in where they are known
}

// Describe gives the card of each step by node id. A step of an unknown kind, or with
// settings that cannot be read, has the ports that its connections name.
func Describe(flow domain.Flow, registry *node.Registry, names node.Names) map[string]Card {
	g := newGraph(&flow, registry)
	cards := make(map[string]Card, len(g.vertices))
	for i, v := range g.vertices {
		card := Card{Title: g.title(i), Ports: v.ports}
		if v.step != nil {
			card.Summary = v.step.Summary(names)
		} else {
			card.Ports = guessPorts(v)
		}
		cards[v.node.ID] = card
	}
	return cards
}

func guessPorts(v vertex) node.Ports {
	ports := node.Ports{In: []node.Port{}, Out: []node.Port{}}
	for _, l := range v.in {
		if _, ok := ports.Input(l.edge.ToPort); !ok {
			ports.In = append(ports.In, node.Port{Name: l.edge.ToPort, Label: l.edge.ToPort, Type: domain.PortAny, Many: true})
		}
	}
	for _, l := range v.out {
		if _, ok := ports.Output(l.edge.FromPort); !ok {
			ports.Out = append(ports.Out, node.Port{Name: l.edge.FromPort, Label: l.edge.FromPort, Type: domain.PortAny})
		}
	}
	return ports
}

// Inputs gives what the flow asks for when it runs, in the order of its steps. Steps that
// cannot be read ask for nothing.
func Inputs(flow domain.Flow, registry *node.Registry) []node.Input {
	return newGraph(&flow, registry).asks()
}

func (g *graph) asks() []node.Input {
	inputs := []node.Input{}
	for _, v := range g.vertices {
		if v.step != nil && !v.idle {
			inputs = append(inputs, v.step.Asks()...)
		}
	}
	return inputs
}

// takeInputs checks what a person put in against what the flow asks for. Inputs that may be
// left out become empty.
func takeInputs(g *graph, given map[string]string) (map[string]string, error) {
	asked := g.asks()
	if err := refuseUnknown(asked, given); err != nil {
		return nil, err
	}
	inputs := make(map[string]string, len(asked))
	for _, in := range asked {
		text := strings.ToValidUTF8(given[in.Name], "\ufffd")
		switch {
		case in.Required && strings.TrimSpace(text) == "":
			return nil, domain.Errorf(domain.CodeInvalid, "“%s” is empty.", in.Label).WithHint("Fill it in.").WithPath("inputs." + in.Name)
		case len(text) > MaxInputSize:
			return nil, domain.Errorf(domain.CodeTooLarge, "“%s” is longer than %d kB.", in.Label, MaxInputSize>>10).
				WithHint("Shorten it, or add it as a document to a knowledge base.").WithPath("inputs." + in.Name)
		}
		inputs[in.Name] = text
	}
	return inputs, nil
}

// refuseUnknown names the first input, by its name, that the flow does not ask for.
func refuseUnknown(asked []node.Input, given map[string]string) error {
	known := make(map[string]bool, len(asked))
	for _, in := range asked {
		known[in.Name] = true
	}
	unknown := make([]string, 0, len(given))
	for name := range given {
		if !known[name] {
			unknown = append(unknown, name)
		}
	}
	if len(unknown) == 0 {
		return nil
	}
	name := slices.Min(unknown)
	return domain.Errorf(domain.CodeInvalid, "This assistant has no input called “%s”.", name).
		WithHint("%s", inputNames(asked)).WithPath("inputs." + name)
}

func inputNames(asked []node.Input) string {
	if len(asked) == 0 {
		return "It asks for nothing."
	}
	names := make([]string, 0, len(asked))
	for _, in := range asked {
		names = append(names, fmt.Sprintf("“%s”", in.Name))
	}
	return "It asks for " + strings.Join(names, ", ") + "."
}
