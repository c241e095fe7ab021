package main

import (
	"fmt"

	"greenlight/backend/domain"
	"greenlight/backend/model"
	"greenlight/backend/model/builtin"
	"greenlight/backend/text"
)

func quoted(g model.Grounding, q model.Quote) string {
	return text.Slice(g.Passages[q.Passage].Text, text.Span{Start: q.Start, End: q.End})
}

// handSet are the features that these articles cannot teach: they hold no headings and
// no questions.
var handSet = map[string]bool{"is question": true, "after question": true, "heading": true, "no number": true}

func relearn(s *squad, p *policySet) error {
	out := heldOut(s.articles())
	var groups []group
	for _, q := range s.questions {
		if out[q.gold.Article] {
			continue
		}
		list, err := s.search.search(baseAll, q.Query, found, "")
		if err != nil {
			return err
		}
		for _, g := range []model.Grounding{
			{Question: q.Query, Passages: []domain.Passage{passage(q.gold, 1, 1)}},
			{Question: q.Query, Passages: list},
		} {
			if gr, ok := choiceOf(q, g); ok {
				groups = append(groups, gr)
			}
		}
	}
	for i, q := range p.questions {
		if i%2 == 1 || len(q.answers) == 0 {
			continue
		}
		a, err := p.ask(q)
		if err != nil {
			return err
		}
		if gr, ok := choiceOf(q, a.grounding); ok {
			for range policyWeight {
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
		ok := q.answeredBy(quoted(g, c.Quote)) && (q.Paragraph == "" || g.Passages[c.Quote.Passage].Path == q.Paragraph+".txt")
		gr.right = append(gr.right, ok)
		if ok {
			right++
		}
	}
	return gr, right > 0 && right < len(gr.options)
}

func isGold(q *question) func(domain.Passage) bool {
	return func(p domain.Passage) bool { return p.Path == q.Paragraph+".txt" }
}
