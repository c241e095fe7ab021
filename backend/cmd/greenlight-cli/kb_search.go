package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"greenlight/backend/domain"
	"greenlight/backend/workspace"
)

// searching is what kb search was asked.
type searching struct {
	name    string
	query   string
	queries string
	mode    string
	k       int
}

func (p *program) kbSearch() *cobra.Command {
	var s searching
	cmd := &cobra.Command{
		Use: "search NAME (--query TEXT | --queries FILE)", Short: "Find passages in a knowledge base",
		Long: `Find passages in a knowledge base. With --queries it reads lines {"id","query"} of JSON from
a file ("-" for standard input) and writes one line for each, in the same order. A line that
cannot be used gets its error in the place of its result, and the exit status is 2.`,
		Args: arguments(1, 1, "the name of a knowledge base"),
		RunE: func(cmd *cobra.Command, args []string) error {
			s.name = args[0]
			if err := s.check(cmd); err != nil {
				return err
			}
			return p.with(cmd.Context(), reading, func(ws *workspace.Workspace) error { return p.search(cmd.Context(), ws, s) })
		},
	}
	f := cmd.Flags()
	f.StringVar(&s.query, "query", "", "the question, or some words")
	f.StringVar(&s.queries, "queries", "", "`file` with one question a line, as JSON")
	f.StringVar(&s.mode, "mode", string(domain.SearchHybrid), "hybrid, keyword or meaning")
	f.IntVar(&s.k, "k", 10, "how many passages, 1 to 200")
	return cmd
}

func (s searching) check(cmd *cobra.Command) error {
	one, many := cmd.Flags().Changed("query"), cmd.Flags().Changed("queries")
	switch {
	case one == many:
		return usage(cmd, "Give either --query or --queries.")
	case !domain.SearchMode(s.mode).Valid():
		return usage(cmd, "The mode is hybrid, keyword or meaning, not “%s”.", s.mode)
	case s.k < 1 || s.k > 200:
		return usage(cmd, "--k is between 1 and 200.")
	}
	return nil
}

func (p *program) search(ctx context.Context, ws *workspace.Workspace, s searching) error {
	kb, err := ws.Knowledge.Get(ctx, s.name)
	if err != nil {
		return err
	}
	if err := p.unlockFor(ctx, ws, kb.Embedding); err != nil {
		return err
	}
	find := func(ctx context.Context, query string) (domain.SearchResult, error) {
		return ws.Knowledge.Search(ctx, kb.ID, query, domain.SearchMode(s.mode), s.k)
	}
	if s.queries != "" {
		return p.searchLines(ctx, s.queries, find)
	}
	r, err := find(ctx, s.query)
	if err != nil {
		return err
	}
	return p.show(r, func(w *page) { peopleResults(w, r) })
}

// queryLine is a line of the file with the questions.
type queryLine struct {
	ID    json.RawMessage `json:"id"`
	Query *string         `json:"query"`

	number int
}

// foundLine is the answer to it.
type foundLine struct {
	ID json.RawMessage `json:"id"`
	domain.SearchResult
}

func (p *program) searchLines(ctx context.Context, file string, find func(context.Context, string) (domain.SearchResult, error)) error {
	parse := func(line []byte, number int) (queryLine, error) {
		q := queryLine{number: number}
		if err := decodeLine(line, number, &q); err != nil {
			return q, err
		}
		if q.Query == nil || strings.TrimSpace(*q.Query) == "" {
			return q, lineError(number, "It has no “query”.")
		}
		q.ID = orNumber(q.ID, number)
		return q, nil
	}
	answer := func(ctx context.Context, q queryLine) (foundLine, error) {
		r, err := find(ctx, *q.Query)
		if domain.ErrorCode(err) == domain.CodeTooLong && domain.AsError(err).Path == "query" {
			err = lineError(q.number, domain.AsError(err).Message)
		}
		return foundLine{q.ID, r}, err
	}
	return p.lines(file, func(in io.Reader, out io.Writer) error {
		return pipeline[queryLine, foundLine]{runtime.NumCPU(), parse, answer, func(f foundLine) error {
			if p.json {
				return encodeTo(out, f)
			}
			w := newPage(out)
			w.line("%s", f.Query)
			peopleResults(w, f.SearchResult)
			return w.lost()
		}, p.showBadLine(out)}.run(ctx, in)
	})
}

func peopleResults(w *page, r domain.SearchResult) {
	for _, x := range r.Results {
		place := fmt.Sprintf("page %d", x.Page)
		if x.PageLabel != "" {
			place = x.PageLabel
		}
		w.line("%2d. %s, %s  (%s)\n    %s", x.Rank, x.Title, place, x.Path, shorten(x.Text, 240))
	}
	if len(r.Results) == 0 {
		w.line("Nothing was found.")
	}
}
