package main

import (
	"os"

	"github.com/spf13/cobra"

	"greenlight/backend/domain"
	"greenlight/backend/store"
	"greenlight/backend/workspace"
)

func (p *program) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use: "backup FILE", Short: "Write the whole workspace into one file", Args: arguments(1, 1, "a file"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.with(cmd.Context(), reading, func(ws *workspace.Workspace) error {
				report, clear := p.progress()
				err := ws.Store.Backup(cmd.Context(), args[0], func(done, total int64) { report(done, total, "bytes", "") })
				clear()
				if err != nil {
					return failed(err)
				}
				info, err := store.InspectBackup(cmd.Context(), args[0])
				if err != nil {
					return failed(err)
				}
				return p.show(info, func(w *page) { w.line("Wrote %s (%s).", info.Path, bytesText(info.Size)) })
			})
		},
	}
}

// restored is the result of restore.
type restored struct {
	Workspace string `json:"workspace"`
	Restored  string `json:"restored"`
	Kept      string `json:"kept"` // where the old workspace is, "" when there was none
}

func (p *program) restoreCommand() *cobra.Command {
	return &cobra.Command{
		Use: "restore FILE", Short: "Put a backup in the place of the workspace, which is kept beside it", Args: arguments(1, 1, "a backup"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := fileThere(args[0]); err != nil {
				return err
			}
			if err := os.MkdirAll(p.folder, 0o700); err != nil {
				return failed(domain.Errorf(domain.CodeUnavailable, "This folder cannot be made.").WithPath(p.folder).WithCause(err))
			}
			kept, err := workspace.Restore(cmd.Context(), p.folder, args[0])
			if err != nil {
				return err
			}
			r := restored{p.folder, args[0], kept}
			return p.show(r, func(w *page) {
				w.line("Restored the workspace in %s.", r.Workspace)
				if r.Kept != "" {
					w.line("The old one is kept as %s", r.Kept)
				}
			})
		},
	}
}
