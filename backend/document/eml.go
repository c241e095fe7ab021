package document

import (
	"bytes"
	"context"
	"regexp"
	"strings"

	"github.com/jhillyerd/enmime/v2"

	"greenlight/backend/domain"
)

// emlLoader reads saved mail: who wrote to whom and when, the subject, and the message.
// Attachments are named, not read.
type emlLoader struct{}

func (emlLoader) Name() string         { return "eml" }
func (emlLoader) Title() string        { return "mail" }
func (emlLoader) Extensions() []string { return []string{"eml"} }

func (l emlLoader) Detect(name string, head []byte) int {
	if byEnding(l, name) > 0 && looksLikeText(head) {
		return 2
	}
	return 0
}

var (
	mailHeader   = regexp.MustCompile(`(?im)^(from|to|subject|date|received|return-path|message-id|mime-version|content-type)\s*:`)
	multipart    = regexp.MustCompile(`(?i)content-type\s*:\s*(multipart|message)/`)
	shownHeaders = []string{"From", "To", "Cc", "Date", "Subject"}
)

// maxMailParts bounds the parts within parts, which the parser follows by recursion.
const maxMailParts = 500

func (l emlLoader) Load(ctx context.Context, src Source, _ Options) (*domain.Extracted, error) {
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if !mailHeader.Match(src.Data[:min(len(src.Data), headBytes)]) || len(multipart.FindAll(src.Data, maxMailParts+1)) > maxMailParts {
		return nil, damaged(l.Title(), nil)
	}
	env, err := enmime.NewParser(enmime.DisableTextConversion(true), enmime.SkipMalformedParts(true)).ReadEnvelope(bytes.NewReader(src.Data))
	if err != nil {
		return nil, damaged(l.Title(), err)
	}
	b := newBuilder(ctx)
	b.page("")
	subject := oneLine(env.GetHeader("Subject"))
	b.heading(1, subject)
	var head []string
	for _, h := range shownHeaders {
		if v := oneLine(clean(env.GetHeader(h))); v != "" {
			head = append(head, h+": "+v)
		}
	}
	b.paragraph(strings.Join(head, "\n"))
	if err := mailBody(b, env); err != nil {
		return nil, err
	}
	attached(b, env)
	return b.finish(l.Name(), subject)
}

// mailBody adds the message, from HTML when there is some: it keeps lists and tables.
func mailBody(b *builder, env *enmime.Envelope) error {
	blocks := len(b.blocks)
	if strings.TrimSpace(env.HTML) != "" {
		if _, err := htmlInto(b, []byte(env.HTML)); err != nil {
			return err
		}
	}
	if len(b.blocks) == blocks {
		plainPage(b, strings.ReplaceAll(normalLines(env.Text), "\f", "\n"))
	}
	return nil
}

// attached warns about files that came with the mail.
func attached(b *builder, env *enmime.Envelope) {
	var names []string
	for _, p := range env.Attachments {
		name := oneLine(clean(p.FileName))
		if name == "" {
			name = "a file without a name"
		}
		names = append(names, name)
	}
	if len(names) > 0 {
		b.warn("attachments", "The files attached to this mail were not read: "+cut(strings.Join(names, ", "), 300)+".", 0)
	}
}
