// Package nodes holds the kinds of step, one file each. A kind is its Declaration: the
// palette, the settings form, the card, the checks, the documentation page and the command
// line's listing are made from it. To add one, write its file and its line below, and add its
// case to the conformance test.
package nodes

import "greenlight/backend/node"

// The headings of the palette.
const (
	groupAsk       = "Ask"
	groupDocuments = "Documents"
	groupModel     = "Model"
	groupDecide    = "Decide"
	groupText      = "Text"
	groupOther     = "Other"
)

// Registry gives all kinds of step in the order of the palette.
func Registry() *node.Registry {
	return node.NewRegistry(
		question,
		output,
		search,
		answer,
		prompt,
		choose,
		combine,
		text,
		note,
	)
}
