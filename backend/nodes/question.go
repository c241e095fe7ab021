package nodes

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"greenlight/backend/domain"
	"greenlight/backend/node"
)

type questionSettings struct {
	Inputs []questionInput `json:"inputs" label:"What to ask for" help:"Each entry is one field that people fill in." min:"1" max:"30"`
}

type questionInput struct {
	Name     string `json:"name" label:"Name" help:"A short name for connections and programs, such as “question” or “order number”." required:"true" max:"60"`
	Label    string `json:"label" label:"Shown as" help:"What people read above the field; the name when empty." max:"120"`
	Help     string `json:"help" label:"Explanation" help:"One sentence below the field." max:"400"`
	Example  string `json:"example" label:"Example" help:"Shown in the empty field." max:"2000"`
	Long     bool   `json:"long" label:"Several lines" help:"Gives room for a longer text, such as a letter."`
	Required bool   `json:"required" label:"Must be filled in" help:"The assistant does not start while this field is empty." default:"true"`
}

func (in questionInput) shown() string {
	if in.Label != "" {
		return in.Label
	}
	return in.Name
}

// inputName is what a name may look like, so that "--input NAME=VALUE" and {{name}} can use it.
var inputName = regexp.MustCompile(`^[\p{L}_][\p{L}\p{M}\p{N}_\- ]*$`)

var question = node.Declare(node.Declaration[questionSettings]{
	Kind: "question", Version: 1, Title: "Question", Group: groupAsk, Icon: "message-circle-question", Color: "accent",
	Help: "Asks a person for what the assistant needs: a question, a text, an order number.",
	Details: "Every assistant begins here. Each entry becomes a field of the form that people fill in, and an output with what they wrote. " +
		"Most assistants ask for one thing, the question.",
	Keywords: []string{"input", "start", "ask", "form", "user", "variable"},
	Defaults: questionSettings{Inputs: []questionInput{{
		Name: "question", Label: "Question", Example: "What would you like to know?", Required: true,
	}}},
	Ports: func(s questionSettings) node.Ports {
		var p node.Ports
		for _, in := range s.Inputs {
			p.Out = append(p.Out, node.Port{Name: in.Name, Label: in.shown(), Type: domain.PortText, Help: in.Help})
		}
		return p
	},
	Check: func(s questionSettings, _ node.Site) []domain.Problem {
		var problems []domain.Problem
		seen := map[string]bool{}
		for i, in := range s.Inputs {
			field := fmt.Sprintf("inputs[%d].name", i)
			if in.Name == "" {
				continue // said by the field's own rule
			}
			if !inputName.MatchString(in.Name) || strings.TrimSpace(in.Name) != in.Name {
				problems = append(problems, node.Wrong(field, fmt.Sprintf("“%s” cannot be the name of an input.", in.Name),
					"Begin with a letter, and use letters, digits, spaces, “-” and “_” only."))
			}
			if seen[in.Name] {
				problems = append(problems, node.Wrong(field, fmt.Sprintf("Two inputs have the name “%s”.", in.Name), "Give one of them another name."))
			}
			seen[in.Name] = true
		}
		return problems
	},
	Summary: func(s questionSettings, _ node.Named) string {
		labels := make([]string, 0, len(s.Inputs))
		for _, in := range s.Inputs {
			labels = append(labels, in.shown())
		}
		if len(labels) == 0 {
			return "Asks for nothing yet"
		}
		return "Asks for: " + strings.Join(labels, ", ")
	},
	Asks: func(s questionSettings) []node.Input {
		inputs := make([]node.Input, 0, len(s.Inputs))
		for _, in := range s.Inputs {
			inputs = append(inputs, node.Input{Name: in.Name, Label: in.shown(), Help: in.Help, Example: in.Example, Long: in.Long, Required: in.Required})
		}
		return inputs
	},
	Run: func(_ context.Context, c *node.Call[questionSettings]) (node.Outputs, error) {
		out := node.Outputs{}
		for _, in := range c.Settings.Inputs {
			out[in.Name] = domain.TextValue(c.Asked[in.Name])
		}
		return out, nil
	},
})
