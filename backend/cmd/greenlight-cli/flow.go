package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"strconv"

	"github.com/spf13/cobra"

	"greenlight/backend/domain"
	"greenlight/backend/engine"
	"greenlight/backend/workspace"
)

func (p *program) flowCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "flow", Short: "List, show, import, save and check assistants", Args: cobra.ArbitraryArgs, RunE: group}
	cmd.AddCommand(p.flowList(), p.flowShow(), p.flowImport(), p.flowSave(), p.flowCheck())
	return cmd
}

func (p *program) flowList() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "List the assistants, latest change first", Args: arguments(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.with(cmd.Context(), reading, func(ws *workspace.Workspace) error {
				list, err := ws.Store.Flows(cmd.Context())
				if err != nil {
					return err
				}
				return p.show(orEmpty(list), func(w *page) {
					rows := [][]string{{"NAME", "STEPS", "REVISION", "CHANGED", "ID"}}
					for _, f := range list {
						rows = append(rows, []string{f.Name, strconv.Itoa(f.Steps), strconv.Itoa(f.Revision), timeText(f.UpdatedAt), f.ID})
					}
					w.table(rows)
				})
			})
		},
	}
}

func (p *program) flowShow() *cobra.Command {
	return &cobra.Command{
		Use: "show FLOW", Short: "Write an assistant as a file that import and save read",
		Long: `Write an assistant as a file that "flow import" and "flow save" read, for example

  greenlight-cli flow show "HR helper" > hr.json

With --json it is given as the workspace holds it, with its id and revision.`,
		Args: arguments(1, 1, "an assistant"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.with(cmd.Context(), reading, func(ws *workspace.Workspace) error {
				flow, err := ws.Store.FindFlow(cmd.Context(), args[0])
				if err != nil {
					return err
				}
				text, err := engine.ExportFlow(flow)
				if err != nil {
					return err
				}
				return p.show(flow, func(w *page) { w.text(text) })
			})
		},
	}
}

func (p *program) flowImport() *cobra.Command {
	return &cobra.Command{
		Use: "import FILE", Short: "Make an assistant from a file (\"-\" for standard input)", Args: arguments(1, 1, "a file"),
		RunE: func(cmd *cobra.Command, args []string) error {
			flow, err := p.readFlow(args[0])
			if err != nil {
				return err
			}
			return p.with(cmd.Context(), reading, func(ws *workspace.Workspace) error {
				saved, err := ws.AddFlow(cmd.Context(), flow)
				if err != nil {
					return err
				}
				return p.show(saved, func(w *page) { w.line("Imported “%s”.", saved.Name) })
			})
		},
	}
}

func (p *program) flowSave() *cobra.Command {
	return &cobra.Command{
		Use: "save FLOW FILE", Short: "Store a file as the next revision of an assistant, or write the assistant into a new file",
		Long: `Store a file ("-" for standard input) as the next revision of an assistant, or as a new one of
that name. The file is one that "flow show" wrote. When it names a revision (flow show --json)
and the assistant has changed since, nothing is stored.

When there is no such file yet, the assistant is written into it.`,
		Args: arguments(2, 2, "an assistant and a file"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if _, err := os.Stat(args[1]); args[1] != "-" && errors.Is(err, fs.ErrNotExist) {
				return p.writeFlow(cmd.Context(), args[0], args[1])
			}
			flow, err := p.readFlow(args[1])
			if err != nil {
				return err
			}
			return p.with(cmd.Context(), reading, func(ws *workspace.Workspace) error {
				saved, err := saveOver(cmd.Context(), ws, args[0], flow)
				if err != nil {
					return err
				}
				return p.show(saved, func(w *page) { w.line("Saved “%s” as revision %d.", saved.Name, saved.Revision) })
			})
		},
	}
}

// writeFlow writes an assistant into a new file. An existing file is never touched.
func (p *program) writeFlow(ctx context.Context, ref, path string) error {
	return p.with(ctx, reading, func(ws *workspace.Workspace) error {
		flow, err := ws.Store.FindFlow(ctx, ref)
		if err != nil {
			return err
		}
		text, err := engine.ExportFlow(flow)
		if err != nil {
			return err
		}
		f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
		if err != nil {
			return domain.Errorf(domain.CodeUnreadable, "The file cannot be written.").
				WithHint("Choose a folder in which you may write.").WithPath(path).WithCause(err)
		}
		_, err = f.WriteString(text)
		if err := errors.Join(err, f.Close()); err != nil {
			return domain.Errorf(domain.CodeUnreadable, "The file could not be written completely.").
				WithHint("Is the disk full?").WithPath(path).WithCause(errors.Join(err, os.Remove(path)))
		}
		return p.show(flow, func(w *page) { w.line("Wrote “%s” into %s.", flow.Name, path) })
	})
}

// saveOver stores a flow as the next revision of the assistant ref, which keeps its name.
func saveOver(ctx context.Context, ws *workspace.Workspace, ref string, flow domain.Flow) (domain.Flow, error) {
	stored, err := ws.Store.FindFlow(ctx, ref)
	if domain.IsCode(err, domain.CodeNotFound) {
		flow.ID, flow.Name, flow.Revision = "", ref, 0
		return ws.Store.SaveFlow(ctx, flow)
	}
	if err != nil {
		return domain.Flow{}, err
	}
	if flow.ID != stored.ID || flow.Revision == 0 { // the file knows nothing of this assistant's revisions
		flow.Revision = stored.Revision
	}
	flow.ID, flow.Name = stored.ID, stored.Name
	return ws.Store.SaveFlow(ctx, flow)
}

// readFlow reads an exported assistant, or one as flow show --json gives it.
func (p *program) readFlow(file string) (domain.Flow, error) {
	text, err := p.readInput(file, engine.MaxFlowFile)
	if err != nil {
		return domain.Flow{}, err
	}
	var head struct {
		Nodes *json.RawMessage `json:"nodes"`
	}
	if json.Unmarshal(text, &head) == nil && head.Nodes != nil {
		text, head.Nodes = bytes.TrimSpace(text), nil
		var flow domain.Flow
		if err := json.Unmarshal(text, &flow); err != nil {
			return flow, unreadable(domain.Errorf(domain.CodeUnreadable, "This is not an assistant.").WithPath(file).WithCause(err))
		}
		// The same checks as for an exported file.
		exported, err := engine.ExportFlow(flow)
		if err != nil {
			return flow, unreadable(domain.At(err, file))
		}
		checked, err := engine.ImportFlow(exported)
		if err != nil {
			return flow, unreadable(domain.At(err, file))
		}
		checked.ID, checked.Revision = flow.ID, flow.Revision
		return checked, nil
	}
	flow, err := engine.ImportFlow(string(text))
	if err != nil {
		return flow, unreadable(domain.At(err, file))
	}
	return flow, nil
}

// readInput reads a file of at most limit bytes, "-" for standard input.
func (p *program) readInput(file string, limit int64) (data []byte, err error) {
	err = p.lines(file, func(in io.Reader, _ io.Writer) error {
		data, err = io.ReadAll(io.LimitReader(in, limit+1))
		if err != nil {
			return unreadable(domain.Errorf(domain.CodeUnreadable, "This file cannot be read.").WithPath(file).WithCause(err))
		}
		if int64(len(data)) > limit {
			return unreadable(domain.Errorf(domain.CodeTooLarge, "This file is larger than %s.", bytesText(limit)).WithPath(file))
		}
		return nil
	})
	return data, err
}

// checkedFlow is the result of flow check.
type checkedFlow struct {
	OK       bool             `json:"ok"`
	Problems []domain.Problem `json:"problems"`
	Error    *problem         `json:"error,omitempty"`
}

func (p *program) flowCheck() *cobra.Command {
	return &cobra.Command{
		Use: "check FLOW", Short: "Say what is wrong with an assistant, without running it", Args: arguments(1, 1, "an assistant"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.with(cmd.Context(), reading, func(ws *workspace.Workspace) error {
				flow, err := ws.Store.FindFlow(cmd.Context(), args[0])
				if err != nil {
					return err
				}
				return p.showChecked(flow, ws.Check(flow))
			})
		},
	}
}

func (p *program) showChecked(flow domain.Flow, problems []domain.Problem) error {
	c := checkedFlow{OK: true, Problems: orEmpty(problems)}
	var bad error
	for _, x := range problems {
		if x.Severity == domain.SeverityError && bad == nil {
			bad = domain.Errorf(domain.CodeInvalid, "“%s” cannot run: %s", flow.Name, x.Message).WithHint("%s", x.Hint)
			c.OK, c.Error = false, problemOf(bad)
		}
	}
	err := p.show(c, func(w *page) {
		for _, x := range problems {
			at := ""
			if n := flow.NodeByID(x.Node); n != nil {
				at = n.Title
				if at == "" {
					at = n.Kind
				}
				at += ": "
			}
			w.line("%-7s  %s%s %s", x.Severity, at, x.Message, x.Hint)
		}
		if c.OK {
			w.line("“%s” can run.", flow.Name)
		}
	})
	if err != nil || c.OK {
		return err
	}
	return &failure{err: bad, status: exitFailed, told: true}
}

// fileThere refuses a file that cannot be opened, before anything else is done.
func fileThere(file string) error {
	if _, err := os.Stat(file); err != nil {
		return unreadable(domain.Errorf(domain.CodeUnreadable, "This file cannot be read.").WithPath(file).WithCause(err))
	}
	return nil
}
