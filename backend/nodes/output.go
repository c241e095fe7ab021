package nodes

import (
	"context"

	"greenlight/backend/domain"
	"greenlight/backend/node"
)

type outputSettings struct {
	Name string `json:"name" label:"Name of the result" help:"Under this name programs and tests find the result." required:"true" max:"60"`
}

var output = node.Declare(node.Declaration[outputSettings]{
	Kind: "output", Version: 1, Title: "Result", Group: groupAsk, Icon: "flag", Color: "accent",
	Help: "Gives what reaches it to the person who asked, under a name.",
	Details: "Without a Result step, what the last steps give is the result. Add one to choose the result, to name it, " +
		"or to give several. A Result on a branch that is not taken gives nothing.",
	Keywords: []string{"output", "end", "return", "reply", "finish"},
	Defaults: outputSettings{Name: "answer"},
	Ports: func(outputSettings) node.Ports {
		return node.Ports{In: []node.Port{{Name: "value", Label: "Result", Type: domain.PortAny, Required: true, Help: "What to give back."}}}
	},
	Check: func(s outputSettings, _ node.Site) []domain.Problem {
		if s.Name != "" && !inputName.MatchString(s.Name) {
			return []domain.Problem{node.Wrong("name", "This cannot be the name of a result.",
				"Begin with a letter, and use letters, digits, spaces, “-” and “_” only.")}
		}
		return nil
	},
	Summary: func(s outputSettings, _ node.Named) string { return "Gives “" + s.Name + "”" },
	Result:  func(s outputSettings) string { return s.Name },
	Run: func(context.Context, *node.Call[outputSettings]) (node.Outputs, error) {
		return node.Outputs{}, nil
	},
})
