package nodes

import (
	"context"
	"encoding/json"
	"strings"

	"greenlight/backend/domain"
	"greenlight/backend/node"
)

type combineSettings struct {
	Mode      string `json:"mode" label:"How" help:"What to do with everything that reaches this step." options:"first=Take the first that is there=After branches: whichever was taken.|join=Join into one text=One after the other, in the order of the connections.|list=Make a list=Data for a step that works on lists.|pieces=Merge found pieces=The results of several searches as one, the best of each first."`
	Separator string `json:"separator" label:"Between the parts" help:"What stands between one part and the next." showif:"mode=join" options:"paragraph=An empty line|line=A new line|space=A space|comma=A comma|none=Nothing"`
}

var separators = map[string]string{"paragraph": "\n\n", "line": "\n", "space": " ", "comma": ", ", "none": ""}

var combine = node.Declare(node.Declaration[combineSettings]{
	Kind: "combine", Version: 1, Title: "Combine", Group: groupDecide, Icon: "merge", Color: "violet",
	Help: "Brings several connections together: the first that is there, all as one text, or as a list.",
	Details: "After a “Choose” step it joins the branches again. It waits until each step before it has given something or was skipped, " +
		"and runs when at least one gave something.",
	Keywords: []string{"merge", "join", "concatenate", "collect", "first", "fallback", "list"},
	Defaults: combineSettings{Mode: "first", Separator: "paragraph"},
	Ports: func(s combineSettings) node.Ports {
		in := node.Port{Name: "in", Label: "Parts", Type: domain.PortAny, Required: true, Many: true, Help: "Takes several connections, in the order in which they were drawn."}
		out := node.Port{Name: "out", Label: "Together", Type: domain.PortText, Help: "What they are together."}
		switch s.Mode {
		case "list":
			out.Type = domain.PortData
		case "pieces":
			in.Type, out.Type = domain.PortPassages, domain.PortPassages
		case "first":
			out.Type, out.Like = domain.PortAny, "in"
		}
		return node.Ports{In: []node.Port{in}, Out: []node.Port{out}}
	},
	Summary: func(s combineSettings, _ node.Named) string {
		switch s.Mode {
		case "join":
			return "Joins all into one text"
		case "list":
			return "Makes a list"
		case "pieces":
			return "Merges found pieces"
		}
		return "Takes the first that is there"
	},
	Run: func(_ context.Context, c *node.Call[combineSettings]) (node.Outputs, error) {
		v, err := combined(c.Settings, c.In["in"])
		if err != nil {
			return nil, err
		}
		return node.Outputs{"out": v}, nil
	},
})

func combined(s combineSettings, parts []domain.Value) (domain.Value, error) {
	switch s.Mode {
	case "join":
		texts := make([]string, 0, len(parts))
		for _, v := range parts {
			if t := node.AsText(v); t != "" {
				texts = append(texts, t)
			}
		}
		return domain.TextValue(strings.Join(texts, separators[s.Separator])), nil
	case "list":
		return listOf(parts)
	case "pieces":
		return domain.PassagesValue(mergePassages(parts)), nil
	}
	if len(parts) == 0 {
		return domain.Value{}, domain.Errorf(domain.CodeInvalid, "Nothing reached this step.")
	}
	return parts[0], nil
}

func listOf(parts []domain.Value) (domain.Value, error) {
	list := make([]json.RawMessage, 0, len(parts))
	for _, v := range parts {
		var item any = v.Text
		if v.Type != domain.PortText {
			data, err := node.Convert(v, domain.PortData)
			if err != nil {
				return domain.Value{}, err
			}
			item = data.Data
		}
		b, err := json.Marshal(item)
		if err != nil {
			return domain.Value{}, domain.Errorf(domain.CodeInvalid, "A part cannot be put into a list.").WithCause(err)
		}
		list = append(list, b)
	}
	return domain.DataValue(list)
}

// mergePassages takes the best of each search in turn, then the second of each, and so on:
// scores of different searches do not compare, ranks do. A piece that several found comes once.
func mergePassages(parts []domain.Value) []domain.Passage {
	type place struct {
		document   string
		start, end int
	}
	seen := map[place]bool{}
	var merged []domain.Passage
	for rank, more := 0, true; more; rank++ {
		more = false
		for _, v := range parts {
			if rank >= len(v.Passages) {
				continue
			}
			more = true
			p := v.Passages[rank]
			at := place{p.KnowledgeID + "/" + p.DocumentID, p.Start, p.End}
			if seen[at] {
				continue
			}
			seen[at] = true
			p.Rank = len(merged) + 1
			merged = append(merged, p)
		}
	}
	return merged
}
