package main

import (
	"fmt"

	"greenlight/backend/model/builtin"
)

// measureOffTopic asks the questions about a company of the encyclopaedia's articles, and the
// other way round: nothing there answers, and an answer would look silly.
func measureOffTopic(s *squad, p *policySet) error {
	for _, part := range []struct {
		name, base string
		questions  []*question
		step       int
	}{
		{"questions about a company, asked of the articles", baseAll, p.questions, 2},
		{"questions about the articles, asked of the sample documents", baseSample, s.questions, 7},
	} {
		n, declined := 0, 0
		for i := 1; i < len(part.questions); i += part.step {
			q := part.questions[i]
			list, err := s.search.search(part.base, q.Query, found, "")
			if err != nil {
				return err
			}
			n++
			if ask(q, list).explained.Confidence < builtin.LeastConfidence {
				declined++
			}
		}
		fmt.Printf("%s: %d of %d declined (%.1f %%)\n", part.name, declined, n, 100*float64(declined)/float64(n))
	}
	return nil
}
