package main

import (
	"context"
	"io"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"greenlight/backend/domain"
	"greenlight/backend/workspace"
)

// program is one call of the command line.
type program struct {
	in       io.Reader
	out, err io.Writer

	folder  string // of the workspace
	json    bool
	verbose bool
}

// run does what the arguments say and gives the exit status.
func (p *program) run(ctx context.Context, args []string) int {
	root := p.root()
	root.SetArgs(args)
	root.SetIn(p.in)
	root.SetOut(p.out)
	root.SetErr(p.err)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitDone
	}
	// A wrong flag ends the reading of flags, so this one may not have been read.
	if before, _, found := cutAt(args, "--"); !p.json {
		p.json = slices.Contains(before, "--json") || !found && slices.Contains(args, "--json")
	}
	return p.fail(err)
}

// cutAt parts a list at the first element that equals sep.
func cutAt(list []string, sep string) (before, after []string, found bool) {
	if i := slices.Index(list, sep); i >= 0 {
		return list[:i], list[i+1:], true
	}
	return list, nil, false
}

func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "greenlight-cli",
		Short: "Build, run and check assistants over your own documents, without a window",
		Long: `Build, run and check assistants over your own documents, without a window.

Each command works on one workspace: the folder given with --workspace, else that in the
variable GREENLIGHT_WORKSPACE, else one among your own data. Make it with "init".

With --json the result is one JSON value on standard output. Exit status: 0 done, 1 failed,
2 wrong usage or unreadable input, 3 refused by a rule.`,
		Example: `  greenlight-cli init --sample
  greenlight-cli kb create HR && greenlight-cli kb add HR policies/
  greenlight-cli kb search HR --query "How many days of leave do I have?"
  greenlight-cli run "Policy helper" --input question="How many days of leave do I have?"`,
		Version:       domain.Version,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs,
		RunE:          group,
	}
	root.SetVersionTemplate("greenlight-cli {{.Version}}\n")
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		said, _, _ := strings.Cut(err.Error(), ": strconv.") // what follows is how it was parsed
		return usage(cmd, "%s.", strings.TrimSuffix(said, ".")).WithCause(err)
	})
	flags := root.PersistentFlags()
	flags.StringVar(&p.folder, "workspace", workspace.Folder(), "`folder` of the workspace")
	flags.BoolVar(&p.json, "json", false, "give the result as JSON")
	flags.BoolVar(&p.verbose, "verbose", false, "say on standard error what happens inside, for reports of defects")
	root.AddCommand(p.initCommand(), p.doctorCommand(), p.kbCommand(), p.flowCommand(), p.runCommand(),
		p.modelCommand(), p.jobsCommand(), p.backupCommand(), p.restoreCommand())
	return root
}

// group is what a command does that only holds others: say which there are.
func group(cmd *cobra.Command, args []string) error {
	var names []string
	for _, c := range cmd.Commands() {
		if !c.Hidden && c.Name() != "help" {
			names = append(names, c.Name())
		}
	}
	if len(args) == 0 {
		return usage(cmd, "Say what to do: %s.", strings.Join(names, ", "))
	}
	return usage(cmd, "There is no command “%s %s”. There are: %s.", cmd.CommandPath(), args[0], strings.Join(names, ", "))
}

// usage is the error of a command that was called wrongly.
func usage(cmd *cobra.Command, format string, args ...any) *domain.Error {
	return domain.Errorf(domain.CodeUsage, format, args...).WithHint("See: %s --help", cmd.CommandPath())
}

// arguments checks how many arguments there are. What names them for the message; most is -1
// for any number.
func arguments(least, most int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return usage(cmd, "“%s” needs %s.", cmd.CommandPath(), what)
		case most >= 0 && len(args) > most:
			return usage(cmd, "“%s” does not take “%s”.", cmd.CommandPath(), args[most])
		}
		return nil
	}
}

// How a command uses the workspace.
type mode int

const (
	reading  mode = iota // reads, or adds what others may add at the same time
	changing             // changes documents or runs long work: only one process may
	making               // the same, and makes the workspace when there is none
	looking              // reads, after taking note of what a crash left when no other process is there
)

// lockWait is how long a command that changes documents waits for another to end.
const lockWait = 3 * time.Second

// with opens the workspace for fn and closes it.
func (p *program) with(ctx context.Context, m mode, fn func(ws *workspace.Workspace) error) (err error) {
	o := workspace.Options{Create: m == making, Exclusive: m != reading, LockWait: lockWait, Log: p.logger(), OnJob: p.jobProgress()}
	if m == looking {
		o.LockWait = 0
	}
	ws, err := workspace.Open(ctx, p.folder, o)
	if m == looking && domain.IsCode(err, domain.CodeLocked) {
		o.Exclusive = false
		ws, err = workspace.Open(ctx, p.folder, o)
	}
	if outdated(err) { // an older Greenlight made it, and only the one that holds it may update it
		o.Exclusive = true
		ws, err = workspace.Open(ctx, p.folder, o)
	}
	if err != nil {
		return err
	}
	defer func() {
		if cerr := ws.Close(); err == nil {
			err = cerr
		}
	}()
	return fn(ws)
}

func (p *program) logger() *slog.Logger {
	if !p.verbose {
		return nil
	}
	return slog.New(slog.NewTextHandler(p.err, &slog.HandlerOptions{Level: slog.LevelDebug}))
}
