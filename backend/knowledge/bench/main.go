// Command bench tells how fast search is in a large knowledge base and how much of the exact
// result it gives: a corpus of invented passages is made from the words of the SQuAD data, and
// its questions are asked.
//
// Run it with build/bench-search.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"greenlight/backend/domain"
	"greenlight/backend/knowledge"
	"greenlight/backend/store"
	"greenlight/backend/text"
)

type options struct {
	data, folder   string
	pieces         int
	queries, exact int
	vectors        string
}

func main() {
	var o options
	flag.StringVar(&o.data, "data", "../shared/data", "folder that holds squad/")
	flag.StringVar(&o.folder, "folder", "", "folder that keeps the corpus for the next time")
	flag.IntVar(&o.pieces, "pieces", 100_000, "number of passages")
	flag.IntVar(&o.queries, "queries", 400, "number of questions that are timed")
	flag.IntVar(&o.exact, "exact", 60, "number of questions that are compared with the exact result")
	flag.StringVar(&o.vectors, "vectors", "builtin", "builtin: the built-in embedding; clusters: random vectors around a centre for each topic, as language models give")
	flag.Parse()
	if err := run(context.Background(), o); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o options) error {
	c, err := newCorpus(o)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(o.folder, 0o755); err != nil {
		return err
	}
	path := filepath.Join(o.folder, fmt.Sprintf("bench-%s-%d.db", o.vectors, o.pieces))
	s, err := store.Open(ctx, path, store.Options{})
	if err != nil {
		return err
	}
	defer s.Close() //nolint:errcheck // only read from here on
	service := knowledge.New(s, nil, c)
	ix, err := fill(ctx, s, service, c, o)
	if err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	fmt.Printf("%d passages, %d dimensions, %s vectors, %d processors, file %d MB\n", o.pieces, ix.Dimensions, o.vectors, runtime.NumCPU(), info.Size()>>20)
	if err := first(ctx, service, c); err != nil {
		return err
	}
	for _, mode := range []domain.SearchMode{domain.SearchKeyword, domain.SearchMeaning, domain.SearchHybrid} {
		if err := timed(ctx, service, c, mode, o.queries); err != nil {
			return err
		}
	}
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	fmt.Printf("memory of the Go heap after %d searches: %d MB\n", 3*o.queries, m.HeapAlloc>>20)
	return compare(ctx, s, c, ix, o.exact)
}

// first times the search that loads the index into memory.
func first(ctx context.Context, service *knowledge.Service, c *corpus) error {
	start := time.Now()
	if _, err := service.Search(ctx, "bench", c.questions[len(c.questions)-1], domain.SearchHybrid, 10); err != nil {
		return err
	}
	fmt.Printf("first search after opening: %.0f ms\n", ms(start))
	return nil
}

func timed(ctx context.Context, service *knowledge.Service, c *corpus, mode domain.SearchMode, n int) error {
	times := make([]float64, 0, n)
	cpu := cpuSeconds()
	for i := range n {
		start := time.Now()
		if _, err := service.Search(ctx, "bench", c.questions[i%len(c.questions)], mode, 10); err != nil {
			return err
		}
		times = append(times, ms(start))
	}
	cpu = (cpuSeconds() - cpu) * 1000 / float64(n)
	slices.Sort(times)
	fmt.Printf("%-8s p50 %6.1f ms   p95 %6.1f ms   max %6.1f ms   processor time %.1f ms each\n",
		mode, times[n/2], times[n*95/100], times[n-1], cpu)
	return nil
}

// compare looks at how much of the exact first ten is found.
func compare(ctx context.Context, s *store.Store, c *corpus, ix domain.Index, n int) error {
	var words, meaning, wordsMS, meaningMS float64
	for i := range n {
		question := c.questions[(i*7)%len(c.questions)]
		stems := contentStems(question)
		got, _, err := s.KeywordSearch(ctx, ix.ID, stems, 10)
		if err != nil {
			return err
		}
		start := time.Now()
		want, err := s.KeywordSearchFTS5(ctx, ix.ID, stems, 10)
		if err != nil {
			return err
		}
		wordsMS += ms(start)
		words += overlap(got, want)

		v := c.vector(question)
		if got, err = s.MeaningSearch(ctx, ix.ID, v, 10, false); err != nil {
			return err
		}
		start = time.Now()
		if want, err = s.MeaningSearch(ctx, ix.ID, v, 10, true); err != nil {
			return err
		}
		meaningMS += ms(start)
		meaning += overlap(got, want)
	}
	k := float64(n)
	fmt.Printf("keyword: %.3f of the first ten of full BM25 by FTS5 (which takes %.0f ms)\n", words/k, wordsMS/k)
	fmt.Printf("meaning: %.3f of the ten nearest (which take sqlite-vec %.0f ms)\n", meaning/k, meaningMS/k)
	return nil
}

func contentStems(s string) []string {
	var out []string
	for _, t := range text.Content(text.Words(s)) {
		if !slices.Contains(out, t.Stem) {
			out = append(out, t.Stem)
		}
	}
	return out
}

// overlap is the share of want that got has.
func overlap(got, want []domain.Hit) float64 {
	if len(want) == 0 {
		return 1
	}
	n := 0
	for _, w := range want {
		if slices.ContainsFunc(got, func(g domain.Hit) bool { return g.Chunk == w.Chunk }) {
			n++
		}
	}
	return float64(n) / float64(len(want))
}

func ms(start time.Time) float64 { return float64(time.Since(start).Microseconds()) / 1000 }
