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

func quoted(g model.Grounding, q model.Quote) string {
	return text.Slice(g.Passages[q.Passage].Text, text.Span{Start: q.Start, End: q.End})
}

// handSet are the features that these articles cannot teach: they hold no headings, no
// questions and no search scores of the real index.
var handSet = map[string]bool{"is question": true, "after question": true, "heading": true, "score": true, "no number": true}

func relearn(s *squad) error {
	out := heldOut(s.articles())
	var groups []group
	for _, q := range s.questions {
		if out[q.gold.Article] {
			continue
		}
		for _, g := range []model.Grounding{
			{Question: q.Query, Passages: []domain.Passage{passage(q.gold, 1, 1)}},
			{Question: q.Query, Passages: s.index.search(q.Query, 6, all)},
		} {
			if gr, ok := choiceOf(q, g); ok {
				groups = append(groups, gr)
			}
		}
	}
	fixed := make([]bool, len(builtin.Weights))
	for i, name := range builtin.FeatureNames {
		fixed[i] = handSet[name]
	}
	w, err := learnChoice(groups, builtin.Weights[:], fixed, 0.0005)
	if err != nil {
		return err
	}
	fmt.Printf("weights from %d choices\n", len(groups))
	for i, v := range w {
		fmt.Printf("\t%-20s %.2f\n", builtin.FeatureNames[i], v)
		builtin.Weights[i] = v
	}
	return nil
}

func choiceOf(q *question, g model.Grounding) (group, bool) {
	var gr group
	right := 0
	for _, c := range builtin.Explain(g).Candidates {
		f := c.Features
		gr.options = append(gr.options, f[:])
		ok := q.answeredBy(quoted(g, c.Quote)) && g.Passages[c.Quote.Passage].DocumentID == q.Paragraph
		gr.right = append(gr.right, ok)
		if ok {
			right++
		}
	}
	return gr, right > 0 && right < len(gr.options)
}

func isGold(q *question) func(domain.Passage) bool {
	return func(p domain.Passage) bool { return p.DocumentID == q.Paragraph }
}

// tally counts how often a way to choose a sentence quotes an accepted answer.
type tally struct{ asked, right, words int }

func (t *tally) add(q *question, quote string) {
	t.asked++
	t.words += len(strings.Fields(quote))
	if q.answeredBy(quote) {
		t.right++
	}
}

func (t tally) String() string {
	return fmt.Sprintf("%5.1f %%  %5.1f words", 100*float64(t.right)/float64(max(1, t.asked)), float64(t.words)/float64(max(1, t.asked)))
}

// overlap is the baseline: the sentence that shares most words with the question.
func overlap(g model.Grounding) []string {
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
	var all []scored
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
			all = append(all, x)
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].n > all[j].n })
	var out []string
	for _, x := range all {
		out = append(out, x.s)
	}
	return out
}

func measureChoice(s *squad) {
	out := heldOut(s.articles())
	table := map[string]*[2]tally{}
	rows := []string{"overlap", "ours", "ours, top 6 by BM25", "overlap, top 6 by BM25"}
	for _, r := range rows {
		table[r] = &[2]tally{}
	}
	for _, q := range s.questions {
		set := 0
		if out[q.gold.Article] {
			set = 1
		}
		g := model.Grounding{Question: q.Query, Passages: []domain.Passage{passage(q.gold, 1, 1)}}
		table["overlap"][set].add(q, overlap(g)[0])
		table["ours"][set].add(q, quoted(g, builtin.Explain(g).Candidates[0].Quote))
		g.Passages = s.index.search(q.Query, 6, all)
		if len(g.Passages) > 0 {
			table["overlap, top 6 by BM25"][set].add(q, overlap(g)[0])
			table["ours, top 6 by BM25"][set].add(q, quoted(g, builtin.Explain(g).Candidates[0].Quote))
		}
	}
	for _, r := range rows {
		fmt.Printf("%-30s learned from: %s   held out: %s\n", r, table[r][0], table[r][1])
	}
}
