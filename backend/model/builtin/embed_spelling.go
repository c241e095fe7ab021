package builtin

import (
	"strings"

	"greenlight/backend/text"
)

// spellingStem gives the stem of a word in its American spelling, so that both spellings of
// English meet. For other words that is its usual stem.
func spellingStem(t text.Token) string {
	if to, ok := spellings[t.Lower]; ok {
		return text.Stem(to)
	}
	if len(t.Lower) >= 6 {
		for _, e := range spellingEnds {
			if rest, ok := strings.CutSuffix(t.Lower, e.from); ok {
				return text.Stem(rest + e.to)
			}
		}
	}
	return t.Stem
}

// spellingEnds are the endings in which British spelling differs by rule. They also change
// words such as "exercise", which does no harm: it happens on both sides of a comparison.
var spellingEnds = []struct{ from, to string }{
	{"ise", "ize"}, {"ised", "ized"}, {"ises", "izes"}, {"iser", "izer"}, {"ising", "izing"}, {"isation", "ization"}, {"isations", "izations"},
	{"yse", "yze"}, {"ysed", "yzed"}, {"ysing", "yzing"},
	{"our", "or"}, {"ours", "ors"}, {"oured", "ored"}, {"ouring", "oring"}, {"ourite", "orite"}, {"ourable", "orable"},
	{"ogue", "og"}, {"ogues", "ogs"},
}

// spellings are single words that are spelt in two ways.
var spellings = map[string]string{
	"centre": "center", "centres": "centers", "metre": "meter", "metres": "meters", "litre": "liter", "litres": "liters",
	"theatre": "theater", "theatres": "theaters", "fibre": "fiber", "grey": "gray", "cheque": "check", "cheques": "checks",
	"tyre": "tire", "tyres": "tires", "programme": "program", "programmes": "programs", "defence": "defense", "offence": "offense",
	"licence": "license", "licences": "licenses", "enquiry": "inquiry", "enquiries": "inquiries", "judgement": "judgment",
	"ageing": "aging", "plough": "plow", "sceptical": "skeptical", "jewellery": "jewelry", "aluminium": "aluminum",
	"enrol": "enroll", "enrolment": "enrollment", "fulfil": "fulfill", "instalment": "installment", "kerb": "curb",
	"mum": "mom", "pyjamas": "pajamas", "storey": "story", "storeys": "stories", "whilst": "while", "amongst": "among",
}
