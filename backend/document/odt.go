package document

import (
	"bytes"
	"context"
	"strconv"
	"strings"

	"greenlight/backend/domain"
)

// odtLoader reads OpenDocument text (ISO/IEC 26300), as LibreOffice writes it.
type odtLoader struct{}

func (odtLoader) Name() string         { return "odt" }
func (odtLoader) Title() string        { return "OpenDocument" }
func (odtLoader) Extensions() []string { return []string{"odt", "ott", "fodt"} }

func (l odtLoader) Detect(name string, head []byte) int {
	if isZip(head) && bytes.Contains(head[:min(len(head), 200)], []byte("application/vnd.oasis.opendocument.text")) {
		return 2
	}
	return byEnding(l, name)
}

func (l odtLoader) Load(ctx context.Context, src Source, _ Options) (*domain.Extracted, error) {
	root, title, err := odtContent(ctx, src.Data, l.Title())
	if err != nil {
		return nil, err
	}
	o := odtReader{b: newBuilder(ctx), styles: listStyles(root)}
	o.b.page("")
	for _, body := range root.find("body") {
		o.blocks(body.child("text"))
	}
	return o.b.finish(l.Name(), title)
}

// odtContent parses the content of a zipped or flat file, and gives its title.
func odtContent(ctx context.Context, data []byte, format string) (*element, string, error) {
	if !isZip(data) {
		root, err := parseXML(ctx, data)
		if err != nil {
			return nil, "", err
		}
		return root, odtTitle(root), nil
	}
	p, err := openPack(ctx, data, format)
	if err != nil {
		return nil, "", err
	}
	if manifest, err := p.read("META-INF/manifest.xml"); err == nil && bytes.Contains(manifest, []byte("encryption-data")) {
		return nil, "", domain.Errorf(domain.CodePassword, "The file is protected by a password.").
			WithHint("Open it in LibreOffice and save a copy without a password.")
	}
	content, err := p.read("content.xml")
	if err != nil {
		return nil, "", err
	}
	if content == nil {
		return nil, "", damaged(format, nil)
	}
	root, err := parseXML(ctx, content)
	if err != nil {
		return nil, "", err
	}
	title := ""
	if meta, err := p.read("meta.xml"); err == nil && meta != nil {
		if m, err := parseXML(ctx, meta); err == nil {
			title = odtTitle(m)
		}
	}
	return root, title, nil
}

func odtTitle(root *element) string {
	for _, m := range root.find("meta") {
		for _, t := range m.find("title") {
			return oneLine(t.allText())
		}
	}
	return ""
}

type odtReader struct {
	b       *builder
	styles  map[string]*element // of lists, by name
	lists   []string            // styles of the lists around the block at hand
	pending []*element          // notes of the paragraph at hand
	pages   bool                // something stands on the page
	breaks  bool                // a page ends before the next block
}

// blocks adds what stands below e.
func (o *odtReader) blocks(e *element) {
	for _, c := range e.children {
		if !o.b.ok() {
			return
		}
		switch c.name {
		case "h":
			level, err := strconv.Atoi(c.attr("outline-level"))
			if err != nil {
				level = 1
			}
			o.emit(c, func(s string) { o.b.heading(level, s) })
		case "p":
			o.emit(c, o.b.paragraph)
		case "list":
			o.list(c)
		case "table":
			o.table(c)
		case "soft-page-break":
			o.breaks = true
		case "section", "index-body", "table-of-content", "frame", "text-box", "index-title":
			o.blocks(c)
		}
	}
}

// emit adds one paragraph and then its notes and text boxes.
func (o *odtReader) emit(p *element, add func(string)) {
	var b strings.Builder
	var boxes []*element
	broken := o.inline(p, &b, &boxes)
	text := b.String()
	if strings.TrimSpace(text) != "" {
		if o.breaks && o.pages {
			o.b.page("")
		}
		o.breaks, o.pages = false, true
		add(text)
	}
	o.breaks = o.breaks || broken
	for _, box := range boxes {
		o.blocks(box)
	}
	o.flushNotes()
}

func (o *odtReader) flushNotes() {
	notes := o.pending
	o.pending = nil
	for _, n := range notes {
		var b strings.Builder
		for _, p := range n.find("p") {
			b.WriteString(p.allText())
			b.WriteByte('\n')
		}
		o.b.note(b.String())
	}
}

// inline gathers the text of a paragraph, and reports whether a page ends in it.
func (o *odtReader) inline(e *element, b *strings.Builder, boxes *[]*element) bool {
	broken := false
	for _, c := range e.children {
		switch c.name {
		case "":
			b.WriteString(strings.Map(spaces, c.text))
		case "s":
			b.WriteByte(' ')
		case "tab":
			b.WriteByte(' ')
		case "line-break":
			b.WriteByte('\n')
		case "soft-page-break":
			broken = true
		case "note":
			o.pending = append(o.pending, c.child("note-body"))
		case "annotation", "tracked-changes", "ruby-text", "bookmark", "title", "desc":
		case "frame":
			*boxes = append(*boxes, c.find("text-box")...)
		default:
			broken = o.inline(c, b, boxes) || broken
		}
	}
	return broken
}

// listStyles finds the styles of lists, which say how items are numbered.
func listStyles(root *element) map[string]*element {
	out := map[string]*element{}
	for _, l := range root.find("list-style") {
		out[l.attr("name")] = l
	}
	return out
}

// list adds the items of a list. A list inside of another has its style when it names none.
func (o *odtReader) list(l *element) {
	style := l.attr("style-name")
	if n := len(o.lists); style == "" && n > 0 {
		style = o.lists[n-1]
	}
	o.lists = append(o.lists, style)
	number := 0
	for _, item := range l.children {
		if item.name != "list-item" && item.name != "list-header" {
			continue
		}
		number++
		marker := o.marker(style, len(o.lists), number)
		for _, c := range item.children {
			switch c.name {
			case "p":
				o.emit(c, func(s string) { o.b.item(marker, s) })
				marker = ""
			case "list":
				o.list(c)
			default: // headings that are numbered as list items
				o.blocks(&element{children: []*element{c}})
			}
		}
	}
	o.lists = o.lists[:len(o.lists)-1]
}

// marker writes the marker of an item. Levels count from 1.
func (o *odtReader) marker(style string, level, number int) string {
	if l := o.styles[style]; l != nil {
		for _, n := range l.find("list-level-style-number") {
			if n.attr("level") == strconv.Itoa(level) {
				if format := n.attr("num-format"); format != "" {
					return n.attr("num-prefix") + formatNumber(odtFormats[format], number) + n.attr("num-suffix")
				}
				return ""
			}
		}
	}
	return "•"
}

// odtFormats gives Word's names of number formats, which formatNumber knows.
var odtFormats = map[string]string{"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "1": "decimal"}

// table adds a table row by row.
func (o *odtReader) table(t *element) {
	var headers []string
	rows := t.find("table-row")
	declared := map[*element]bool{}
	for _, h := range t.find("table-header-rows") {
		for _, r := range h.find("table-row") {
			declared[r] = true
		}
	}
	for i, r := range rows {
		cells := o.cells(r)
		if headers == nil && i+1 < len(rows) && (declared[r] || i == 0 && len(cells) > 2 && looksLikeHeader(cells)) {
			headers = headerNames(cells)
			continue
		}
		o.pages = true
		o.b.row(i+1, headers, cells)
	}
	o.flushNotes()
}

func (o *odtReader) cells(row *element) []string {
	var out []string
	for _, c := range row.children {
		if c.name != "table-cell" && c.name != "covered-table-cell" {
			continue
		}
		var b strings.Builder
		var boxes []*element
		for _, p := range c.find("p") {
			o.inline(p, &b, &boxes)
			b.WriteByte(' ')
		}
		text := oneLine(b.String())
		repeat, err := strconv.Atoi(c.attr("number-columns-repeated"))
		if err != nil || text == "" && repeat > 100 {
			repeat = 1
		}
		for range min(max(repeat, 1), maxSpan) {
			out = append(out, text)
		}
	}
	return out
}
