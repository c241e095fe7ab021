package main

import (
	"github.com/spf13/cobra"

	"greenlight/backend/domain"
	"greenlight/backend/workspace"
)

// made is the result of init.
type made struct {
	Workspace string   `json:"workspace"`
	Created   bool     `json:"created"`
	Flows     []string `json:"flows"`
	Knowledge []string `json:"knowledge"`
}

func (p *program) initCommand() *cobra.Command {
	var sample bool
	cmd := &cobra.Command{
		Use: "init", Short: "Make a workspace, or say what is in the one that is there", Args: arguments(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			return p.with(ctx, making, func(ws *workspace.Workspace) error {
				if sample {
					p.say("Reading the sample documents…")
					if err := ws.AddSample(ctx); err != nil {
						return err
					}
				}
				result := made{Workspace: ws.Folder, Created: ws.Created, Flows: []string{}, Knowledge: []string{}}
				flows, err := ws.Store.Flows(ctx)
				if err != nil {
					return err
				}
				for _, f := range flows {
					result.Flows = append(result.Flows, f.Name)
				}
				bases, err := ws.Knowledge.List(ctx)
				if err != nil {
					return err
				}
				for _, b := range bases {
					result.Knowledge = append(result.Knowledge, b.Name)
				}
				return p.show(result, result.people)
			})
		},
	}
	cmd.Flags().BoolVar(&sample, "sample", false, "add sample documents and assistants")
	return cmd
}

func (m made) people(w *page) {
	verb := "There is a workspace in"
	if m.Created {
		verb = "Made a workspace in"
	}
	w.line("%s %s", verb, m.Workspace)
	for _, name := range m.Flows {
		w.line("  assistant  %s", name)
	}
	for _, name := range m.Knowledge {
		w.line("  knowledge  %s", name)
	}
}

func (p *program) doctorCommand() *cobra.Command {
	return &cobra.Command{
		Use: "doctor", Short: "Say what is installed and reachable, and what to do about the rest", Args: arguments(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			var findings []workspace.Finding
			err := p.with(cmd.Context(), reading, func(ws *workspace.Workspace) error {
				findings = ws.Doctor(cmd.Context())
				return nil
			})
			if err != nil { // a workspace that cannot be opened is what a doctor is there for
				e := domain.AsError(err)
				findings = append([]workspace.Finding{{Name: "workspace", Title: "Workspace file", Status: "missing", Detail: e.Error(), Hint: e.Hint}}, findings...)
			}
			if err := p.show(findings, func(w *page) { peopleFindings(w, findings) }); err != nil {
				return err
			}
			for _, f := range findings {
				if f.Status == "missing" {
					return &failure{err: domain.Errorf(domain.CodeUnavailable, "%s: %s", f.Title, f.Detail).WithHint("%s", f.Hint), status: exitFailed, told: true}
				}
			}
			return nil
		},
	}
}

func peopleFindings(w *page, findings []workspace.Finding) {
	for _, f := range findings {
		mark := map[string]string{"ok": "✓", "warning": "!", "missing": "✗"}[f.Status]
		w.line("%s %s: %s", mark, f.Title, f.Detail)
		if f.Hint != "" {
			w.line("    %s", f.Hint)
		}
	}
}
