package main

import (
	"context"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"greenlight/backend/domain"
	"greenlight/backend/model/secret"
	"greenlight/backend/workspace"
)

func (p *program) modelCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "model", Short: "Add, list, test, load and remove models", Args: cobra.ArbitraryArgs, RunE: group}
	cmd.AddCommand(p.modelAdd(), p.modelList(), p.modelTest(), p.modelPull(), p.modelRemove())
	return cmd
}

func (p *program) modelAdd() *cobra.Command {
	var kind, address, keyEnv string
	cmd := &cobra.Command{
		Use: "add PROVIDER/NAME", Short: "Put a model into the catalogue",
		Long: `Put a model into the catalogue. PROVIDER is ollama, a service that Greenlight knows (openai,
mistral, …), or a name of your own for the OpenAI-compatible server at --address. A key is
read from the variable that --key-env names and goes to the keychain of this computer; where
there is none it goes to an encrypted file, whose passphrase is asked for or read from
GREENLIGHT_PASSPHRASE.`,
		Example: `  greenlight-cli model add ollama/llama3.2
  greenlight-cli model add openai/gpt-4o-mini --key-env OPENAI_API_KEY
  greenlight-cli model add office/qwen --address http://10.0.0.5:8000/v1`,
		Args: arguments(1, 1, "a model as PROVIDER/NAME"),
		RunE: func(cmd *cobra.Command, args []string) error {
			provider, _, ok := domain.SplitModelID(args[0])
			if !ok {
				return usage(cmd, "A model is named PROVIDER/NAME, not “%s”.", args[0])
			}
			if kind != "" && kind != string(domain.ModelChat) && kind != string(domain.ModelEmbedding) {
				return usage(cmd, "The kind is chat or embedding, not “%s”.", kind)
			}
			key, err := keyFrom(cmd, keyEnv)
			if err != nil {
				return err
			}
			return p.with(cmd.Context(), reading, func(ws *workspace.Workspace) error {
				if err := p.connect(cmd.Context(), ws, provider, address, key); err != nil {
					return err
				}
				m, err := ws.AddModel(cmd.Context(), args[0], domain.ModelKind(kind))
				if err != nil {
					return failed(err)
				}
				return p.show(m, func(w *page) { w.line("Added %s (%s).", m.ID, m.Kind) })
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&kind, "kind", "", "chat or embedding; found out when left out")
	f.StringVar(&address, "address", "", "base `URL` of an OpenAI-compatible server")
	f.StringVar(&keyEnv, "key-env", "", "`variable` of the environment that holds the key")
	return cmd
}

// keyFrom reads a key from the variable that is named.
func keyFrom(cmd *cobra.Command, variable string) (string, error) {
	if variable == "" {
		return "", nil
	}
	key := os.Getenv(variable)
	if key == "" {
		return "", usage(cmd, "The variable %s is empty.", variable)
	}
	return key, nil
}

// connect adds or changes the connection when there is something to set, or when it is not
// there yet.
func (p *program) connect(ctx context.Context, ws *workspace.Workspace, provider, address, key string) error {
	if provider == "builtin" && address+key == "" {
		return nil
	}
	old, err := ws.Store.Provider(ctx, provider)
	missing := domain.IsCode(err, domain.CodeNotFound)
	if err != nil && !missing {
		return err
	}
	if key != "" {
		if err := p.openKeys(ctx, ws); err != nil {
			return err
		}
	}
	if address == "" {
		address = old.Address
	}
	if missing && provider == "ollama" && address+key == "" {
		return nil // connected by itself
	}
	if !missing && address == old.Address && key == "" {
		return p.unlockFor(ctx, ws, provider+"/")
	}
	_, err = ws.AddProvider(ctx, provider, old.Preset, address, key)
	return err
}

func (p *program) modelList() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "List the catalogue", Args: arguments(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.with(cmd.Context(), reading, func(ws *workspace.Workspace) error {
				list, err := ws.Store.Models(cmd.Context())
				if err != nil {
					return err
				}
				return p.show(orEmpty(list), func(w *page) {
					rows := [][]string{{"MODEL", "KIND", "RUNS", "CONTEXT", "TITLE"}}
					for _, m := range list {
						where, context := "elsewhere", ""
						if m.Local {
							where = "here"
						}
						if m.Context > 0 {
							context = strconv.Itoa(m.Context)
						}
						rows = append(rows, []string{m.ID, string(m.Kind), where, context, m.Title})
					}
					w.table(rows)
				})
			})
		},
	}
}

// tested is the result of model test.
type tested struct {
	Model string   `json:"model"`
	OK    bool     `json:"ok"`
	MS    float64  `json:"ms"`
	Text  string   `json:"text"`
	Error *problem `json:"error"`
}

func (p *program) modelTest() *cobra.Command {
	return &cobra.Command{
		Use: "test PROVIDER/NAME", Short: "Ask a model something small", Args: arguments(1, 1, "a model as PROVIDER/NAME"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.with(cmd.Context(), reading, func(ws *workspace.Workspace) error {
				if err := p.unlockFor(cmd.Context(), ws, args[0]); err != nil {
					return err
				}
				t, bad := ws.Models.Test(cmd.Context(), args[0])
				r := tested{args[0], bad == nil, t.MS, t.Text, problemOf(bad)}
				err := p.show(r, func(w *page) {
					if r.OK {
						w.line("%s answers (%.0f ms): %s", r.Model, r.MS, shorten(r.Text, 200))
					}
				})
				if err != nil || bad == nil {
					return err
				}
				return &failure{err: bad, status: exitFailed, told: true}
			})
		},
	}
}

func (p *program) modelPull() *cobra.Command {
	return &cobra.Command{
		Use: "pull NAME", Short: "Load a model through the Ollama of this computer, and add it", Args: arguments(1, 1, "the name of a model as Ollama calls it"),
		RunE: func(cmd *cobra.Command, args []string) error {
			name := args[0]
			if provider, rest, ok := domain.SplitModelID(name); ok && provider == "ollama" {
				name = rest
			}
			return p.with(cmd.Context(), changing, func(ws *workspace.Workspace) error {
				job, err := ws.StartPull(cmd.Context(), name)
				if err != nil {
					return failed(err)
				}
				if _, err := waitFor(cmd.Context(), ws, job.ID); err != nil {
					return err
				}
				id := domain.ModelID("ollama", name)
				m, err := ws.Store.Model(cmd.Context(), id)
				if domain.IsCode(err, domain.CodeNotFound) { // Ollama completes a name without a tag
					m, err = ws.Store.Model(cmd.Context(), id+":latest")
				}
				if err != nil {
					return err
				}
				return p.show(m, func(w *page) { w.line("Loaded %s.", m.ID) })
			})
		},
	}
}

func (p *program) modelRemove() *cobra.Command {
	return &cobra.Command{
		Use: "remove PROVIDER/NAME", Short: "Take a model out of the catalogue", Args: arguments(1, 1, "a model as PROVIDER/NAME"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.with(cmd.Context(), reading, func(ws *workspace.Workspace) error {
				if err := ws.RemoveModel(cmd.Context(), args[0]); err != nil {
					return failed(err)
				}
				return p.show(struct {
					Removed string `json:"removed"`
				}{args[0]}, func(w *page) { w.line("Removed %s.", args[0]) })
			})
		},
	}
}

// unlockFor opens the encrypted key file when one of the models (ids) is behind a connection
// that has a key. Opening it takes a second, so it is not done for nothing.
func (p *program) unlockFor(ctx context.Context, ws *workspace.Workspace, models ...string) error {
	for _, id := range models {
		name, _, _ := strings.Cut(id, "/")
		provider, err := ws.Store.Provider(ctx, name)
		if err == nil && provider.HasKey && ws.Secrets.State(ctx).Locked {
			return p.openKeys(ctx, ws)
		}
	}
	return nil
}

// openKeys opens the encrypted key file with the passphrase of the environment, or asks for
// it; where keys are kept in the keychain there is nothing to open.
func (p *program) openKeys(ctx context.Context, ws *workspace.Workspace) error {
	state := ws.Secrets.State(ctx)
	if state.Kind == secret.KindKeychain || state.Kind == secret.KindFile && !state.Locked {
		return nil
	}
	passphrase := os.Getenv("GREENLIGHT_PASSPHRASE")
	if passphrase == "" {
		var err error
		if passphrase, err = p.ask(state.Message); err != nil {
			return err
		}
	}
	return failedIf(ws.UnlockSecrets(ctx, passphrase))
}

// ask reads a passphrase from the terminal without showing it.
func (p *program) ask(why string) (string, error) {
	f, ok := p.in.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return "", failed(domain.Errorf(domain.CodePassword, "%s", why).WithHint("Put the passphrase into the variable GREENLIGHT_PASSPHRASE."))
	}
	p.note(why + "\nPassphrase: ")
	text, err := term.ReadPassword(int(f.Fd()))
	p.note("\n")
	if err != nil {
		return "", failed(domain.Errorf(domain.CodePassword, "The passphrase could not be read.").WithCause(err))
	}
	return string(text), nil
}

func failedIf(err error) error {
	if err == nil {
		return nil
	}
	return failed(err)
}
