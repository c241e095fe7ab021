package main

import (
	"fmt"
	"sort"
	"strings"

	"greenlight/backend/domain"
	"greenlight/backend/model"
	"greenlight/backend/model/builtin"
	"greenlight/backend/text"
)

// tally counts how often a way to quote gives an accepted answer.
type tally struct{ asked, right, words int }

func (t *tally) add(q *question, quote string) {
	t.asked++
	t.words += len(strings.Fields(quote))
	if q.answeredBy(quote) {
		t.right++
	}
}

func (t tally) String() string {
	return fmt.Sprintf("%5.1f %% %5.1f words", 100*float64(t.right)/float64(max(1, t.asked)), float64(t.words)/float64(max(1, t.asked)))
}

// byOverlap is the baseline: the sentences in order of how many words of the question they
// share.
func byOverlap(g model.Grounding) []string {
	ask := map[string]bool{}
	for _, t := range text.ReadQuestion(g.Question).Tokens {
		if !t.Stop {
			ask[t.Stem] = true
		}
	}
	type scored struct {
		s string
		n int
	}
	var found []scored
	for _, p := range g.Passages {
		for _, sp := range text.Sentences(p.Text) {
			x := scored{s: text.Slice(p.Text, sp)}
			seen := map[string]bool{}
			for _, t := range text.Words(x.s) {
				if ask[t.Stem] && !seen[t.Stem] {
					seen[t.Stem] = true
					x.n++
				}
			}
			found = append(found, x)
		}
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].n > found[j].n })
	out := make([]string, len(found))
	for i, x := range found {
		out[i] = x.s
	}
	return out
}

// toLength joins sentences and cuts them to n words, so that a baseline says as much as what
// it is compared with.
func toLength(sentences []string, n int) string {
	words := strings.Fields(strings.Join(sentences, "\n"))
	return strings.Join(words[:min(n, len(words))], " ")
}

// longest is a baseline that knows nothing of the question.
func longest(g model.Grounding) string {
	best := ""
	for _, p := range g.Passages {
		for _, sp := range text.Sentences(p.Text) {
			if s := text.Slice(p.Text, sp); len(s) > len(best) {
				best = s
			}
		}
	}
	return best
}

var ways = []struct {
	name  string
	quote func(g model.Grounding, e builtin.Explanation) string
}{
	{"longest sentence", func(g model.Grounding, _ builtin.Explanation) string { return longest(g) }},
	{"best by word overlap", func(g model.Grounding, _ builtin.Explanation) string { return byOverlap(g)[0] }},
	{"  cut or filled to our sentence", func(g model.Grounding, e builtin.Explanation) string {
		return toLength(byOverlap(g), len(strings.Fields(quoted(g, e.Candidates[0].Quote))))
	}},
	{"ours, one sentence", func(g model.Grounding, e builtin.Explanation) string { return quoted(g, e.Candidates[0].Quote) }},
	{"  overlap, at the answer's length", func(g model.Grounding, e builtin.Explanation) string {
		return toLength(byOverlap(g), len(strings.Fields(allQuotes(g, e))))
	}},
	{"ours, as answered", allQuotes},
}

func allQuotes(g model.Grounding, e builtin.Explanation) string {
	out := make([]string, len(e.Quotes))
	for i, q := range e.Quotes {
		out[i] = quoted(g, q)
	}
	return strings.Join(out, "\n")
}

// measureChoice compares ways to quote, given the right paragraph and end to end. Nothing is
// declined here.
func measureChoice(s *squad) error {
	out := heldOut(s.articles())
	for _, part := range []struct {
		name     string
		passages func(q *question) ([]domain.Passage, error)
	}{
		{"given the right paragraph", func(q *question) ([]domain.Passage, error) { return []domain.Passage{passage(q.gold, 1, 1)}, nil }},
		{fmt.Sprintf("end to end, %d paragraphs found by hybrid search", found), func(q *question) ([]domain.Passage, error) { return s.search.search(baseAll, q.Query, found, "") }},
	} {
		tallies := make([][2]tally, len(ways))
		for _, q := range s.questions {
			list, err := part.passages(q)
			if err != nil {
				return err
			}
			g := model.Grounding{Question: q.Query, Passages: list}
			e := builtin.Explain(g)
			set := 0
			if out[q.gold.Article] {
				set = 1
			}
			for i, way := range ways {
				quote := ""
				if len(e.Quotes) > 0 {
					quote = way.quote(g, e)
				}
				tallies[i][set].add(q, quote)
			}
		}
		fmt.Printf("\nAn accepted answer stands in what is quoted, %s\n%-36s %-24s %-24s %s\n", part.name, "", "all 13 articles", "held-out articles", "learned from")
		for i, way := range ways {
			a, b := tallies[i][0], tallies[i][1]
			both := tally{a.asked + b.asked, a.right + b.right, a.words + b.words}
			fmt.Printf("%-36s %s  %s  %s\n", way.name, both, b, a)
		}
	}
	return nil
}
