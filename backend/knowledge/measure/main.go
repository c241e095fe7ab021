// Command measure tells how well and how fast search finds the right passage: it puts the
// paragraphs of the SQuAD data into a fresh workspace through the program's own code, each as
// one document, asks all questions, and looks at which rank the right paragraph comes.
//
// Run it with build/measure-search.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"greenlight/backend/document"
	"greenlight/backend/domain"
	"greenlight/backend/knowledge"
	"greenlight/backend/model"
	"greenlight/backend/model/builtin"
	"greenlight/backend/store"
)

type paragraph struct{ ID, Article, Text string }

type question struct{ ID, Query, Paragraph string }

func main() {
	data := flag.String("data", "../shared/data", "folder that holds squad/")
	step := flag.Int("every", 1, "ask only every n-th question")
	flag.Parse()
	if err := run(context.Background(), *data, *step); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

// plainReader reads in this process; the paragraphs are our own plain text.
type plainReader struct{}

func (plainReader) Read(ctx context.Context, src document.Source, opts document.Options) (*domain.Extracted, error) {
	return document.Load(ctx, src, opts)
}

// builtinOnly is an embedder without a hub.
type builtinOnly struct{ e *builtin.Embedder }

func (b builtinOnly) Embed(_ context.Context, _ string, texts []string, _ model.Purpose) (model.EmbedResponse, error) {
	return model.EmbedResponse{Vectors: b.e.Embed(texts)}, nil
}

func (b builtinOnly) Describe(context.Context, string) (domain.Model, error) {
	return domain.Model{ID: domain.BuiltinEmbedding, Kind: domain.ModelEmbedding, Dimensions: builtin.Dimensions}, nil
}

func run(ctx context.Context, data string, step int) error {
	paragraphs, err := load[paragraph](filepath.Join(data, "squad", "paragraphs.jsonl"))
	if err != nil {
		return err
	}
	questions, err := load[question](filepath.Join(data, "squad", "questions.jsonl"))
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "greenlight-measure-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder) //nolint:errcheck // a temporary folder
	s, err := store.Open(ctx, filepath.Join(folder, "greenlight.db"), store.Options{})
	if err != nil {
		return err
	}
	defer s.Close() //nolint:errcheck // thrown away
	service := knowledge.New(s, plainReader{}, builtinOnly{builtin.NewEmbedder()})
	if err := ingest(ctx, service, paragraphs); err != nil {
		return err
	}
	articles := map[string]int{} // paragraph → number of its article
	numbers := map[string]int{}
	for _, p := range paragraphs {
		if _, ok := numbers[p.Article]; !ok {
			numbers[p.Article] = len(numbers)
		}
		articles[p.ID] = numbers[p.Article]
	}
	fmt.Printf("%-8s %-22s %6s %7s %7s %7s %7s %9s %9s\n", "mode", "questions", "n", "hit@1", "hit@5", "hit@10", "MRR@10", "ms mean", "ms p95")
	for _, mode := range []domain.SearchMode{domain.SearchKeyword, domain.SearchMeaning, domain.SearchHybrid} {
		if err := measure(ctx, service, mode, questions, step, articles); err != nil {
			return err
		}
	}
	return nil
}

func ingest(ctx context.Context, service *knowledge.Service, paragraphs []paragraph) error {
	if _, err := service.Create(ctx, knowledge.Draft{Name: "SQuAD", Chunking: domain.ChunkSettings{Words: 2000}}); err != nil {
		return err
	}
	files := make([]knowledge.File, len(paragraphs))
	for i, p := range paragraphs {
		files[i] = knowledge.File{Path: p.ID + ".txt", Data: []byte(p.Text)}
	}
	report, err := service.Add(ctx, "SQuAD", files, knowledge.AddOptions{})
	if err != nil {
		return err
	}
	kb, err := service.Get(ctx, "SQuAD")
	if err != nil {
		return err
	}
	fmt.Printf("%d documents added, %d failed, %d pieces, %.2f seconds\n\n", report.Added, report.Failed, kb.Chunks, report.Seconds)
	return nil
}

// tally counts at which rank the right paragraph came.
type tally struct{ n, one, five, ten, reciprocal float64 }

func (t *tally) add(rank int) {
	t.n++
	if rank == 0 {
		return
	}
	if rank == 1 {
		t.one++
	}
	if rank <= 5 {
		t.five++
	}
	t.ten++
	t.reciprocal += 1 / float64(rank)
}

func (t tally) print(mode domain.SearchMode, label string, times []float64) {
	fmt.Printf("%-8s %-22s %6.0f %7.4f %7.4f %7.4f %7.4f", mode, label, t.n, t.one/t.n, t.five/t.n, t.ten/t.n, t.reciprocal/t.n)
	if len(times) > 0 {
		slices.Sort(times)
		sum := 0.0
		for _, x := range times {
			sum += x
		}
		fmt.Printf(" %9.2f %9.2f", sum/float64(len(times)), times[len(times)*95/100])
	}
	fmt.Println()
}

// measure asks the questions in one mode. The weights of hybrid search were tuned on the
// articles with even numbers only.
func measure(ctx context.Context, service *knowledge.Service, mode domain.SearchMode, questions []question, step int, articles map[string]int) error {
	var all, tuned, unseen tally
	var times []float64
	for i := 0; i < len(questions); i += step {
		q := questions[i]
		start := time.Now()
		result, err := service.Search(ctx, "SQuAD", q.Query, mode, 10)
		if err != nil {
			return err
		}
		times = append(times, float64(time.Since(start).Microseconds())/1000)
		rank := 0
		for _, p := range result.Results {
			if strings.TrimSuffix(p.Path, ".txt") == q.Paragraph {
				rank = p.Rank
				break
			}
		}
		all.add(rank)
		if articles[q.Paragraph]%2 == 0 {
			tuned.add(rank)
		} else {
			unseen.add(rank)
		}
	}
	all.print(mode, "all", times)
	tuned.print(mode, "  articles tuned on", nil)
	unseen.print(mode, "  articles not seen", nil)
	return nil
}

// load reads JSON Lines.
func load[T any](path string) ([]T, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var list []T
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, len(data)+1)
	for lines.Scan() {
		var v T
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, lines.Err()
}
