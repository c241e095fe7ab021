package document

import (
	"strconv"
	"strings"
)

// wordStyle is what we need to know of a paragraph style.
type wordStyle struct {
	outline int    // heading level from 1, 0 for text
	numID   string // numbering of the style
	level   string
	code    bool
}

// readWordStyles reads the styles with what they inherit.
func readWordStyles(p *pack, part string) (map[string]wordStyle, error) {
	data, err := p.read(part)
	if err != nil || data == nil {
		return nil, err
	}
	root, err := parseXML(p.ctx, data)
	if err != nil {
		return nil, err
	}
	byID := map[string]*element{}
	for _, s := range root.find("style") {
		byID[s.attr("styleId")] = s
	}
	out := map[string]wordStyle{}
	for id, s := range byID {
		out[id] = resolveStyle(byID, s)
	}
	return out, nil
}

// resolveStyle follows basedOn; a bound ends circles.
func resolveStyle(byID map[string]*element, s *element) wordStyle {
	var out wordStyle
	outlined := false
	for depth := 0; s != nil && depth < 20; depth++ {
		props := s.child("pPr")
		name := strings.ToLower(s.child("name").attr("val"))
		if v := props.child("outlineLvl").attr("val"); v != "" && !outlined {
			out.outline, outlined = outlineLevel(v), true
		}
		if !outlined {
			if n := headingName(name); n > 0 {
				out.outline, outlined = n, true
			}
		}
		if num := props.child("numPr"); out.numID == "" {
			out.numID = num.child("numId").attr("val")
			out.level = num.child("ilvl").attr("val")
		}
		if strings.Contains(name, "code") || strings.Contains(name, "preformatted") {
			out.code = true
		}
		s = byID[s.child("basedOn").attr("val")]
	}
	return out
}

// headingName knows the built-in names of headings and titles.
func headingName(name string) int {
	if name == "title" {
		return 1
	}
	if rest, ok := strings.CutPrefix(name, "heading "); ok {
		if n, err := strconv.Atoi(rest); err == nil && n >= 1 && n <= 9 {
			return n
		}
	}
	return 0
}
