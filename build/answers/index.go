package main

import (
	"math"
	"slices"

	"greenlight/backend/domain"
	"greenlight/backend/text"
)

// index is a plain BM25 index over stems, so that answers can be measured end to end without
// a workspace.
type index struct {
	paragraphs []*paragraph
	postings   map[string]map[int]int // stem → paragraph → count
	average    float64
}

func newIndex(ps []*paragraph) *index {
	x := &index{paragraphs: ps, postings: map[string]map[int]int{}}
	for i, p := range ps {
		for _, t := range p.tokens {
			if x.postings[t.Stem] == nil {
				x.postings[t.Stem] = map[int]int{}
			}
			x.postings[t.Stem][i]++
		}
		x.average += float64(len(p.tokens)) / float64(len(ps))
	}
	return x
}

// search gives the k best paragraphs among those that keep lets through.
func (x *index) search(query string, k int, keep func(*paragraph) bool) []domain.Passage {
	scores := map[int]float64{}
	for _, t := range text.ReadQuestion(query).Tokens {
		if t.Stop {
			continue
		}
		post := x.postings[t.Stem]
		idf := math.Log(1 + (float64(len(x.paragraphs))-float64(len(post))+0.5)/(float64(len(post))+0.5))
		for i, n := range post {
			tf := float64(n)
			scores[i] += idf * tf * 2.2 / (tf + 1.2*(0.25+0.75*float64(len(x.paragraphs[i].tokens))/x.average))
		}
	}
	var ids []int
	for i := range scores {
		if keep(x.paragraphs[i]) {
			ids = append(ids, i)
		}
	}
	slices.SortFunc(ids, func(a, b int) int {
		if scores[a] != scores[b] {
			if scores[a] > scores[b] {
				return -1
			}
			return 1
		}
		return a - b
	})
	var out []domain.Passage
	for rank, i := range ids[:min(k, len(ids))] {
		out = append(out, passage(x.paragraphs[i], rank+1, scores[i]))
	}
	return out
}

func all(*paragraph) bool { return true }
