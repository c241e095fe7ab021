package document

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// htmlRow is a table row with its cells laid out in columns.
type htmlRow struct {
	cells  []string
	header bool // all cells name their columns
}

// table adds a data table row by row. Tables that only lay out a page are walked as text.
func (w *htmlWalker) table(n *html.Node, depth int) {
	if layoutTable(n) {
		w.children(n, depth)
		w.flush()
		return
	}
	for d := range n.Descendants() {
		if d.DataAtom == atom.Caption {
			w.b.paragraph(nodeText(d))
			break
		}
	}
	w.rows(w.gridOf(n))
}

// layoutTable reports tables that hold other blocks, or have a single column.
func layoutTable(n *html.Node) bool {
	if r := attr(n, "role"); r == "presentation" || r == "none" {
		return true
	}
	columns := 0
	for d := range n.Descendants() {
		if d.Type != html.ElementNode {
			continue
		}
		switch d.DataAtom {
		case atom.Table, atom.H1, atom.H2, atom.H3, atom.Article, atom.Section:
			return true
		case atom.Tr:
			count := 0
			for c := d.FirstChild; c != nil; c = c.NextSibling {
				if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
					count++
				}
			}
			columns = max(columns, count)
		}
	}
	return columns < 2
}

// maxSpan bounds how far a cell reaches; browsers stop at 1000 columns.
const maxSpan = 1000

// maxGridColumns bounds the columns of a table on a page: cells that span rows and columns
// would otherwise multiply.
const maxGridColumns = 1000

// gridOf lays the cells out: a cell that spans rows counts in each of them.
func (w *htmlWalker) gridOf(n *html.Node) []htmlRow {
	type hanging struct {
		text string
		rows int
	}
	var out []htmlRow
	var down []hanging // by column, cells that reach into the rows below
	for tr := range n.Descendants() {
		if tr.DataAtom != atom.Tr || concealed(tr) || !w.b.ok() {
			continue
		}
		row := htmlRow{header: true}
		put := func(text string, rows int) {
			if len(row.cells) >= maxGridColumns {
				return
			}
			for len(down) <= len(row.cells) {
				down = append(down, hanging{})
			}
			down[len(row.cells)] = hanging{text, rows - 1}
			row.cells = append(row.cells, text)
		}
		hangs := func() bool {
			return len(row.cells) < min(len(down), maxGridColumns) && down[len(row.cells)].rows > 0
		}
		for c := tr.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom != atom.Td && c.DataAtom != atom.Th || w.skips(c) {
				continue
			}
			for hangs() {
				h := down[len(row.cells)]
				put(h.text, h.rows)
			}
			row.header = row.header && c.DataAtom == atom.Th
			text := w.cell(c)
			for i := range span(c, "colspan") {
				if i > 0 {
					text = ""
				}
				put(text, span(c, "rowspan"))
			}
		}
		for hangs() {
			h := down[len(row.cells)]
			put(h.text, h.rows)
		}
		row.header = row.header && len(row.cells) > 1 || tr.Parent != nil && tr.Parent.DataAtom == atom.Thead
		out = append(out, row)
	}
	return out
}

func span(n *html.Node, key string) int {
	v, err := strconv.Atoi(attr(n, key))
	if err != nil {
		return 1
	}
	return min(max(v, 1), maxSpan)
}

// cell gives the visible text of a cell.
func (w *htmlWalker) cell(n *html.Node) string {
	sub := &htmlWalker{b: newBuilder(w.b.ctx), keepNavigation: true}
	sub.children(n, 0)
	sub.flush()
	w.hidden = w.hidden || sub.hidden
	w.b.fail(sub.b.err)
	return strings.Join(strings.Fields(sub.b.text.String()), " ")
}

// rows adds the rows of a grid with the names of their columns.
func (w *htmlWalker) rows(grid []htmlRow) {
	var headers []string
	for i, r := range grid {
		switch {
		case r.header && i+1 < len(grid):
			headers = headerNames(r.cells)
		case i == 0 && len(r.cells) > 2 && len(grid) > 2 && looksLikeHeader(r.cells):
			headers = headerNames(r.cells)
		default:
			w.b.row(i+1, headers, r.cells)
		}
	}
}
