package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"greenlight/backend/domain"
	"greenlight/backend/knowledge"
	"greenlight/backend/workspace"
)

// added is the result of kb add.
type added struct {
	Documents []addedDocument `json:"documents"`
	Added     int             `json:"added"`
	Updated   int             `json:"updated"`
	Unchanged int             `json:"unchanged"`
	Empty     int             `json:"empty"`
	Failed    int             `json:"failed"`
	Seconds   float64         `json:"seconds"`
	Error     *problem        `json:"error,omitempty"` // when nothing could be read
}

type addedDocument struct {
	Path     string           `json:"path"`
	ID       string           `json:"id"`
	Status   string           `json:"status"`
	Pages    int              `json:"pages"`
	Chunks   int              `json:"chunks"`
	Warnings []domain.Warning `json:"warnings"`
	Error    *problem         `json:"error"`
}

func (p *program) kbAdd() *cobra.Command {
	var password string
	cmd := &cobra.Command{
		Use: "add NAME PATH…", Short: "Read files and folders into a knowledge base",
		Long: `Read files and folders into a knowledge base. A file that is there already and has not
changed is passed over; one that changed is read again. A file that cannot be read is
reported and stops no other.`,
		Args: arguments(2, -1, "the name of a knowledge base and files or folders"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.with(cmd.Context(), changing, func(ws *workspace.Workspace) error {
				report, err := p.addFiles(cmd.Context(), ws, args[0], args[1:], password)
				if err != nil {
					return failed(err)
				}
				return p.showAdded(report)
			})
		},
	}
	cmd.Flags().StringVar(&password, "password", "", "`password` of encrypted documents")
	return cmd
}

func (p *program) addFiles(ctx context.Context, ws *workspace.Workspace, name string, paths []string, password string) (knowledge.AddReport, error) {
	kb, err := ws.Knowledge.Get(ctx, name)
	if err != nil {
		return knowledge.AddReport{}, err
	}
	if err := p.unlockFor(ctx, ws, kb.Embedding); err != nil {
		return knowledge.AddReport{}, err
	}
	files, err := knowledge.Walk(ctx, paths)
	if err != nil {
		return knowledge.AddReport{}, err
	}
	report, clear := p.progress()
	defer clear()
	return ws.Knowledge.Add(ctx, kb.ID, files, knowledge.AddOptions{Password: password, Progress: report})
}

// showAdded gives the report; it is an error when nothing could be read.
func (p *program) showAdded(r knowledge.AddReport) error {
	out := added{Documents: []addedDocument{}, Added: r.Added, Updated: r.Updated, Unchanged: r.Unchanged, Empty: r.Empty, Failed: r.Failed, Seconds: r.Seconds}
	for _, d := range r.Documents {
		doc := addedDocument{d.Path, d.ID, d.Status, d.Pages, d.Chunks, orEmpty(d.Warnings), nil}
		if d.Error != nil {
			doc.Error = problemOf(d.Error)
		}
		out.Documents = append(out.Documents, doc)
	}
	bad := nothingRead(r)
	out.Error = problemOf(bad)
	if err := p.show(out, out.people); err != nil || bad == nil {
		return err
	}
	return &failure{err: bad, status: exitFailed, told: true}
}

// nothingRead is an error when not one document could be read.
func nothingRead(r knowledge.AddReport) error {
	switch {
	case len(r.Documents) == 0:
		return domain.Errorf(domain.CodeUnreadable, "There are no files to read here.")
	case r.Failed < len(r.Documents):
		return nil
	case len(r.Documents) == 1 && r.Documents[0].Error != nil:
		return r.Documents[0].Error
	}
	return domain.Errorf(domain.CodeUnreadable, "None of the %d files could be read.", r.Failed)
}

func (a added) people(w *page) {
	for _, d := range a.Documents {
		switch {
		case d.Error != nil:
			w.line("%-9s  %s: %s %s", d.Status, d.Path, d.Error.Message, d.Error.Hint)
		case d.Status != knowledge.StatusUnchanged:
			w.line("%-9s  %s (%s, %s)", d.Status, d.Path, count(d.Pages, "page", "pages"), count(d.Chunks, "piece", "pieces"))
		}
		for _, warning := range d.Warnings {
			at := ""
			if warning.Page > 0 {
				at = fmt.Sprintf("page %d: ", warning.Page)
			}
			w.line("           %s%s", at, warning.Message)
		}
	}
	w.line("%d added, %d updated, %d unchanged, %d without text, %d failed, in %.1f s", a.Added, a.Updated, a.Unchanged, a.Empty, a.Failed, a.Seconds)
}
