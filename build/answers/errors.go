package main

import (
	"fmt"

	"greenlight/backend/domain"
	"greenlight/backend/model"
	"greenlight/backend/model/builtin"
)

// showErrors prints the first n questions whose chosen sentence is wrong.
func showErrors(s *squad, n int) {
	out := heldOut(s.articles())
	for i, q := range s.questions {
		if out[q.gold.Article] || i%7 != 0 {
			continue
		}
		g := model.Grounding{Question: q.Query, Passages: []domain.Passage{passage(q.gold, 1, 1)}}
		cs := builtin.Explain(g).Candidates
		if q.answeredBy(quoted(g, cs[0].Quote)) {
			continue
		}
		fmt.Printf("\nQ: %s\nA: %q\n", q.Query, q.Answers)
		for j, c := range cs {
			ok := q.answeredBy(quoted(g, c.Quote))
			if j == 0 || ok {
				fmt.Printf("  %v %.2f %s\n     ", ok, c.Score, quoted(g, c.Quote))
				for k, v := range c.Features {
					if v*builtin.Weights[k] != 0 {
						fmt.Printf("%s=%.2f ", builtin.FeatureNames[k], v*builtin.Weights[k])
					}
				}
				fmt.Println()
			}
			if ok {
				break
			}
		}
		if n--; n == 0 {
			return
		}
	}
}
