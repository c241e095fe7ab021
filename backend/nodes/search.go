package nodes

import (
	"context"
	"fmt"
	"strings"
	"time"

	"greenlight/backend/domain"
	"greenlight/backend/node"
)

type searchSettings struct {
	Knowledge string  `json:"knowledge" label:"Knowledge" help:"Where to search." widget:"knowledge" required:"true"`
	K         int     `json:"k" label:"Pieces to find" help:"More pieces give an answer more to draw on, and cost more with a language model." widget:"slider" min:"1" max:"50"`
	Mode      string  `json:"mode" label:"Look at" help:"What counts when pieces are compared with the question." options:"hybrid=Words and meaning=The best choice for nearly all documents.|keyword=Words only=For codes, names and exact terms.|meaning=Meaning only=For questions in other words than the documents use." advanced:"true"`
	MinScore  float64 `json:"minScore" label:"Leave out weak pieces" help:"Leaves out pieces that score below this part of the best one; 0 keeps all." widget:"slider" min:"0" max:"1" step:"0.05" advanced:"true"`
}

var search = node.Declare(node.Declaration[searchSettings]{
	Kind: "search", Version: 1, Title: "Search knowledge", Group: groupDocuments, Icon: "search", Color: "info",
	Help: "Finds the pieces of your documents that fit a question.",
	Details: "The pieces come in order, the best first, each with its document and page. Connect them to “Answer with sources”, " +
		"or to a {{name}} of a “Prompt”.",
	Keywords: []string{"retrieve", "find", "documents", "knowledge base", "rag", "lookup"},
	Defaults: searchSettings{K: 8, Mode: string(domain.SearchHybrid)},
	Ports: func(searchSettings) node.Ports {
		return node.Ports{
			In:  []node.Port{{Name: "query", Label: "Question", Type: domain.PortText, Required: true, Help: "What to search for."}},
			Out: []node.Port{{Name: "passages", Label: "Found pieces", Type: domain.PortPassages, Help: "The pieces, the best first."}},
		}
	},
	Summary: func(s searchSettings, names node.Named) string {
		if s.Knowledge == "" {
			return "No knowledge chosen"
		}
		pieces := "pieces"
		if s.K == 1 {
			pieces = "piece"
		}
		return fmt.Sprintf("%s · %d %s", names.Knowledge(s.Knowledge), s.K, pieces)
	},
	Reuse:   func(s searchSettings) (node.Uses, bool) { return node.Uses{Knowledge: []string{s.Knowledge}}, true },
	Timeout: 2 * time.Minute,
	Run: func(ctx context.Context, c *node.Call[searchSettings]) (node.Outputs, error) {
		s := c.Settings
		query := strings.TrimSpace(c.In.Text("query"))
		if query == "" {
			return node.Outputs{"passages": domain.PassagesValue(nil)}, nil
		}
		if c.Env.Knowledge == nil {
			return nil, domain.Errorf(domain.CodeUnavailable, "Knowledge cannot be searched here.")
		}
		found, err := c.Env.Knowledge.Search(ctx, s.Knowledge, query, domain.SearchMode(s.Mode), s.K)
		if err != nil {
			return nil, err
		}
		return node.Outputs{"passages": domain.PassagesValue(strongest(found.Results, s.MinScore))}, nil
	},
})

// strongest leaves out passages whose score is below a part of the best score. Scores of one
// search compare with each other only, so the best is the measure.
func strongest(passages []domain.Passage, part float64) []domain.Passage {
	if part <= 0 || len(passages) == 0 {
		return passages
	}
	best := passages[0].Score
	for _, p := range passages {
		best = max(best, p.Score)
	}
	var kept []domain.Passage
	for _, p := range passages {
		if p.Score >= part*best {
			kept = append(kept, p)
		}
	}
	return kept
}
