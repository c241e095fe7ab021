package text

import "strings"

// How well one word stands for another.
const (
	misspelt    = 0.8  // "reimbursment" for "reimbursement"
	samePrefix  = 0.7  // "administer" for "administrator"
	partOf      = 0.6  // "Urlaub" for "Resturlaub"
	RelatedWord = 0.55 // "vacation" for "leave"; see Related
)

// Alike says how well the word with stem b stands for the one with stem a, from 0 for not at all
// to 1 for the same. It knows related words, words with a common beginning, parts of
// compounds, and misspellings; numbers are equal or different.
func Alike(a, b string) float64 {
	switch {
	case a == b:
		return 1
	case a == "" || b == "" || a[0] <= '9' || b[0] <= '9':
		return 0
	case Related(a, b):
		return RelatedWord
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < 4 {
		return 0
	}
	if p := commonPrefix(a, b); p >= 5 && p*10 >= len(b)*7 {
		return samePrefix
	}
	if len(a) >= 5 && strings.Contains(b, a) && len(a)*2 >= len(b) {
		return partOf
	}
	if a[0] == b[0] && slips(a, b, allowedSlips(len(a))) {
		return misspelt
	}
	return 0
}

func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

func allowedSlips(length int) int {
	switch {
	case length < 4:
		return 0
	case length < 8:
		return 1
	}
	return 2
}

// slips reports whether a becomes b by at most limit insertions, deletions, replacements or
// swaps of neighbouring letters (optimal string alignment distance), in bytes. a is not
// longer than b.
func slips(a, b string, limit int) bool {
	if limit == 0 || len(b)-len(a) > limit || len(b) > 40 {
		return false
	}
	var rows [3][41]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		best := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			best = min(best, row[j])
		}
		if best > limit {
			return false
		}
		before, last, row = last, row, before
	}
	return last[len(b)] <= limit
}
