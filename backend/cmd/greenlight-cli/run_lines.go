package main

import (
	"context"
	"encoding/json"
	"io"
	"maps"
	"slices"

	"greenlight/backend/domain"
	"greenlight/backend/engine"
	"greenlight/backend/workspace"
)

// runLine is a line of the file with the inputs.
type runLine struct {
	ID     json.RawMessage   `json:"id"`
	Inputs map[string]string `json:"inputs"`

	number int
}

// ranLine is what became of it.
type ranLine struct {
	id  json.RawMessage
	run domain.Run
}

// runLines runs an assistant for each line. A run that fails is a line like the others; the
// command has failed then when all are done.
func (p *program) runLines(ctx context.Context, ws *workspace.Workspace, flow domain.Flow, r running) error {
	total, bad := 0, 0
	var first error // of a run
	err := p.lines(r.file, func(in io.Reader, out io.Writer) error {
		return pipeline[runLine, ranLine]{r.concurrency, parseRunLine,
			func(ctx context.Context, line runLine) (ranLine, error) {
				run, err := ws.Engine.Run(ctx, engine.RunRequest{Flow: flow, Inputs: line.Inputs, NoCache: r.fresh})
				switch {
				case err != nil && aboutInputs(err):
					return ranLine{}, lineError(line.number, domain.AsError(err).Message+" "+domain.AsError(err).Hint)
				case err != nil:
					return ranLine{}, failed(err)
				case ctx.Err() != nil:
					return ranLine{}, ctx.Err()
				}
				return ranLine{line.ID, run}, nil
			},
			func(l ranLine) error {
				total++
				if err := runError(l.run); err != nil {
					bad++
					if first == nil {
						first = err
					}
				}
				return p.showLine(out, l)
			}, p.showBadLine(out)}.run(ctx, in)
	})
	if err != nil {
		return err
	}
	if bad == 0 {
		return nil
	}
	e := domain.Errorf(domain.ErrorCode(first), "%d of %d runs failed.", bad, total).WithHint("Their lines say why.")
	return &failure{err: e, status: status(first), told: true}
}

func parseRunLine(line []byte, number int) (runLine, error) {
	l := runLine{number: number}
	if err := decodeLine(line, number, &l); err != nil {
		return l, err
	}
	if l.Inputs == nil {
		return l, lineError(number, "It has no “inputs”.")
	}
	l.ID = orNumber(l.ID, number)
	return l, nil
}

func (p *program) showLine(out io.Writer, l ranLine) error {
	if p.json {
		r := resultOf(l.run)
		r.ID = l.id
		return encodeTo(out, r)
	}
	w := newPage(out)
	w.line("%s", l.id)
	peopleRun(w, l.run)
	if l.run.Error != nil {
		w.line("%s: %s", l.run.Status, l.run.Error.Error())
	}
	return w.lost()
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
