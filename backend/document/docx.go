package document

import (
	"bytes"
	"context"
	"path"
	"strconv"
	"strings"

	"greenlight/backend/domain"
)

// docxLoader reads Word files (ECMA-376, WordprocessingML).
type docxLoader struct{}

func (docxLoader) Name() string         { return "docx" }
func (docxLoader) Title() string        { return "Word" }
func (docxLoader) Extensions() []string { return []string{"docx", "docm", "dotx"} }

func (l docxLoader) Detect(name string, head []byte) int { return detectOffice(l, name, head, "word/") }

// detectOffice recognises a zipped Office format by its folder, or by its ending when it is a
// zip archive, or an encrypted one.
func detectOffice(l Loader, name string, head []byte, folder string) int {
	switch {
	case isZip(head) && (byEnding(l, name) > 0 || bytes.Contains(head, []byte(folder))):
		return 2
	case bytes.HasPrefix(head, oleMagic) && byEnding(l, name) > 0:
		return 2
	}
	return byEnding(l, name)
}

func (l docxLoader) Load(ctx context.Context, src Source, opts Options) (*domain.Extracted, error) {
	data, err := decryptOffice(src.Data, opts.Password, l.Title())
	if err != nil {
		return nil, err
	}
	p, err := openPack(ctx, data, l.Title())
	if err != nil {
		return nil, err
	}
	w, main, err := newWordFile(p)
	if err != nil {
		return nil, err
	}
	w.b = newBuilder(ctx)
	w.b.page("")
	w.blocks(main)
	if w.hidden {
		w.b.warn("hidden_text", "The file has text that is marked as hidden; it was left out.", 0)
	}
	return w.b.finish(l.Name(), p.coreTitle())
}

// coreTitle is the title in an Office file's properties.
func (p *pack) coreTitle() string {
	data, err := p.read("docProps/core.xml")
	if err != nil || data == nil {
		return ""
	}
	root, err := parseXML(p.ctx, data)
	if err != nil {
		return "" // a title is worth no failure
	}
	t := oneLine(root.child("coreProperties").child("title").allText())
	if !usefulTitle(t) || strings.HasPrefix(t, "PowerPoint") {
		return ""
	}
	return t
}

// wordFile is a Word file while it is read.
type wordFile struct {
	b         *builder
	styles    map[string]wordStyle
	numbering wordNumbering
	notes     map[string]*element // footnotes "f1", endnotes "e1", comments "c1"
	pending   []string            // ids of notes that the block at hand refers to
	hidden    bool
	sawBreak  bool // a page break stands before the next block
	started   bool // something stands on the page
}

// newWordFile reads the parts that belong to the main text, and gives its body.
func newWordFile(p *pack) (*wordFile, *element, error) {
	main, err := p.mainPart("word/document.xml")
	if err != nil {
		return nil, nil, err
	}
	data, err := p.read(main)
	if err != nil {
		return nil, nil, err
	}
	if data == nil {
		return nil, nil, damaged(p.title, nil)
	}
	root, err := parseXML(p.ctx, data)
	if err != nil {
		return nil, nil, err
	}
	w := &wordFile{notes: map[string]*element{}}
	dir := path.Dir(main)
	if w.styles, err = readWordStyles(p, path.Join(dir, "styles.xml")); err != nil {
		return nil, nil, err
	}
	if w.numbering, err = readWordNumbering(p, path.Join(dir, "numbering.xml")); err != nil {
		return nil, nil, err
	}
	for _, n := range []struct{ file, name, key string }{{"footnotes.xml", "footnote", "f"}, {"endnotes.xml", "endnote", "e"}, {"comments.xml", "comment", "c"}} {
		if err := w.readNotes(p, path.Join(dir, n.file), n.name, n.key); err != nil {
			return nil, nil, err
		}
	}
	return w, root.child("document").child("body"), nil
}

// mainPart gives the name of the main part of an Office file, which is usual in a file that
// does not say.
func (p *pack) mainPart(usual string) (string, error) {
	rels, err := p.relations("/")
	if err != nil {
		return "", err
	}
	for _, r := range rels {
		if r.Type == "officeDocument" && p.has(r.Target) {
			return r.Target, nil
		}
	}
	return usual, nil
}

func (w *wordFile) readNotes(p *pack, part, name, key string) error {
	data, err := p.read(part)
	if err != nil || data == nil {
		return err
	}
	root, err := parseXML(p.ctx, data)
	if err != nil {
		return err
	}
	for _, n := range root.find(name) {
		if t := n.attr("type"); t == "" || t == "normal" {
			w.notes[key+n.attr("id")] = n
		}
	}
	return nil
}

// blocks adds the paragraphs and tables below e.
func (w *wordFile) blocks(e *element) {
	for _, c := range e.children {
		if !w.b.ok() {
			return
		}
		switch c.name {
		case "p":
			w.paragraph(c)
		case "tbl":
			w.table(c)
		case "sdt":
			w.blocks(c.child("sdtContent"))
		case "ins", "moveTo", "customXml", "smartTag":
			w.blocks(c)
		}
	}
}

// paragraph adds one paragraph by its style: a heading, a list item, or text.
func (w *wordFile) paragraph(p *element) {
	props := p.child("pPr")
	style := w.styles[props.child("pStyle").attr("val")]
	run := wordRun{w: w}
	run.inline(p, 0)
	text := run.text.String()
	if props.has("pageBreakBefore") && on(props.child("pageBreakBefore")) || run.breakBefore || w.sawBreak {
		w.newPage(strings.TrimSpace(text) != "")
	}
	if run.breakAfter {
		w.sawBreak = true
	}
	level := style.outline
	if v := props.child("outlineLvl").attr("val"); v != "" {
		level = outlineLevel(v)
	}
	marker, item := w.marker(props, style)
	w.add(text, marker, level, item, style)
	for _, box := range run.boxes {
		w.blocks(box)
	}
	w.flushNotes()
}

func (w *wordFile) add(text, marker string, level int, item bool, style wordStyle) {
	if strings.TrimSpace(text) == "" {
		return
	}
	w.started = true
	switch {
	case level > 0:
		if marker != "" && marker != "•" {
			text = marker + " " + text
		}
		w.b.heading(level, text)
	case item:
		w.b.item(marker, text)
	case style.code:
		w.b.code(text)
	default:
		w.b.paragraph(text)
	}
}

// newPage starts a page before the next block, when something stands on the one at hand.
func (w *wordFile) newPage(hasText bool) {
	if !hasText {
		w.sawBreak = true
		return
	}
	w.sawBreak = false
	if w.started {
		w.b.page("")
		w.started = false
	}
}

// flushNotes puts footnotes and comments after the block that refers to them.
func (w *wordFile) flushNotes() {
	ids := w.pending
	w.pending = nil
	for _, id := range ids {
		if n := w.notes[id]; n != nil {
			delete(w.notes, id)
			run := wordRun{w: w}
			run.inline(n, 0)
			text := oneLine(run.text.String())
			if text != "" && id[0] == 'c' {
				text = "Comment: " + text
			}
			w.b.note(text)
		}
	}
}

// on reads Word's switches: present without a value means on.
func on(e *element) bool {
	v := e.attr("val")
	return e.name != "" && v != "0" && v != "false" && v != "off" && v != "none"
}

func outlineLevel(v string) int {
	n, err := strconv.Atoi(v)
	if err != nil || n < 0 || n > 8 {
		return 0
	}
	return n + 1
}
