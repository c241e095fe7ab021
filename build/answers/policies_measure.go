package main

import (
	"encoding/json"
	"fmt"

	"greenlight/backend/model"
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
	index     *index
}

func loadPolicies(sample, questions string) (*policySet, error) {
	ps, err := policies(sample)
	if err != nil {
		return nil, err
	}
	qs, err := policyQuestions(questions)
	return &policySet{questions: qs, index: newIndex(ps)}, err
}

func (p *policySet) ask(q *question) (asked, model.Grounding) {
	g := model.Grounding{Question: q.Query, Passages: p.index.search(q.Query, found, all)}
	a := asked{explained: builtin.Explain(g)}
	quotes := ""
	for _, x := range a.explained.Quotes {
		quotes += quoted(g, x) + "\n"
	}
	a.right = q.answeredBy(quotes)
	return a, g
}

// measurePolicies prints how often the questions over the sample documents are answered
// rightly, wrongly or declined, apart for those that were learned from.
func measurePolicies(p *policySet, show bool) {
	for part, name := range []string{"learned from", "held out"} {
		var right, wrong, declined, answerable, refused, unanswerable int
		for i, q := range p.questions {
			if i%2 != part {
				continue
			}
			a, g := p.ask(q)
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
					fmt.Printf("      %s\n", quoted(g, x))
				}
			}
		}
		fmt.Printf("sample documents, %s: %d questions: %d right, %d wrong, %d declined; %d without an answer there: %d declined\n",
			name, answerable, right, wrong, declined, unanswerable, refused)
	}
}
