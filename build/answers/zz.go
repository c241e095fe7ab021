package main

import (
	"fmt"
	"greenlight/backend/domain"
	"greenlight/backend/model"
)

func modelG(q string, p []domain.Passage) model.Grounding { return model.Grounding{Question: q, Passages: p} }


func showKept(s *squad) {
	n := 0
	for i, q := range s.questions {
		if heldOut(s.articles())[q.gold.Article] || i%5 != 0 {
			continue
		}
		a, ok := s.ask(q, situations[2])
		if !ok || a.explained.Confidence < 0.25 {
			continue
		}
		p := s.index.search(q.Query, found, situations[2].keep(q))
		fmt.Printf("%.2f %s\n     %s\n     %.2f\n", a.explained.Confidence, q.Query, quoted(modelG(q.Query, p), a.explained.Quotes[0]), a.explained.Support)
		if n++; n > 40 {
			return
		}
	}
	for i, q := range s.questions {
		if heldOut(s.articles())[q.gold.Article] || i%5 != 0 {
			continue
		}
		a, ok := s.ask(q, situations[0])
		if !ok || a.explained.Confidence > 0.25 || !a.right {
			continue
		}
		p := s.index.search(q.Query, found, situations[0].keep(q))
		fmt.Printf("DECL %.2f %s\n     %s\n     %.2f\n", a.explained.Confidence, q.Query, quoted(modelG(q.Query, p), a.explained.Quotes[0]), a.explained.Support)
	}
}

func init() { kept = showKept }
