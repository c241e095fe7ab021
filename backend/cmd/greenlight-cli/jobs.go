package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"greenlight/backend/domain"
	"greenlight/backend/workspace"
)

func (p *program) jobsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "jobs", Short: "List long work, and take up what was interrupted", Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return group(cmd, args)
			}
			return p.listJobs(cmd)
		},
	}
	cmd.AddCommand(&cobra.Command{
		Use: "list", Short: "List long work, latest first", Args: arguments(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error { return p.listJobs(cmd) },
	}, p.jobResume(), p.jobDismiss())
	return cmd
}

func (p *program) listJobs(cmd *cobra.Command) error {
	return p.with(cmd.Context(), looking, func(ws *workspace.Workspace) error {
		list, err := ws.Jobs.List(cmd.Context())
		if err != nil {
			return err
		}
		return p.show(orEmpty(list), func(w *page) {
			rows := [][]string{{"ID", "STATUS", "DONE", "STARTED", "WORK"}}
			for _, j := range list {
				done := ""
				if j.Total > 0 {
					done = fmt.Sprintf("%d%%", 100*j.Done/j.Total)
				}
				rows = append(rows, []string{j.ID, string(j.Status), done, timeText(j.CreatedAt), j.Title})
			}
			w.table(rows)
		})
	})
}

func (p *program) jobResume() *cobra.Command {
	return &cobra.Command{
		Use: "resume JOB", Short: "Take up an interrupted, failed or cancelled job where it stopped", Args: arguments(1, 1, "the id of a job"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.with(cmd.Context(), changing, func(ws *workspace.Workspace) error {
				if _, err := ws.Jobs.Resume(cmd.Context(), args[0]); err != nil {
					return failed(err)
				}
				job, err := waitFor(cmd.Context(), ws, args[0])
				if err != nil {
					return err
				}
				return p.show(job, func(w *page) { w.line("%s: %s", job.Title, job.Status) })
			})
		},
	}
}

func (p *program) jobDismiss() *cobra.Command {
	return &cobra.Command{
		Use: "dismiss JOB", Short: "Take an ended job off the list", Args: arguments(1, 1, "the id of a job"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.with(cmd.Context(), changing, func(ws *workspace.Workspace) error {
				if err := ws.Jobs.Dismiss(cmd.Context(), args[0]); err != nil {
					return failed(err)
				}
				return p.show(struct {
					Dismissed string `json:"dismissed"`
				}{args[0]}, func(w *page) { w.line("Dismissed %s.", args[0]) })
			})
		},
	}
}

// waitFor waits until a job of this process ended; one that did not end well is an error.
func waitFor(ctx context.Context, ws *workspace.Workspace, id string) (domain.Job, error) {
	job, err := ws.Jobs.Wait(ctx, id)
	if err != nil {
		return job, err
	}
	switch {
	case job.Status == domain.JobDone:
		return job, nil
	case job.Error != nil:
		return job, failed(job.Error)
	}
	return job, failed(domain.Errorf(domain.CodeCancelled, "“%s” was stopped.", job.Title).WithHint("Take it up with: greenlight-cli jobs resume %s", id))
}
