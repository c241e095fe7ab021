package cite

import (
	"regexp"
	"strings"

	"greenlight/backend/text"
)

// refusals are ways in which models say that the sources do not answer.
var refusals = regexp.MustCompile(`(?i)\bno_answer\b` +
	`|\bi (?:do not|don['’]t|cannot|can['’]t|could not|couldn['’]t) (?:know|find|answer|determine|tell|provide|locate|see)\b` +
	`|\bi(?:['’]m| am) (?:sorry|afraid|unable|not able|not sure)\b` +
	`|\bi (?:have|found|see) (?:no|nothing)\b|\bi was (?:unable|not able)\b` +
	`|\b(?:there is|there['’]s|contains?|provides?|gives?|found|have) (?:no|not enough|insufficient) (?:information|mention|answer|data|details?)\b` +
	`|\b(?:sources?|passages?|documents?|context|texts?|information|excerpts?)\b[^.!?\n]{0,40}\b(?:do not|does not|don['’]t|doesn['’]t|did not) (?:\w+ )?(?:say|contain|mention|provide|answer|include|specify|state|address|cover|give|tell|support|discuss)` +
	`|\b(?:is|are|was) not (?:\w+ )?(?:mentioned|specified|stated|provided|given|available|covered|addressed|answered|found|included|discussed) (?:in|by) (?:the|any|these|your)\b` +
	`|\bcannot be (?:answered|determined|found)\b|\bnot enough information\b|\bunable to (?:answer|find|determine)\b` +
	`|\b(?:ich weiß (?:es )?nicht|keine (?:information|angaben|antwort)|nicht (?:in den|aus den) (?:quellen|dokumenten)|geht aus den [^.]{0,40}nicht hervor)\b` +
	`|\b(?:je ne sais pas|aucune information|ne (?:contient|contiennent|mentionnent?) pas|no lo sé|no (?:contienen?|mencionan?)|ninguna información|non lo so|nessuna informazione|geen informati[e])\b`)

// Refuses reports whether a text says that the sources do not answer, in whole or in its first
// sentence. agreed are sentences that a model was told to say then.
func Refuses(answer string, agreed ...string) bool {
	stripped, _ := bare(answer, 0)
	plain := strings.TrimSpace(stripped)
	if plain == "" {
		return true
	}
	same := func(s string) string { return strings.Trim(evened(s).text(), " .!'*_") }
	for _, a := range agreed {
		if same(a) != "" && strings.HasPrefix(same(plain), same(a)) {
			return true
		}
	}
	first := text.Sentences(plain)
	return len(first) > 0 && refuses(text.Slice(plain, first[0]))
}

// refuses reports whether one sentence says that the sources do not answer.
func refuses(sentence string) bool { return refusals.MatchString(sentence) }
