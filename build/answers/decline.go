package main

import (
	"fmt"
	"slices"

	"greenlight/backend/model"
	"greenlight/backend/model/builtin"
)

// found is how many passages the answerer is given, as by the step "Search knowledge".
const found = 6

// situation is a way to ask a question: with the right paragraph among those that are
// searched, without it, or over the paragraphs of other articles only.
type situation struct {
	name       string
	answerable bool
	keep       func(*question) func(*paragraph) bool
}

var situations = []situation{
	{"answerable", true, func(*question) func(*paragraph) bool { return all }},
	{"right paragraph removed", false, func(q *question) func(*paragraph) bool {
		return func(p *paragraph) bool { return p != q.gold }
	}},
	{"articles on other subjects", false, func(q *question) func(*paragraph) bool {
		return func(p *paragraph) bool { return p.Article != q.gold.Article }
	}},
}

// asked is a question in a situation, and what the answerer made of it.
type asked struct {
	explained builtin.Explanation
	right     bool // the quotes hold an accepted answer
}

func (s *squad) ask(q *question, si situation) (asked, bool) {
	g := model.Grounding{Question: q.Query, Passages: s.index.search(q.Query, found, si.keep(q))}
	if si.answerable && !slices.ContainsFunc(g.Passages, isGold(q)) {
		return asked{}, false // the search missed it: neither answerable nor not
	}
	a := asked{explained: builtin.Explain(g)}
	quotes := ""
	for _, x := range a.explained.Quotes {
		quotes += quoted(g, x) + "\n"
	}
	a.right = q.answeredBy(quotes)
	return a, true
}

// policyWeight is how much a question over the sample documents counts beside one over SQuAD
// articles, which are many, but whose wording is close to their paragraphs'.
const policyWeight = 10

// relearnSupport finds the weights by which the answerer declines. The rows of the three
// situations weigh the same in sum; questions whose right paragraph is removed count half,
// since articles often tell a thing twice.
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
			a, ok := s.ask(q, si)
			if !ok || len(a.explained.Candidates) == 0 || a.explained.Support == [len(a.explained.Support)]float64{} {
				continue
			}
			f := a.explained.Support
			x, yes = append(x, f[:]), append(yes, si.answerable)
			weight = append(weight, map[string]float64{"answerable": 1, "right paragraph removed": 0.5, "articles on other subjects": 0.5}[si.name])
		}
	}
	for i, q := range p.questions {
		a, _ := p.ask(q)
		if i%2 == 1 || len(a.explained.Quotes) == 0 {
			continue
		}
		f := a.explained.Support
		x, yes, weight = append(x, f[:]), append(yes, len(q.answers) > 0), append(weight, policyWeight)
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
func measureDeclining(s *squad) {
	out := heldOut(s.articles())
	results := map[string][]asked{}
	for _, si := range situations {
		for _, q := range s.questions {
			if !out[q.gold.Article] {
				continue
			}
			if a, ok := s.ask(q, si); ok {
				results[si.name] = append(results[si.name], a)
			}
		}
	}
	fmt.Printf("\nDeclined, of the questions of the held-out articles (%d passages found by BM25)\n", found)
	fmt.Printf("%-10s %12s %26s %26s %28s\n", "threshold", situations[0].name, "of these, right quotes", situations[1].name, situations[2].name)
	for _, t := range []float64{0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, builtin.LeastConfidence} {
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
}
