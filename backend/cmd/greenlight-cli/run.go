package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"greenlight/backend/domain"
	"greenlight/backend/engine"
	"greenlight/backend/workspace"
)

// running is what run was asked.
type running struct {
	flow        string
	inputs      []string
	file        string
	stream      bool
	fresh       bool
	concurrency int
}

func (p *program) runCommand() *cobra.Command {
	var r running
	cmd := &cobra.Command{
		Use: "run FLOW (--input NAME=VALUE… | --inputs FILE)", Short: "Run an assistant once, or for each line of a file",
		Long: `Run an assistant once, or for each line of a file. With --stream the events of the run are
written as lines of JSON while they happen. With --inputs it reads lines
{"id","inputs":{NAME:VALUE}} of JSON from a file ("-" for standard input) and writes one
result for each, in the same order. A line that cannot be used gets its error in the place of
its result, and the exit status is 2.`,
		Args: arguments(1, 1, "an assistant"),
		RunE: func(cmd *cobra.Command, args []string) error {
			r.flow = args[0]
			if err := r.check(cmd); err != nil {
				return err
			}
			return p.with(cmd.Context(), reading, func(ws *workspace.Workspace) error { return p.runFlow(cmd, ws, r) })
		},
	}
	f := cmd.Flags()
	f.StringArrayVar(&r.inputs, "input", nil, "an input as `NAME=VALUE`; may be given several times")
	f.StringVar(&r.file, "inputs", "", "`file` with one set of inputs a line, as JSON")
	f.BoolVar(&r.stream, "stream", false, "write the events of the run as lines of JSON")
	f.BoolVar(&r.fresh, "fresh", false, "do every step anew instead of reusing earlier results")
	f.IntVar(&r.concurrency, "concurrency", 4, "with --inputs, how many runs at the same time, 1 to 64")
	return cmd
}

func (r running) check(cmd *cobra.Command) error {
	batch := cmd.Flags().Changed("inputs")
	switch {
	case batch && (len(r.inputs) > 0 || r.stream):
		return usage(cmd, "--inputs goes with neither --input nor --stream.")
	case !batch && cmd.Flags().Changed("concurrency"):
		return usage(cmd, "--concurrency goes with --inputs.")
	case r.concurrency < 1 || r.concurrency > 64:
		return usage(cmd, "--concurrency is between 1 and 64.")
	}
	return nil
}

// values reads the --input flags.
func (r running) values(cmd *cobra.Command) (map[string]string, error) {
	values := map[string]string{}
	for _, text := range r.inputs {
		name, value, ok := strings.Cut(text, "=")
		if !ok || name == "" {
			return nil, usage(cmd, "An input is written NAME=VALUE, not “%s”.", shorten(text, 40))
		}
		if _, twice := values[name]; twice {
			return nil, usage(cmd, "The input “%s” is given twice.", name)
		}
		values[name] = value
	}
	return values, nil
}

func (p *program) runFlow(cmd *cobra.Command, ws *workspace.Workspace, r running) error {
	ctx := cmd.Context()
	values, err := r.values(cmd)
	if err != nil {
		return err
	}
	flow, err := ws.Store.FindFlow(ctx, r.flow)
	if err != nil {
		return err
	}
	if err := p.unlockForFlow(ctx, ws, flow); err != nil {
		return err
	}
	if cmd.Flags().Changed("inputs") {
		return p.runLines(ctx, ws, flow, r)
	}
	req := engine.RunRequest{Flow: flow, Inputs: values, NoCache: r.fresh}
	var lost error // of writing events
	if r.stream {
		req.Sink = func(e domain.Event) {
			if lost == nil {
				lost = p.encode(e)
			}
		}
	}
	run, err := ws.Engine.Run(ctx, req)
	if err != nil {
		return notStarted(err)
	}
	if lost != nil {
		return lost
	}
	if !r.stream {
		result := resultOf(run)
		if err := p.show(result, func(w *page) { peopleRun(w, run) }); err != nil {
			return err
		}
	}
	return runError(run)
}

// notStarted gives a run that did not start its exit status: what a person put in is usage,
// what is wrong with the assistant is failure.
func notStarted(err error) error {
	if aboutInputs(err) {
		return unreadable(err)
	}
	return failed(err)
}

func aboutInputs(err error) bool {
	return strings.HasPrefix(domain.AsError(err).Path, "inputs.")
}

// runError is the error of a run that did not end well; its result is written already.
func runError(run domain.Run) error {
	if run.Status == domain.RunDone {
		return nil
	}
	err := error(run.Error)
	if run.Error == nil {
		err = domain.Errorf(domain.CodeInternal, "The run ended as %s.", run.Status)
	}
	s := exitFailed
	if domain.IsCode(err, domain.CodeRefused) {
		s = exitRefused
	}
	return &failure{err: err, status: s, told: true}
}

// runResult is the result of run.
type runResult struct {
	ID        json.RawMessage   `json:"id,omitempty"` // of the line, with --inputs
	Run       string            `json:"run"`
	Flow      string            `json:"flow"`
	Revision  int               `json:"revision"`
	Status    domain.RunStatus  `json:"status"`
	Answered  bool              `json:"answered"`
	Outputs   map[string]any    `json:"outputs"`
	Citations []domain.Citation `json:"citations"`
	Steps     []runStep         `json:"steps"`
	MS        float64           `json:"ms"`
	TokensIn  int               `json:"tokens_in"`
	TokensOut int               `json:"tokens_out"`
	Cost      float64           `json:"cost"` // US dollars
	Error     *problem          `json:"error"`
}

type runStep struct {
	Node      string           `json:"node"`
	Kind      string           `json:"kind"`
	Title     string           `json:"title"`
	Status    domain.RunStatus `json:"status"`
	MS        float64          `json:"ms"`
	TokensIn  int              `json:"tokens_in"`
	TokensOut int              `json:"tokens_out"`
	Cost      float64          `json:"cost"`
	Model     string           `json:"model"`
	Cached    bool             `json:"cached"`
	Attempts  int              `json:"attempts"`
	Error     *problem         `json:"error"`
}

func resultOf(run domain.Run) runResult {
	r := runResult{Run: run.ID, Flow: run.FlowName, Revision: run.Revision, Status: run.Status, Answered: run.Answered,
		Outputs: map[string]any{}, Citations: orEmpty(run.Citations), Steps: []runStep{},
		MS: run.MS, TokensIn: run.TokensIn, TokensOut: run.TokensOut, Cost: run.Cost}
	if run.Error != nil {
		r.Error = problemOf(run.Error)
	}
	for name, v := range run.Outputs {
		r.Outputs[name] = plain(v)
	}
	for _, s := range run.Steps {
		step := runStep{s.Node, s.Kind, s.Title, s.Status, s.MS, s.TokensIn, s.TokensOut, s.Cost, s.Model, s.Cached, s.Attempts, nil}
		if s.Error != nil {
			step.Error = problemOf(s.Error)
		}
		r.Steps = append(r.Steps, step)
	}
	return r
}

// plain is a value as scripts expect it: a text as a string, data as it is.
func plain(v domain.Value) any {
	switch v.Type {
	case domain.PortPassages:
		return orEmpty(v.Passages)
	case domain.PortData:
		return v.Data
	}
	return v.Text
}

func peopleRun(w *page, run domain.Run) {
	for _, name := range sortedKeys(run.Outputs) {
		if len(run.Outputs) > 1 {
			w.line("%s:", name)
		}
		peopleValue(w, run.Outputs[name])
	}
	for _, c := range run.Citations {
		place := fmt.Sprintf("page %d", c.Page)
		if c.PageLabel != "" {
			place = c.PageLabel
		}
		w.line("[%d] %s, %s: “%s”", c.Marker, c.Title, place, shorten(c.Text, 200))
	}
}

func peopleValue(w *page, v domain.Value) {
	switch x := plain(v).(type) {
	case string:
		w.line("%s", x)
	case []domain.Passage:
		peopleResults(w, domain.SearchResult{Results: x})
	case json.RawMessage:
		w.line("%s", string(x))
	}
}

// unlockForFlow opens the keys when a model that an assistant names needs one.
func (p *program) unlockForFlow(ctx context.Context, ws *workspace.Workspace, flow domain.Flow) error {
	var models []string
	for _, n := range flow.Nodes {
		var settings map[string]any
		if json.Unmarshal(n.Settings, &settings) != nil {
			continue // the check of the assistant says it
		}
		for _, v := range settings {
			if text, ok := v.(string); ok && strings.Contains(text, "/") {
				models = append(models, text)
			}
		}
	}
	return p.unlockFor(ctx, ws, models...)
}
