package document

import (
	"bytes"
	"context"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"

	"greenlight/backend/domain"
)

// markdownLoader reads Markdown with GitHub's tables, by way of HTML.
type markdownLoader struct{}

func (markdownLoader) Name() string         { return "markdown" }
func (markdownLoader) Title() string        { return "Markdown" }
func (markdownLoader) Extensions() []string { return []string{"md", "markdown", "mdown", "mkd", "mdx"} }

func (l markdownLoader) Detect(name string, head []byte) int {
	if byEnding(l, name) > 0 && looksLikeText(head) {
		return 2
	}
	return 0
}

func (l markdownLoader) Load(ctx context.Context, src Source, _ Options) (*domain.Extracted, error) {
	d, err := decodeText(src.Data, "")
	if err != nil {
		return nil, err
	}
	b := newBuilder(ctx)
	b.warnEncoding(d)
	b.page("")
	title, body := frontMatter(normalLines(d.text))
	page, err := markdownHTML(body)
	if err != nil {
		return nil, err
	}
	h, err := htmlInto(b, page)
	if err != nil {
		return nil, err
	}
	if title == "" {
		title = h.firstHeading
	}
	return b.finish(l.Name(), title)
}

var frontTitle = regexp.MustCompile(`(?mi)^title\s*[:=]\s*(.+)$`)

// frontMatter cuts off the settings that many programs keep at the start, between lines of
// "---" or "+++", and gives the title in them.
func frontMatter(s string) (title, body string) {
	for _, fence := range []string{"---", "+++"} {
		if !strings.HasPrefix(s, fence+"\n") {
			continue
		}
		end := strings.Index(s[4:], "\n"+fence+"\n")
		if end < 0 || end > 64<<10 {
			continue
		}
		if m := frontTitle.FindStringSubmatch(s[:4+end]); m != nil {
			title = strings.Trim(strings.TrimSpace(m[1]), `"'`)
		}
		return title, s[4+end+len(fence)+2:]
	}
	return "", s
}

// maxMarkdownNest is how many quote or list markers may open one line; more is no document
// but an attack on the parser, whose time grows with the square of the depth.
const maxMarkdownNest = 100

// markdownHTML renders Markdown. Raw HTML passes through: the walker after it leaves out
// scripts and what is hidden.
func markdownHTML(s string) ([]byte, error) {
	for line := range strings.SplitSeq(s, "\n") {
		if n := strings.Count(line[:min(len(line), 4*maxMarkdownNest)], ">"); n > maxMarkdownNest {
			return nil, damaged("Markdown", nil)
		}
	}
	md := goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList, extension.DefinitionList, extension.Footnote),
		goldmark.WithRendererOptions(html.WithUnsafe()))
	var out bytes.Buffer
	if err := md.Convert([]byte(s), &out); err != nil {
		return nil, damaged("Markdown", err)
	}
	return out.Bytes(), nil
}
