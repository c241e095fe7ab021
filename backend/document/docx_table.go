package document

import (
	"strconv"
	"strings"
)

// table adds a Word table row by row. A table of one cell or column is a frame around text.
func (w *wordFile) table(t *element) {
	rows := tableRowsOf(t)
	columns := 0
	for _, r := range rows {
		columns = max(columns, len(r.find("tc")))
	}
	if columns < 2 {
		for _, r := range rows {
			for _, c := range r.find("tc") {
				w.blocks(c)
			}
		}
		return
	}
	var headers, above []string
	for i, r := range rows {
		if !w.b.ok() {
			return
		}
		cells, bold := w.cells(r, above)
		above = cells
		if w.sawBreak && i == 0 {
			w.newPage(true)
		}
		header := on(r.child("trPr").child("tblHeader"))
		if headers == nil && i+1 < len(rows) && (header || i == 0 && looksLikeHeader(cells) && (bold || columns > 2)) {
			headers = headerNames(cells)
			continue
		}
		w.started = true
		w.b.row(i+1, headers, cells)
	}
	w.flushNotes()
}

// tableRowsOf gives the rows of a table, not those of tables inside.
func tableRowsOf(t *element) []*element {
	var out []*element
	for _, c := range t.children {
		switch c.name {
		case "tr":
			out = append(out, c)
		case "sdt", "sdtContent", "ins", "customXml":
			out = append(out, tableRowsOf(c)...)
		}
	}
	return out
}

// cells gives the texts of a row, laid out in columns. A cell that is merged with the one
// above repeats its text, so that each row can be understood alone.
func (w *wordFile) cells(row *element, above []string) (cells []string, bold bool) {
	bold = true
	for _, c := range row.find("tc") {
		run := wordRun{w: w}
		run.inline(c, 0)
		for _, box := range run.boxes {
			run.inline(box, 0)
		}
		text := oneLine(run.text.String())
		props := c.child("tcPr")
		if m := props.child("vMerge"); m.name != "" && m.attr("val") != "restart" && text == "" && len(cells) < len(above) {
			text = above[len(cells)]
		}
		bold = bold && (text == "" || allBold(c))
		cells = append(cells, text)
		if n, err := strconv.Atoi(props.child("gridSpan").attr("val")); err == nil {
			for range min(n, maxSpan) - 1 {
				cells = append(cells, "")
			}
		}
	}
	return cells, bold
}

// allBold reports whether all text of a cell is set bold.
func allBold(c *element) bool {
	for _, r := range c.find("r") {
		if strings.TrimSpace(r.allText()) != "" && !on(r.child("rPr").child("b")) {
			return false
		}
	}
	return true
}
