package document

import (
	"bytes"
	"context"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"greenlight/backend/domain"
)

// htmlLoader reads web pages.
type htmlLoader struct{}

func (htmlLoader) Name() string         { return "html" }
func (htmlLoader) Title() string        { return "HTML" }
func (htmlLoader) Extensions() []string { return []string{"html", "htm", "xhtml"} }

var htmlStart = regexp.MustCompile(`(?i)^(\s|<\?xml[^>]*>|<!--[\s\S]*?-->)*<(!doctype\s+html|html|head|body)[\s>]`)

func (l htmlLoader) Detect(name string, head []byte) int {
	if htmlStart.Match(head) || byEnding(l, name) > 0 && looksLikeText(head) {
		return 2
	}
	return 0
}

var metaCharset = regexp.MustCompile(`(?i)<meta[^>]+charset\s*=\s*["']?\s*([a-z0-9_:.-]+)`)

func (l htmlLoader) Load(ctx context.Context, src Source, _ Options) (*domain.Extracted, error) {
	declared := ""
	if m := metaCharset.FindSubmatch(src.Data[:min(len(src.Data), headBytes)]); m != nil {
		declared = string(m[1])
	}
	d, err := decodeText(src.Data, declared)
	if err != nil {
		return nil, err
	}
	b := newBuilder(ctx)
	b.warnEncoding(d)
	b.page("")
	w, err := htmlInto(b, []byte(d.text))
	if err != nil {
		return nil, err
	}
	title := w.title
	if title == "" {
		title = w.firstHeading
	}
	return b.finish(l.Name(), title)
}

// htmlInto adds the text of an HTML page to the builder. Navigation is left out unless there
// is nothing else.
func htmlInto(b *builder, page []byte) (*htmlWalker, error) {
	w := &htmlWalker{b: b}
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		// The parser gives up on absurd nesting only. The words are still there.
		w.flat(page)
		b.warn("partial", "The page is built so strangely that only its bare text could be read.", 0)
		return w, nil
	}
	blocks := len(b.blocks)
	w.walk(root, 0)
	w.flush()
	if len(b.blocks) == blocks {
		w.keepNavigation = true
		w.walk(root, 0)
		w.flush()
	}
	if w.hidden {
		b.warn("hidden_text", "The page has text that is not shown to people; it was left out.", 0)
	}
	return w, nil
}

// htmlWalker turns the elements of a page into blocks.
type htmlWalker struct {
	b              *builder
	inline         strings.Builder // text of the block at hand
	lists          []htmlList
	marker         string // of the list item whose first text is still to come
	inItem         bool
	title          string
	firstHeading   string
	hidden         bool
	keepNavigation bool
}

type htmlList struct {
	ordered bool
	next    int
}

func (w *htmlWalker) walk(n *html.Node, depth int) {
	if depth > maxHTMLDepth || !w.b.ok() {
		return
	}
	switch n.Type {
	case html.TextNode:
		w.inline.WriteString(strings.Map(spaces, n.Data))
		return
	case html.ElementNode:
		if w.skips(n) {
			return
		}
		w.element(n, depth)
		return
	}
	w.children(n, depth)
}

// spaces makes line ends in the source into spaces; only <br> ends a line.
func spaces(r rune) rune {
	if r == '\n' || r == '\r' || r == '\t' {
		return ' '
	}
	return r
}

func (w *htmlWalker) children(n *html.Node, depth int) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c, depth+1)
	}
}

// skips reports elements whose text is no part of the document, and notes hidden text.
func (w *htmlWalker) skips(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Svg, atom.Math, atom.Iframe, atom.Object,
		atom.Canvas, atom.Audio, atom.Video, atom.Select, atom.Textarea, atom.Datalist, atom.Button:
		return true
	case atom.Nav:
		return !w.keepNavigation
	case atom.Title:
		if w.title == "" {
			w.title = oneLine(clean(nodeText(n)))
		}
		return true
	}
	if attr(n, "role") == "navigation" && !w.keepNavigation {
		return true
	}
	if concealed(n) {
		if strings.TrimSpace(nodeText(n)) != "" {
			w.hidden = true
		}
		return true
	}
	return false
}

var concealing = regexp.MustCompile(`(?i)(display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(px|pt|em|%|\s*[;!]|\s*$)|opacity\s*:\s*0(\.0+)?\s*([;!]|$))`)

// concealed reports elements that a browser does not show.
func concealed(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "hidden" && !strings.EqualFold(a.Val, "until-found") || a.Key == "style" && concealing.MatchString(a.Val) {
			return true
		}
	}
	return false
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// nodeText gives all text below n.
func nodeText(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// element handles one element by what it is.
func (w *htmlWalker) element(n *html.Node, depth int) {
	switch n.DataAtom {
	case atom.Br:
		w.inline.WriteByte('\n')
	case atom.Hr:
		w.flush()
	case atom.Wbr, atom.Img, atom.Input:
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		w.heading(n, depth)
	case atom.Pre:
		w.flush()
		w.b.code(nodeText(n))
	case atom.Ul, atom.Ol, atom.Menu:
		w.list(n, depth)
	case atom.Li:
		w.item(n, depth)
	case atom.Table:
		w.flush()
		w.table(n, depth)
	case atom.Rt, atom.Rp: // pronunciation marks above the text
	case atom.Sup:
		w.superscript(n, depth)
	default:
		w.generic(n, depth)
	}
}

func (w *htmlWalker) generic(n *html.Node, depth int) {
	if !blockLevel[n.DataAtom] {
		w.children(n, depth)
		return
	}
	w.flush()
	w.children(n, depth)
	w.flush()
}

// blockLevel are the elements before and after which a line ends.
var blockLevel = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Section: true, atom.Article: true, atom.Main: true, atom.Aside: true,
	atom.Header: true, atom.Footer: true, atom.Blockquote: true, atom.Figure: true, atom.Figcaption: true,
	atom.Address: true, atom.Dl: true, atom.Dt: true, atom.Dd: true, atom.Details: true, atom.Summary: true,
	atom.Form: true, atom.Fieldset: true, atom.Legend: true, atom.Body: true, atom.Html: true, atom.Center: true,
	atom.Caption: true, atom.Tr: true, atom.Td: true, atom.Th: true, atom.Tbody: true, atom.Thead: true, atom.Tfoot: true,
	atom.Hgroup: true, atom.Option: true, atom.Nav: true, atom.Head: true,
}

// superscript keeps exponents and ordinals, and puts reference marks such as "[3]" apart.
func (w *htmlWalker) superscript(n *html.Node, depth int) {
	w.children(n, depth)
}

func (w *htmlWalker) heading(n *html.Node, depth int) {
	w.flush()
	w.children(n, depth)
	s := w.take()
	if w.firstHeading == "" {
		w.firstHeading = oneLine(clean(s))
	}
	w.b.heading(int(n.Data[1]-'0'), s)
}

func (w *htmlWalker) take() string {
	s := w.inline.String()
	w.inline.Reset()
	return s
}

// flush ends the block at hand.
func (w *htmlWalker) flush() {
	s := tidyLines(clean(w.take()))
	if s == "" {
		return
	}
	if w.inItem {
		w.b.item(w.marker, s)
		w.marker = ""
		return
	}
	w.b.paragraph(s)
}

// flat adds the bare text of a page that cannot be parsed.
func (w *htmlWalker) flat(page []byte) {
	z := html.NewTokenizer(bytes.NewReader(page))
	for w.b.ok() {
		switch z.Next() {
		case html.ErrorToken:
			w.flush()
			return
		case html.TextToken:
			w.inline.WriteString(strings.Map(spaces, string(z.Text())))
			w.inline.WriteByte(' ')
		case html.StartTagToken:
			if name, _ := z.TagName(); string(name) == "script" || string(name) == "style" {
				z.Next()
			} else if blockLevel[atom.Lookup(name)] {
				w.flush()
			}
		}
	}
}
