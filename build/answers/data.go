package main

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"

	"greenlight/backend/domain"
	"greenlight/backend/text"
)

type paragraph struct {
	ID      string `json:"id"`
	Article string `json:"article"`
	Text    string `json:"text"`
}

type question struct {
	ID        string     `json:"id"`
	Query     string     `json:"query"`
	Answers   []string   `json:"answers"`
	Paragraph string     `json:"paragraph"`
	answers   [][]string // folded words of each accepted answer
	gold      *paragraph
}

type squad struct {
	paragraphs []*paragraph
	questions  []*question
	search     *searcher
}

// heldOut are the articles that the weights were not learned from: every third by name.
func heldOut(articles []string) map[string]bool {
	out := map[string]bool{}
	for i, a := range articles {
		if i%3 == 2 {
			out[a] = true
		}
	}
	return out
}

func load(folder string) (*squad, error) {
	s := &squad{}
	byID := map[string]*paragraph{}
	err := lines(filepath.Join(folder, "squad", "paragraphs.jsonl"), func(b []byte) error {
		p := &paragraph{}
		if err := json.Unmarshal(b, p); err != nil {
			return err
		}
		byID[p.ID] = p
		s.paragraphs = append(s.paragraphs, p)
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = lines(filepath.Join(folder, "squad", "questions.jsonl"), func(b []byte) error {
		q := &question{}
		if err := json.Unmarshal(b, q); err != nil {
			return err
		}
		q.gold = byID[q.Paragraph]
		for _, a := range q.Answers {
			if w := folded(a); len(w) > 0 && !slices.ContainsFunc(q.answers, func(x []string) bool { return slices.Equal(x, w) }) {
				q.answers = append(q.answers, w)
			}
		}
		s.questions = append(s.questions, q)
		return nil
	})
	return s, err
}

func lines(path string, each func([]byte) error) error {
	f, err := os.Open(filepath.Clean(path))
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // only read
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<22)
	for sc.Scan() {
		if err := each(sc.Bytes()); err != nil {
			return err
		}
	}
	return sc.Err()
}

func (s *squad) articles() []string {
	var out []string
	for _, p := range s.paragraphs {
		if !slices.Contains(out, p.Article) {
			out = append(out, p.Article)
		}
	}
	slices.Sort(out)
	return out
}

func folded(s string) []string {
	var out []string
	for _, t := range text.Words(s) {
		out = append(out, t.Lower)
	}
	return out
}

// answeredBy reports whether an accepted answer stands in the quoted text, as whole words.
func (q *question) answeredBy(quoted string) bool {
	words := folded(quoted)
	for _, a := range q.answers {
		for i := 0; i+len(a) <= len(words); i++ {
			if slices.Equal(words[i:i+len(a)], a) {
				return true
			}
		}
	}
	return false
}

func passage(p *paragraph, rank int, score float64) domain.Passage {
	return domain.Passage{Rank: rank, Score: score, DocumentID: p.ID, Path: p.ID + ".txt", Page: 1, End: len([]rune(p.Text)), Text: p.Text}
}
