package nodes

import (
	"context"
	"strings"

	"greenlight/backend/node"
)

type noteSettings struct {
	Text  string `json:"text" label:"Text" help:"What others should know about this part of the canvas." widget:"textarea" max:"20000" placeholder:"Write a note…"`
	Color string `json:"color" label:"Colour" help:"The colour of the note." options:"yellow=Yellow|green=Green|blue=Blue|grey=Grey"`
}

var note = node.Declare(node.Declaration[noteSettings]{
	Kind: "note", Version: 1, Title: "Note", Group: groupOther, Icon: "sticky-note", Color: "neutral",
	Help:     "Keeps a remark on the canvas; it does nothing when the assistant runs.",
	Details:  "Say why a part is built as it is, or what is still to do. Notes have no connections.",
	Keywords: []string{"comment", "remark", "sticky", "documentation"},
	Defaults: noteSettings{Color: "yellow"},
	Passive:  true,
	Ports:    func(noteSettings) node.Ports { return node.Ports{} },
	Summary: func(s noteSettings, _ node.Named) string {
		if strings.TrimSpace(s.Text) == "" {
			return "Empty note"
		}
		return clip(s.Text, 80)
	},
	Run: func(context.Context, *node.Call[noteSettings]) (node.Outputs, error) { return node.Outputs{}, nil },
})
