package main

import (
	"fmt"
	"slices"

	"greenlight/backend/domain"
	"greenlight/backend/model"
	"greenlight/backend/model/builtin"
)

// found is how many passages the answerer is given, as by the step "Search knowledge".
const found = 6

// situation is a way to ask a question: with the right paragraph among those that are found,
// without it, or over articles on other subjects only.
type situation struct {
	name       string
	answerable bool
	search     func(*squad, *question) ([]domain.Passage, error)
	weight     float64 // in learning
}

// Questions whose right paragraph is removed and those on other subjects together weigh as much
// as those that are answered. Articles often tell a thing twice, so that a removed paragraph
// does not always leave a question without its answer.
var situations = []situation{
	{"answerable", true, func(s *squad, q *question) ([]domain.Passage, error) {
		return s.search.search(baseAll, q.Query, found, "")
	}, 1},
	{"right paragraph removed", false, func(s *squad, q *question) ([]domain.Passage, error) {
		return s.search.search(baseAll, q.Query, found, q.Paragraph)
	}, 0.5},
	{"other articles only", false, func(s *squad, q *question) ([]domain.Passage, error) {
		return s.search.search(baseHalf(slices.Index(s.articles(), q.gold.Article)+1), q.Query, found, "")
	}, 0.5},
}

// asked is a question in a situation, and what the answerer made of it.
type asked struct {
	grounding model.Grounding
	explained builtin.Explanation
	right     bool // the quotes hold an accepted answer
}

func ask(q *question, passages []domain.Passage) asked {
	g := model.Grounding{Question: q.Query, Passages: passages}
	a := asked{grounding: g, explained: builtin.Explain(g)}
	a.right = q.answeredBy(allQuotes(g, a.explained))
	return a
}

// ask puts a question in a situation; ok is false when the search missed the right paragraph,
// so that the question is neither answerable nor not.
func (s *squad) ask(q *question, si situation) (a asked, ok bool, err error) {
	list, err := si.search(s, q)
	if err != nil || si.answerable && !slices.ContainsFunc(list, isGold(q)) {
		return asked{}, false, err
	}
	return ask(q, list), true, nil
}

// policyWeight is how much a question over the sample documents counts beside one over SQuAD
// articles, which are many, but whose wording is close to their paragraphs'.
const policyWeight = 10

// relearnSupport finds the weights by which the answerer declines.
func relearnSupport(s *squad, p *policySet) error {
	out := heldOut(s.articles())
	var x [][]float64
	var yes []bool
	var weight []float64
	for _, si := range situations {
		for i, q := range s.questions {
			if out[q.gold.Article] || i%2 == 1 {
				continue
			}
			a, ok, err := s.ask(q, si)
			if err != nil {
				return err
			}
			if !ok || len(a.explained.Quotes) == 0 {
				continue
			}
			f := a.explained.Support
			x, yes = append(x, f[:]), append(yes, si.answerable)
			weight = append(weight, si.weight)
		}
	}
	for i, q := range p.questions {
		a, err := p.ask(q)
		if err != nil {
			return err
		}
		if i%2 == 1 || len(a.explained.Quotes) == 0 {
			continue
		}
		f := a.explained.Support
		x, yes, weight = append(x, f[:]), append(yes, len(q.answers) > 0), append(weight, policyWeight)
	}
	add := func(a asked, w float64) {
		if len(a.explained.Quotes) > 0 {
			f := a.explained.Support
			x, yes, weight = append(x, f[:]), append(yes, false), append(weight, w)
		}
	}
	for i, q := range p.questions {
		list, err := s.search.search(baseAll, q.Query, found, "")
		if err != nil {
			return err
		}
		if i%2 == 0 {
			add(ask(q, list), policyWeight/2)
		}
	}
	for i, q := range s.questions {
		if i%20 != 0 || out[q.gold.Article] {
			continue
		}
		list, err := s.search.search(baseSample, q.Query, found, "")
		if err != nil {
			return err
		}
		add(ask(q, list), 1)
	}
	w, err := learnYesNo(x, yes, weight, 0.0005)
	if err != nil {
		return err
	}
	fmt.Printf("\nweights of support from %d questions\n", len(x))
	for i, v := range w {
		fmt.Printf("\t%-22s %.2f\n", builtin.SupportNames[i], v)
		builtin.SupportWeights[i] = v
	}
	return nil
}

// measureDeclining prints what each threshold would do to the questions of the held-out
// articles.
func measureDeclining(s *squad) error {
	out := heldOut(s.articles())
	results := map[string][]asked{}
	for _, si := range situations {
		for _, q := range s.questions {
			if !out[q.gold.Article] {
				continue
			}
			a, ok, err := s.ask(q, si)
			if err != nil {
				return err
			}
			if ok {
				a.grounding.Passages = nil
				results[si.name] = append(results[si.name], a)
			}
		}
	}
	fmt.Printf("\nDeclined, of the questions of the held-out articles (%d passages found by hybrid search)\n", found)
	fmt.Printf("%-10s %12s %26s %26s %28s\n", "threshold", situations[0].name, "of these, right quotes", situations[1].name, situations[2].name)
	for _, t := range []float64{0.05, 0.1, 0.15, 0.2, 0.25, builtin.LeastConfidence, 0.4, 0.5, 0.6, 0.7} {
		fmt.Printf("%-10.2f", t)
		for i, si := range situations {
			n, right, rightDeclined := 0, 0, 0
			for _, a := range results[si.name] {
				if a.explained.Confidence < t {
					n++
				}
				if a.right {
					right++
					if a.explained.Confidence < t {
						rightDeclined++
					}
				}
			}
			fmt.Printf(" %24.1f %%", 100*float64(n)/float64(len(results[si.name])))
			if i == 0 {
				fmt.Printf(" %24.1f %%", 100*float64(rightDeclined)/float64(max(1, right)))
			}
		}
		fmt.Println()
	}
	return nil
}
