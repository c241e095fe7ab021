package knowledge_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"greenlight/backend/domain"
	"greenlight/backend/knowledge"
)

// dataFolder is where the real data lie; the test is skipped where they do not.
func dataFolder(t *testing.T) string {
	t.Helper()
	folder := os.Getenv("GREENLIGHT_DATA")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "shared", "data")
	}
	if _, err := os.Stat(filepath.Join(folder, "squad", "questions.jsonl")); err != nil {
		t.Skip("There is no SQuAD data: set GREENLIGHT_DATA to the folder that holds squad/.")
	}
	return folder
}

func readLines[T any](t *testing.T, path string) []T {
	t.Helper()
	data, err := os.ReadFile(path)
	must(t, err)
	var list []T
	for line := range strings.Lines(string(data)) {
		var v T
		must(t, json.Unmarshal([]byte(line), &v))
		list = append(list, v)
	}
	return list
}

// TestHybridBeatsWords keeps the quality of search from slipping: build/measure-search prints
// the whole of it, this asks every third question.
func TestHybridBeatsWords(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	folder := dataFolder(t)
	s, _ := newService(t)
	_, err := s.Create(ctx, knowledge.Draft{Name: "SQuAD", Chunking: domain.ChunkSettings{Words: 2000}})
	must(t, err)
	var files []knowledge.File
	for _, p := range readLines[struct{ ID, Text string }](t, filepath.Join(folder, "squad", "paragraphs.jsonl")) {
		files = append(files, file(p.ID+".txt", p.Text))
	}
	_, err = s.Add(ctx, "SQuAD", files, knowledge.AddOptions{})
	must(t, err)
	questions := readLines[struct{ Query, Paragraph string }](t, filepath.Join(folder, "squad", "questions.jsonl"))
	type rates struct{ one, five, mrr float64 }
	got := map[domain.SearchMode]rates{}
	for _, mode := range []domain.SearchMode{domain.SearchKeyword, domain.SearchHybrid} {
		var r rates
		n := 0.0
		for i := 0; i < len(questions); i += 3 {
			n++
			found, err := s.Search(ctx, "SQuAD", questions[i].Query, mode, 10)
			must(t, err)
			for _, p := range found.Results {
				if p.Path != questions[i].Paragraph+".txt" {
					continue
				}
				if p.Rank == 1 {
					r.one++
				}
				if p.Rank <= 5 {
					r.five++
				}
				r.mrr += 1 / float64(p.Rank)
			}
		}
		got[mode] = rates{r.one / n, r.five / n, r.mrr / n}
	}
	k, h := got[domain.SearchKeyword], got[domain.SearchHybrid]
	if k.one < 0.76 || k.five < 0.92 {
		t.Errorf("keyword search slipped: %+v", k)
	}
	if h.one < k.one+0.015 || h.five < k.five+0.002 || h.mrr < k.mrr+0.01 {
		t.Errorf("hybrid %+v is hardly better than keyword %+v", h, k)
	}
}
