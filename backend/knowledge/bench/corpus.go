package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"greenlight/backend/domain"
	"greenlight/backend/knowledge"
	"greenlight/backend/model"
	"greenlight/backend/model/builtin"
	"greenlight/backend/store"
	"greenlight/backend/text"
)

const (
	dimensions   = 384
	passageWords = 100
	perDocument  = 50 // passages
	perBatch     = 20 // documents in one transaction
)

// corpus makes passages: each has a topic, one of the paragraphs, from which most of its words
// come; the others come from all paragraphs. It is the same each time.
type corpus struct {
	topics    [][]string
	all       []string
	questions []string
	vectors   string
	builtin   *builtin.Embedder
}

func newCorpus(o options) (*corpus, error) {
	c := &corpus{vectors: o.vectors, builtin: builtin.NewEmbedder()}
	if o.vectors != "builtin" && o.vectors != "clusters" {
		return nil, fmt.Errorf("vectors are builtin or clusters, not %q", o.vectors)
	}
	err := each(filepath.Join(o.data, "squad", "paragraphs.jsonl"), func(line struct{ Text, Query string }) {
		var words []string
		for _, t := range text.Words(line.Text) {
			words = append(words, t.Text)
		}
		c.topics = append(c.topics, words)
		c.all = append(c.all, words...)
	})
	if err != nil {
		return nil, err
	}
	err = each(filepath.Join(o.data, "squad", "questions.jsonl"), func(line struct{ Text, Query string }) {
		c.questions = append(c.questions, line.Query)
	})
	r := rand.New(rand.NewPCG(1, 2))
	r.Shuffle(len(c.questions), func(i, j int) { c.questions[i], c.questions[j] = c.questions[j], c.questions[i] })
	return c, err
}

func each[T any](path string, fn func(T)) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, len(data)+1)
	for lines.Scan() {
		var v T
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
			return err
		}
		fn(v)
	}
	return lines.Err()
}

// passage makes the n-th passage and gives its topic.
func (c *corpus) passage(n int) (string, int) {
	r := rand.New(rand.NewPCG(uint64(n), 42))
	topic := r.IntN(len(c.topics))
	words := make([]string, passageWords)
	for i := range words {
		from := c.topics[topic]
		if r.IntN(10) < 6 || len(from) == 0 {
			from = c.all
		}
		words[i] = from[r.IntN(len(from))]
	}
	return strings.Join(words, " "), topic
}

// vector embeds a text that is not one of the passages.
func (c *corpus) vector(s string) []float32 {
	if c.vectors == "builtin" {
		return c.builtin.Embed([]string{s})[0]
	}
	h := fnv.New64a()
	_, _ = h.Write([]byte(s)) // never fails
	return clustered(int(h.Sum64()%uint64(len(c.topics))), h.Sum64())
}

// clustered gives a random vector near the centre of a topic.
func clustered(topic int, seed uint64) []float32 {
	centre, noise := rand.New(rand.NewPCG(uint64(topic), 7)), rand.New(rand.NewPCG(seed, 8))
	v := make([]float32, dimensions)
	var square float64
	for i := range v {
		x := centre.NormFloat64() + noise.NormFloat64()
		v[i] = float32(x)
		square += x * x
	}
	for i := range v {
		v[i] /= float32(math.Sqrt(square))
	}
	return v
}

// Embed and Describe make the corpus the embedder of the searches.
func (c *corpus) Embed(_ context.Context, _ string, texts []string, _ model.Purpose) (model.EmbedResponse, error) {
	var r model.EmbedResponse
	for _, s := range texts {
		r.Vectors = append(r.Vectors, c.vector(s))
	}
	return r, nil
}

// Describe says that there is a built-in embedding.
func (c *corpus) Describe(context.Context, string) (domain.Model, error) {
	return domain.Model{ID: domain.BuiltinEmbedding, Kind: domain.ModelEmbedding, Dimensions: dimensions}, nil
}

// fill makes the corpus unless an earlier run has left it whole.
func fill(ctx context.Context, s *store.Store, service *knowledge.Service, c *corpus, o options) (domain.Index, error) {
	kb, err := service.Get(ctx, "bench")
	if domain.IsCode(err, domain.CodeNotFound) {
		kb, err = service.Create(ctx, knowledge.Draft{Name: "bench"})
	}
	if err != nil {
		return domain.Index{}, err
	}
	ix, err := s.LiveIndex(ctx, kb.ID)
	if err != nil {
		return ix, err
	}
	start := time.Now()
	n := kb.Chunks
	for n < o.pieces {
		var docs []domain.IndexedDocument
		for len(docs) < perBatch && n < o.pieces {
			d := c.document(n, min(perDocument, o.pieces-n))
			docs = append(docs, d)
			n += len(d.Pieces)
		}
		if _, err := s.SaveDocuments(ctx, ix.ID, docs); err != nil {
			return ix, err
		}
		if n%(100*perDocument*perBatch) == 0 {
			fmt.Fprintf(os.Stderr, "%d passages\n", n)
		}
	}
	if made := n - kb.Chunks; made > 0 {
		fmt.Printf("%d passages stored in %.0f s, %.0f a second\n", made, time.Since(start).Seconds(), float64(made)/time.Since(start).Seconds())
	}
	return ix, nil
}

// document makes one with the passages from n on.
func (c *corpus) document(n, count int) domain.IndexedDocument {
	d := domain.IndexedDocument{Document: domain.Document{Path: fmt.Sprintf("passages/%07d.txt", n), Title: fmt.Sprintf("Passages %d", n/perDocument),
		Status: domain.DocumentReady, Hash: fmt.Sprint(n), Words: count * passageWords, Pages: 1}, Content: &domain.Extracted{}}
	var whole strings.Builder
	at := 0
	for i := range count {
		s, topic := c.passage(n + i)
		if i > 0 {
			whole.WriteString("\n")
			at++
		}
		whole.WriteString(s)
		length := len([]rune(s))
		p := domain.IndexedPiece{Chunk: domain.Chunk{Ordinal: i, Start: at, End: at + length, Page: 1, Text: s}, Context: []string{"passag"}}
		for _, t := range text.Words(s) {
			p.Words = append(p.Words, t.Stem)
		}
		if c.vectors == "builtin" {
			p.Vector = c.vector(s)
		} else {
			p.Vector = clustered(topic, uint64(n+i))
		}
		d.Pieces = append(d.Pieces, p)
		at += length
	}
	d.Content.Text = whole.String()
	return d
}
