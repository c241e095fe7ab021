package document

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"greenlight/backend/domain"
)

// plainLoader reads text files. Form feeds part pages, empty lines part paragraphs, and
// lines that were wrapped at a margin are joined again.
type plainLoader struct{}

func (plainLoader) Name() string         { return "text" }
func (plainLoader) Title() string        { return "text" }
func (plainLoader) Extensions() []string { return []string{"txt", "text", "log", "rst", "srt", "vtt"} }

func (l plainLoader) Detect(name string, head []byte) int {
	if n := byEnding(l, name); n > 0 {
		return n
	}
	if looksLikeText(head) && unsupported(name, head) == nil {
		return 1
	}
	return 0
}

func (l plainLoader) Load(ctx context.Context, src Source, _ Options) (*domain.Extracted, error) {
	d, err := decodeText(src.Data, "")
	if err != nil {
		return nil, err
	}
	b := newBuilder(ctx)
	b.warnEncoding(d)
	pages := strings.Split(strings.TrimRight(normalLines(d.text), "\f \n\t"), "\f")
	for _, p := range pages {
		b.page("")
		plainPage(b, p)
		if !b.ok() {
			break
		}
	}
	return b.finish(l.Name(), "")
}

// normalLines makes every line end "\n".
func normalLines(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// plainPage adds the paragraphs of one page.
func plainPage(b *builder, page string) {
	var lines []string
	flush := func() {
		if len(lines) > 0 {
			plainParagraph(b, lines)
			lines = nil
		}
	}
	for line := range strings.SplitSeq(page, "\n") {
		if !b.ok() {
			return
		}
		if strings.TrimSpace(line) == "" {
			flush()
		} else {
			lines = append(lines, line)
		}
	}
	flush()
}

// plainParagraph adds the lines between two empty lines: headings that are underlined or in
// capitals, list items, and text.
func plainParagraph(b *builder, lines []string) {
	if len(lines) >= 2 && underline(lines[1]) && utf8.RuneCountInString(lines[0]) <= 120 {
		b.heading(underlineLevel(lines[1]), lines[0])
		lines = lines[2:]
	} else if len(lines) == 1 && capitals(lines[0]) {
		b.heading(1, lines[0])
		return
	}
	width := 0
	for _, l := range lines {
		width = max(width, utf8.RuneCountInString(l))
	}
	var unit []string
	flush := func() {
		if len(unit) == 0 {
			return
		}
		if hasMarker(unit[0]) {
			b.item("", unwrap(unit, width))
		} else {
			b.paragraph(unwrap(unit, width))
		}
		unit = nil
	}
	for _, l := range lines {
		if hasMarker(l) {
			flush()
		}
		unit = append(unit, l)
	}
	flush()
}

func underline(line string) bool {
	line = strings.TrimSpace(line)
	return len(line) >= 3 && (strings.Trim(line, "=") == "" || strings.Trim(line, "-") == "" || strings.Trim(line, "~") == "")
}

func underlineLevel(line string) int {
	if strings.HasPrefix(strings.TrimSpace(line), "=") {
		return 1
	}
	return 2
}

// capitals reports a short line in capital letters only.
func capitals(line string) bool {
	letters := 0
	for _, r := range line {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
		}
	}
	n := utf8.RuneCountInString(strings.TrimSpace(line))
	return letters >= 4 && n <= 80 && !strings.HasSuffix(strings.TrimSpace(line), ".")
}

// hasMarker reports a line that starts as a list item does: a bullet, "1." or "(a)".
func hasMarker(line string) bool {
	line = strings.TrimSpace(line)
	r, size := utf8.DecodeRuneInString(line)
	if strings.ContainsRune("•‣▪◦●○■□–—-*·", r) || r >= 0xF000 && r <= 0xF0FF {
		rest := line[size:]
		return rest != strings.TrimLeft(rest, " \t") && strings.TrimSpace(rest) != ""
	}
	i := 0
	if r == '(' {
		i = 1
	}
	from := i
	for i < len(line) && i < from+3 && (line[i] >= '0' && line[i] <= '9') {
		i++
	}
	if i == from && i < len(line) && (line[i] >= 'a' && line[i] <= 'z') {
		i++
		if i >= len(line) || line[i] != ')' {
			return false
		}
	}
	return i > from && i+1 < len(line) && (line[i] == '.' || line[i] == ')') && line[i+1] == ' '
}

// wrapMinimum is the width from which on a paragraph's lines can have been wrapped.
const wrapMinimum = 40

// unwrap joins lines that were wrapped at the width of their paragraph, and keeps the others.
func unwrap(lines []string, width int) string {
	var b strings.Builder
	for i, l := range lines {
		l = strings.TrimSpace(l)
		if i > 0 {
			before := strings.TrimSpace(lines[i-1])
			first, _, _ := strings.Cut(l, " ")
			room := width - utf8.RuneCountInString(strings.TrimRight(lines[i-1], " \t"))
			if width >= wrapMinimum && room <= utf8.RuneCountInString(first)+2 && !strings.HasSuffix(before, ":") {
				b.WriteByte(' ')
			} else {
				b.WriteByte('\n')
			}
		}
		b.WriteString(l)
	}
	return b.String()
}
