package builtin

import (
	"math"
	"strconv"

	"greenlight/backend/text"
)

// valueRange is a range of numbers that a sentence names: "500 to 1,000", "up to 50".
type valueRange struct{ low, high float64 }

func inRange(ranges []valueRange, v float64) bool {
	for _, r := range ranges {
		if v >= r.low && v <= r.high {
			return true
		}
	}
	return false
}

// value reads a number in digits.
func value(t text.Token) (float64, bool) {
	if !t.Number() {
		return 0, false
	}
	v, err := strconv.ParseFloat(t.Stem, 64)
	return v, err == nil
}

// rangesOf finds the ranges among the words of a sentence.
func rangesOf(tokens []text.Token) []valueRange {
	var out []valueRange
	for i, t := range tokens {
		v, ok := value(t)
		if !ok {
			continue
		}
		before, earlier := lower(tokens, i-1), lower(tokens, i-2)
		if low, ok := lowEnd(tokens, i); ok && low < v {
			out = append(out, valueRange{low, v})
			continue
		}
		switch {
		case earlier == "up" && before == "to", before == "under", before == "below", before == "maximum", earlier == "less" && before == "than", earlier == "at" && before == "most":
			out = append(out, valueRange{0, v})
		case before == "over", before == "above", before == "from", earlier == "more" && before == "than", earlier == "at" && before == "least":
			out = append(out, valueRange{v, math.Inf(1)})
		}
	}
	return out
}

// lowEnd gives the number before "to" or "and", or beside a dash, before the number at i.
func lowEnd(tokens []text.Token, i int) (float64, bool) {
	if i < 1 {
		return 0, false
	}
	if v, ok := value(tokens[i-1]); ok {
		return v, tokens[i].Start-tokens[i-1].End == 1
	}
	if w := tokens[i-1].Lower; i > 1 && (w == "to" || w == "and" && lower(tokens, i-3) == "between") {
		return value(tokens[i-2])
	}
	return 0, false
}

func lower(tokens []text.Token, i int) string {
	if i < 0 {
		return ""
	}
	return tokens[i].Lower
}
