package document

import (
	"context"
	"fmt"
	"path"
	"strconv"
	"strings"

	"greenlight/backend/domain"
)

// pptxLoader reads PowerPoint files (ECMA-376, PresentationML): one page a slide, in the
// order in which they are shown, with the speaker's notes.
type pptxLoader struct{}

func (pptxLoader) Name() string         { return "pptx" }
func (pptxLoader) Title() string        { return "PowerPoint" }
func (pptxLoader) Extensions() []string { return []string{"pptx", "pptm", "ppsx", "potx"} }

func (l pptxLoader) Detect(name string, head []byte) int { return detectOffice(l, name, head, "ppt/") }

func (l pptxLoader) Load(ctx context.Context, src Source, opts Options) (*domain.Extracted, error) {
	data, err := decryptOffice(src.Data, opts.Password, l.Title())
	if err != nil {
		return nil, err
	}
	p, err := openPack(ctx, data, l.Title())
	if err != nil {
		return nil, err
	}
	slides, err := slideOrder(p)
	if err != nil {
		return nil, err
	}
	s := slideReader{p: p, b: newBuilder(ctx)}
	for i, part := range slides {
		s.b.page("Slide " + strconv.Itoa(i+1))
		if err := s.slide(part); err != nil {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			s.b.warn("partial", "This slide is damaged and could not be read.", i+1)
		}
	}
	return s.b.finish(l.Name(), p.coreTitle())
}

// slideOrder gives the parts of the slides in the order of the presentation.
func slideOrder(p *pack) ([]string, error) {
	main, err := p.mainPart("ppt/presentation.xml")
	if err != nil {
		return nil, err
	}
	data, err := p.read(main)
	if err != nil {
		return nil, err
	}
	if data == nil {
		return nil, damaged(p.title, nil)
	}
	root, err := parseXML(p.ctx, data)
	if err != nil {
		return nil, err
	}
	rels, err := p.relations(main)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, list := range root.find("sldIdLst") {
		for _, id := range list.find("sldId") {
			if r := rels[relationID(id)]; r.Type == "slide" && p.has(r.Target) {
				out = append(out, r.Target)
			}
		}
	}
	return out, nil
}

// relationID gives r:id, which stands beside an id of another kind.
func relationID(e *element) string {
	for _, a := range e.attrs {
		if a.Name.Local == "id" && a.Name.Space != "" {
			return a.Value
		}
	}
	return ""
}

type slideReader struct {
	p *pack
	b *builder
}

// slide adds one slide: its shapes in their order, then its notes.
func (s *slideReader) slide(part string) error {
	data, err := s.p.read(part)
	if err != nil {
		return err
	}
	root, err := parseXML(s.p.ctx, data)
	if err != nil {
		return err
	}
	tree := root.child("sld").child("cSld").child("spTree")
	s.title(tree)
	s.shapes(tree)
	rels, err := s.p.relations(part)
	if err != nil {
		return err
	}
	return s.related(rels)
}

// title adds the title first, wherever it stands among the shapes.
func (s *slideReader) title(tree *element) {
	for _, sp := range tree.find("sp") {
		if isTitle(sp) {
			s.b.heading(1, sp.child("txBody").joined())
		}
	}
}

func placeholder(sp *element) string {
	for _, ph := range sp.child("nvSpPr").child("nvPr").children {
		if ph.name == "ph" {
			if t := ph.attr("type"); t != "" {
				return t
			}
			return "body"
		}
	}
	return ""
}

func isTitle(sp *element) bool {
	t := placeholder(sp)
	return t == "title" || t == "ctrTitle"
}

// shapes adds text, tables and groups.
func (s *slideReader) shapes(tree *element) {
	for _, c := range tree.children {
		switch c.name {
		case "sp":
			switch placeholder(c) {
			case "title", "ctrTitle", "sldNum", "dt", "ftr", "hdr":
			default:
				s.body(c.child("txBody"), placeholder(c) == "body" || placeholder(c) == "obj")
			}
		case "grpSp":
			s.shapes(c)
		case "graphicFrame":
			for _, t := range c.find("tbl") {
				s.table(t)
			}
		case "AlternateContent":
			if choice := c.child("Choice"); choice.name != "" {
				s.shapes(choice)
			} else {
				s.shapes(c.child("Fallback"))
			}
		}
	}
}

// body adds the paragraphs of a shape. Those of the slide's own text are points of a list
// when there are several, as the slide shows them.
func (s *slideReader) body(body *element, listed bool) {
	var texts []string
	var bullets []bool
	for _, p := range body.find("p") {
		if t := strings.TrimSpace(paragraphText(p)); t != "" {
			texts = append(texts, t)
			props := p.child("pPr")
			bullets = append(bullets, (listed || props.has("buChar") || props.has("buAutoNum")) && !props.has("buNone"))
		}
	}
	for i, t := range texts {
		if bullets[i] && len(texts) > 1 {
			s.b.item("•", t)
		} else {
			s.b.paragraph(t)
		}
	}
}

// paragraphText joins the runs of a paragraph of a drawing.
func paragraphText(p *element) string {
	var b strings.Builder
	for _, c := range p.children {
		switch c.name {
		case "r", "fld":
			b.WriteString(c.child("t").allText())
		case "br":
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// joined gives all paragraphs of a text body on one line.
func (e *element) joined() string {
	var out []string
	for _, p := range e.find("p") {
		out = append(out, paragraphText(p))
	}
	return strings.Join(out, " ")
}

func (s *slideReader) table(t *element) {
	rows := t.find("tr")
	var headers []string
	for i, r := range rows {
		var cells []string
		for _, c := range r.find("tc") {
			cells = append(cells, c.child("txBody").joined())
		}
		if i == 0 && len(rows) > 1 && (on(t.child("tblPr").firstRow()) || len(cells) > 2) && looksLikeHeader(cells) {
			headers = headerNames(cells)
			continue
		}
		s.b.row(i+1, headers, cells)
	}
}

// firstRow makes the attribute that says "the first row is a header" a switch.
func (e *element) firstRow() *element {
	if v := e.attr("firstRow"); v == "1" || v == "true" {
		return e
	}
	return &element{}
}

// related adds what belongs to a slide but lies in other parts: text of diagrams, and notes.
func (s *slideReader) related(rels map[string]relation) error {
	for _, id := range sortedKeys(rels) {
		r := rels[id]
		if r.Type != "diagramData" && r.Type != "notesSlide" {
			continue
		}
		data, err := s.p.read(r.Target)
		if err != nil || data == nil {
			return err
		}
		root, err := parseXML(s.p.ctx, data)
		if err != nil {
			return fmt.Errorf("%s: %w", path.Base(r.Target), err)
		}
		if r.Type == "diagramData" {
			for _, p := range root.find("p") {
				s.b.item("•", paragraphText(p))
			}
			continue
		}
		for _, sp := range root.find("sp") {
			if placeholder(sp) == "body" {
				s.notes(sp.child("txBody"))
			}
		}
	}
	return nil
}

func (s *slideReader) notes(body *element) {
	for _, p := range body.find("p") {
		s.b.note(paragraphText(p))
	}
}
