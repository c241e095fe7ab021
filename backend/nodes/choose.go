package nodes

import (
	"context"
	"fmt"
	"regexp"

	"greenlight/backend/domain"
	"greenlight/backend/node"
)

type chooseSettings struct {
	Branches  []chooseBranch `json:"branches" label:"Branches" help:"The first branch that fits is taken." widget:"branches" min:"1" max:"30"`
	Otherwise string         `json:"otherwise" label:"Otherwise" help:"What the branch is called that is taken when none fits." required:"true" max:"60"`
	Field     string         `json:"field" label:"Field to look at" help:"For data: the name of the field that decides, such as “category” or “customer.country”; empty looks at everything." advanced:"true" max:"200"`
}

type chooseBranch struct {
	ID    string `json:"id" widget:"hidden" max:"60"`
	Name  string `json:"name" label:"Branch" help:"What the branch is called." required:"true" max:"60"`
	Test  string `json:"test" label:"Is taken when it" help:"The condition." default:"contains" options:"contains=contains one of the words|not_contains=contains none of the words|equals=is exactly|matches=matches the pattern=A regular expression, for experts.|empty=is empty|not_empty=is not empty|more_than=is a number above|less_than=is a number below"`
	Value string `json:"value" label:"Words or value" help:"Separate several by commas. Capital letters do not matter, and a word also fits its longer forms: “invoice” fits “invoices”." showif:"test=contains|not_contains|equals|matches|more_than|less_than" required:"true" max:"4000"`
}

// otherwiseName is the port of the branch that is taken when none fits; branch ids are
// prefixed, so that none can be the same.
const otherwiseName = "otherwise"

// port is the output's name: it stays when the branch is renamed, so connections stay too.
func (b chooseBranch) port(i int) string {
	if b.ID == "" {
		return fmt.Sprintf("branch:%d", i+1)
	}
	return "branch:" + b.ID
}

var choose = node.Declare(node.Declaration[chooseSettings]{
	Kind: "choose", Version: 1, Title: "Choose", Group: groupDecide, Icon: "split", Color: "violet",
	Help: "Takes one of several paths, depending on what reaches it.",
	Details: "The branches are tried from top to bottom; the first that fits is taken and receives what came in, or what is connected " +
		"to “Pass on”. Steps on the other branches are skipped. Several words are separated by commas; each fits at the beginning of a word, in capitals or not.",
	Keywords: []string{"if", "condition", "branch", "route", "switch", "sort", "decide", "classify"},
	Defaults: chooseSettings{Branches: []chooseBranch{{ID: "1", Name: "First", Test: "contains"}}, Otherwise: "Otherwise"},
	Ports: func(s chooseSettings) node.Ports {
		p := node.Ports{In: []node.Port{
			{Name: "value", Label: "Decide by", Type: domain.PortAny, Required: true, Help: "What the conditions look at."},
			{Name: "pass", Label: "Pass on", Type: domain.PortAny, Help: "What the branch that is taken receives; without a connection it is what decides."},
		}}
		for i, b := range s.Branches {
			p.Out = append(p.Out, node.Port{Name: b.port(i), Label: b.Name, Type: domain.PortAny, Like: "pass|value"})
		}
		p.Out = append(p.Out, node.Port{Name: otherwiseName, Label: s.Otherwise, Type: domain.PortAny, Like: "pass|value", Help: "Taken when no branch fits."})
		return p
	},
	Check: func(s chooseSettings, _ node.Site) []domain.Problem {
		var problems []domain.Problem
		ids := map[string]bool{}
		for i, b := range s.Branches {
			if ids[b.port(i)] {
				problems = append(problems, node.Wrong(fmt.Sprintf("branches[%d]", i), fmt.Sprintf("Two branches share the identifier of “%s”.", b.Name), "Remove one of them and add it anew."))
			}
			ids[b.port(i)] = true
			if hint := b.mistake(); hint != "" {
				problems = append(problems, node.Wrong(fmt.Sprintf("branches[%d].value", i), fmt.Sprintf("The condition of “%s” cannot be tested.", b.Name), hint))
			}
		}
		return problems
	},
	Summary: func(s chooseSettings, _ node.Named) string {
		switch len(s.Branches) {
		case 0:
			return "No branches yet"
		case 1:
			return s.Branches[0].describe() + ", or " + s.Otherwise
		}
		return fmt.Sprintf("%d branches, or %s", len(s.Branches), s.Otherwise)
	},
	Run: func(ctx context.Context, c *node.Call[chooseSettings]) (node.Outputs, error) {
		deciding, _ := c.In.Value("value")
		passed, ok := c.In.Value("pass")
		if !ok {
			passed = deciding
		}
		looked := lookAt(deciding, c.Settings.Field)
		for i, b := range c.Settings.Branches {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			fits, err := b.fits(looked)
			if err != nil {
				return nil, err
			}
			if fits {
				return node.Outputs{b.port(i): passed}, nil
			}
		}
		return node.Outputs{otherwiseName: passed}, nil
	},
})

// mistake says what to change in a condition that cannot be tested, "" when it can.
func (b chooseBranch) mistake() string {
	switch b.Test {
	case "matches":
		if _, err := regexp.Compile(b.Value); err != nil {
			return "The pattern is not a regular expression. Choose “contains one of the words” if you do not need one."
		}
	case "more_than", "less_than":
		if _, ok := toNumber(b.Value); !ok && b.Value != "" {
			return "Write a number to compare with."
		}
	}
	return ""
}

func (b chooseBranch) describe() string {
	switch b.Test {
	case "empty":
		return b.Name + " when empty"
	case "not_empty":
		return b.Name + " when not empty"
	}
	if b.Value == "" {
		return b.Name
	}
	return fmt.Sprintf("%s (%s)", b.Name, clip(b.Value, 30))
}
