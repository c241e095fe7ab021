package document

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"greenlight/backend/domain"
)

const (
	longestHeading = 200  // code points
	headingSize    = 1.12 // times the size of the running text
	headingLevels  = 4    // sizes told apart
)

// headings finds the headings of a document: paragraphs that its outline names, that are set
// larger than the running text, or that are bold and stand alone.
func headings(pages []*pdfPage, marks []outlineMark) {
	body := bodySize(pages)
	byTitle := map[string]outlineMark{}
	for _, m := range marks {
		if _, twice := byTitle[m.title]; !twice && len(m.title) > 1 {
			byTitle[m.title] = m
		}
	}
	var large []*pdfUnit
	deepest, largest := 0, 0.0 // among those in the outline
	for i, p := range pages {
		for j := range p.units {
			u := &p.units[j]
			if u.kind != domain.BlockParagraph && u.kind != domain.BlockListItem || len(u.text) > longestHeading || p.second || !hasLetters(u.text) {
				continue
			}
			m, named := byTitle[foldTitle(string(u.text))]
			switch {
			case named && (m.page < 0 || m.page == i):
				u.kind, u.level = domain.BlockHeading, m.level
				deepest, largest = max(deepest, m.level), max(largest, u.size)
			case (u.size >= headingSize*body || u.bold && len(u.text) <= 100 && u.size >= 0.98*body) && !runningText(u.text) && !listed(p.units, j):
				large = append(large, u)
			}
		}
	}
	if deepest == 0 {
		rankSizes(large, body)
		return
	}
	for _, u := range large { // the title above the outline, or small headings below it
		if u.kind, u.level = domain.BlockHeading, deepest+1; u.size > largest {
			u.level = 1
		}
	}
}

// listed reports an item of a list, as opposed to a heading with a number.
func listed(units []pdfUnit, i int) bool {
	item := func(j int) bool { return j >= 0 && j < len(units) && units[j].kind == domain.BlockListItem }
	return item(i) && (!unicode.IsDigit(units[i].text[0]) || item(i-1) || item(i+1))
}

// runningText reports paragraphs that end as sentences do.
func runningText(t []rune) bool {
	last := t[len(t)-1]
	return last == '.' && len(t) > 60 || last == ',' || last == ';' || slices.Contains(t, '…')
}

func hasLetters(t []rune) bool { return slices.ContainsFunc(t, unicode.IsLetter) }

// bodySize is the font size of most characters, to half a point.
func bodySize(pages []*pdfPage) float64 {
	count := map[float64]int{}
	for _, p := range pages {
		for _, u := range p.units {
			count[math.Round(2*u.size)/2] += len(u.text)
		}
	}
	best, most := 0.0, 0
	for size, n := range count {
		if n > most || n == most && size < best {
			best, most = size, n
		}
	}
	return best
}

// rankSizes gives the largest size level 1, and so on; bold text of the body's size comes last.
func rankSizes(large []*pdfUnit, body float64) {
	var sizes []float64
	for _, u := range large {
		if s := math.Round(2*u.size) / 2; u.size >= headingSize*body && !slices.Contains(sizes, s) {
			sizes = append(sizes, s)
		}
	}
	slices.SortFunc(sizes, func(a, b float64) int { return cmp.Compare(b, a) })
	for _, u := range large {
		u.kind = domain.BlockHeading
		if at := slices.Index(sizes, math.Round(2*u.size)/2); at >= 0 && u.size >= headingSize*body {
			u.level = min(at+1, headingLevels)
		} else {
			u.level = min(len(sizes), headingLevels) + 1
		}
	}
}

// foldTitle leaves letters and digits only, in lower case, without a number at the start.
func foldTitle(s string) string {
	s = strings.TrimLeft(s, "0123456789. \t")
	var b strings.Builder
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}
