package main

import (
	"encoding/json"
	"fmt"

	"greenlight/backend/model/builtin"
)

// policyQuestions are questions over the sample documents, in people's own words; those
// without answers are not answered there. Every second one is for learning.
func policyQuestions(path string) ([]*question, error) {
	var out []*question
	err := lines(path, func(b []byte) error {
		q := &question{}
		if err := json.Unmarshal(b, q); err != nil {
			return err
		}
		for _, a := range q.Answers {
			q.answers = append(q.answers, folded(a))
		}
		out = append(out, q)
		return nil
	})
	return out, err
}

type policySet struct {
	questions []*question
	search    *searcher
}

func (p *policySet) ask(q *question) (asked, error) {
	list, err := p.search.search(baseSample, q.Query, found, "")
	return ask(q, list), err
}

// measurePolicies prints how often the questions over the sample documents are answered
// rightly, wrongly or declined, apart for those that were learned from.
func measurePolicies(p *policySet, show bool) error {
	for part, name := range []string{"learned from", "held out"} {
		var right, wrong, declined, answerable, refused, unanswerable int
		for i, q := range p.questions {
			if i%2 != part {
				continue
			}
			a, err := p.ask(q)
			if err != nil {
				return err
			}
			no := a.explained.Confidence < builtin.LeastConfidence
			mark := ""
			switch {
			case len(q.answers) == 0:
				unanswerable++
				if no {
					refused++
				} else {
					mark = "SHOULD DECLINE"
				}
			default:
				answerable++
				switch {
				case no:
					declined++
					mark = "DECLINED"
				case a.right:
					right++
				default:
					wrong++
					mark = "WRONG"
				}
			}
			if show && mark != "" {
				fmt.Printf("%s %.2f %s\n", mark, a.explained.Confidence, q.Query)
				for _, x := range a.explained.Quotes {
					fmt.Printf("      %s\n", quoted(a.grounding, x))
				}
			}
		}
		fmt.Printf("sample documents, %s: %d questions: %d right, %d wrong, %d declined; %d without an answer there: %d declined\n",
			name, answerable, right, wrong, declined, unanswerable, refused)
	}
	return nil
}
