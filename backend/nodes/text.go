package nodes

import (
	"context"

	"greenlight/backend/domain"
	"greenlight/backend/node"
)

type textSettings struct {
	Template string `json:"template" label:"Text" help:"Write {{name}} where something from another step belongs." widget:"prompt" required:"true" max:"100000" placeholder:"Dear {{name}}, …"`
}

var text = node.Declare(node.Declaration[textSettings]{
	Kind: "text", Version: 1, Title: "Text", Group: groupText, Icon: "type", Color: "neutral",
	Help: "Writes a fixed text, with parts from other steps filled in.",
	Details: "Each {{name}} becomes an input. Use it for ready-made replies and for bringing several parts into one text. " +
		"To write a reply on one branch only, connect the branch to “Only when”.",
	Keywords: []string{"template", "compose", "reply", "message", "format", "string"},
	Ports: func(s textSettings) node.Ports {
		return node.Ports{
			In:  append(variablePorts(s.Template), whenPort),
			Out: []node.Port{{Name: "text", Label: "Text", Type: domain.PortText, Help: "The text with its parts filled in."}},
		}
	},
	Summary: func(s textSettings, _ node.Named) string {
		if s.Template == "" {
			return "No text yet"
		}
		return clip(s.Template, 80)
	},
	Run: func(_ context.Context, c *node.Call[textSettings]) (node.Outputs, error) {
		filled := fill(c.Settings.Template, func(name string) string { return c.In.Text(name) })
		return node.Outputs{"text": domain.TextValue(filled)}, nil
	},
})
