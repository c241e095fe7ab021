package main

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"greenlight/backend/domain"
	"greenlight/backend/knowledge"
	"greenlight/backend/workspace"
)

func (p *program) kbCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "kb", Short: "Make, fill and search knowledge bases", Args: cobra.ArbitraryArgs, RunE: group}
	cmd.AddCommand(p.kbCreate(), p.kbAdd(), p.kbRemove(), p.kbDelete(), p.kbList(), p.kbDocuments(), p.kbSnapshot(),
		p.kbVerify(), p.kbSearch(), p.kbText())
	return cmd
}

func (p *program) kbCreate() *cobra.Command {
	var d knowledge.Draft
	var sensitivity string
	cmd := &cobra.Command{
		Use: "create NAME", Short: "Make an empty knowledge base", Args: arguments(1, 1, "a name"),
		RunE: func(cmd *cobra.Command, args []string) error {
			d.Name, d.Sensitivity = args[0], domain.Sensitivity(sensitivity)
			if cmd.Flags().Changed("sensitivity") && !d.Sensitivity.Valid() {
				return usage(cmd, "The sensitivity is public, internal or confidential, not “%s”.", sensitivity)
			}
			d.Chunking = chunking(cmd, d.Chunking)
			return p.with(cmd.Context(), reading, func(ws *workspace.Workspace) error {
				if err := p.unlockFor(cmd.Context(), ws, d.Embedding); err != nil {
					return err
				}
				kb, err := ws.Knowledge.Create(cmd.Context(), d)
				if err != nil {
					return err
				}
				return p.show(kb, func(w *page) {
					w.line("Made “%s”. Fill it with: greenlight-cli kb add %q PATH…", kb.Name, kb.Name)
				})
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&d.Embedding, "embedding", "builtin", "what compares meanings: builtin, or an embedding `model` as PROVIDER/NAME")
	f.StringVar(&d.Description, "description", "", "what it holds, in a sentence")
	f.StringVar(&sensitivity, "sensitivity", string(domain.SensitivityInternal), "public, internal or confidential")
	standard := domain.DefaultChunkSettings()
	f.IntVar(&d.Chunking.Words, "chunk-words", standard.Words, "most words in a piece, 20 to 2000")
	f.IntVar(&d.Chunking.Overlap, "overlap-words", standard.Overlap, "words that a piece repeats of the one before; a sixth of a piece when only --chunk-words is given")
	return cmd
}

// chunking completes the settings by which documents are cut.
func chunking(cmd *cobra.Command, c domain.ChunkSettings) domain.ChunkSettings {
	if cmd.Flags().Changed("chunk-words") && !cmd.Flags().Changed("overlap-words") {
		c.Overlap = c.Words / 6
	}
	return c
}

func (p *program) kbList() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "List the knowledge bases", Args: arguments(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.with(cmd.Context(), reading, func(ws *workspace.Workspace) error {
				list, err := ws.Knowledge.List(cmd.Context())
				if err != nil {
					return err
				}
				return p.show(orEmpty(list), func(w *page) {
					rows := [][]string{{"NAME", "DOCUMENTS", "PIECES", "WORDS", "EMBEDDING", "SENSITIVITY"}}
					for _, k := range list {
						rows = append(rows, []string{k.Name, strconv.Itoa(k.Documents), strconv.Itoa(k.Chunks), strconv.Itoa(k.Words), k.Embedding, string(k.Sensitivity)})
					}
					w.table(rows)
				})
			})
		},
	}
}

func (p *program) kbDocuments() *cobra.Command {
	return &cobra.Command{
		Use: "documents NAME", Short: "List the documents of a knowledge base", Args: arguments(1, 1, "the name of a knowledge base"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.with(cmd.Context(), reading, func(ws *workspace.Workspace) error {
				list, err := ws.Knowledge.Documents(cmd.Context(), args[0])
				if err != nil {
					return err
				}
				return p.show(orEmpty(list), func(w *page) {
					rows := [][]string{{"DOCUMENT", "STATUS", "PAGES", "PIECES", "PATH"}}
					for _, d := range list {
						rows = append(rows, []string{d.ID, string(d.Status), strconv.Itoa(d.Pages), strconv.Itoa(d.Chunks), d.Path})
					}
					w.table(rows)
				})
			})
		},
	}
}

// removed is the result of kb remove.
type removed struct {
	Removed   []removedDocument `json:"removed"`
	Documents int               `json:"documents"` // left
}

type removedDocument struct {
	ID   string `json:"id"`
	Path string `json:"path"`
}

func (p *program) kbRemove() *cobra.Command {
	return &cobra.Command{
		Use: "remove NAME DOCUMENT…", Short: "Take documents out of a knowledge base, all or none",
		Long: "Take documents out of a knowledge base, all or none. A document is named by its id, its path, or the end of its path.",
		Args: arguments(2, -1, "the name of a knowledge base and documents"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.with(cmd.Context(), changing, func(ws *workspace.Workspace) error {
				r, err := removeDocuments(cmd.Context(), ws, args[0], args[1:])
				if err != nil {
					return err
				}
				return p.show(r, func(w *page) {
					for _, d := range r.Removed {
						w.line("Removed %s", d.Path)
					}
				})
			})
		},
	}
}

func removeDocuments(ctx context.Context, ws *workspace.Workspace, name string, refs []string) (removed, error) {
	r := removed{Removed: []removedDocument{}}
	seen := map[string]bool{}
	var ids []string
	for _, ref := range refs {
		d, err := ws.Knowledge.Document(ctx, name, ref)
		if err != nil {
			return r, failed(err)
		}
		if !seen[d.ID] {
			seen[d.ID] = true
			ids = append(ids, d.ID)
			r.Removed = append(r.Removed, removedDocument{d.ID, d.Path})
		}
	}
	if err := ws.Knowledge.Remove(ctx, name, ids); err != nil {
		return r, err
	}
	kb, err := ws.Knowledge.Get(ctx, name)
	r.Documents = kb.Documents
	return r, err
}

func (p *program) kbDelete() *cobra.Command {
	return &cobra.Command{
		Use: "delete NAME", Short: "Delete a knowledge base with all its documents", Args: arguments(1, 1, "the name of a knowledge base"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.with(cmd.Context(), changing, func(ws *workspace.Workspace) error {
				kb, err := ws.Knowledge.Get(cmd.Context(), args[0])
				if err != nil {
					return err
				}
				if err := ws.Knowledge.Delete(cmd.Context(), kb.ID); err != nil {
					return err
				}
				return p.show(struct {
					Deleted string `json:"deleted"`
				}{kb.Name}, func(w *page) { w.line("Deleted “%s”.", kb.Name) })
			})
		},
	}
}

// snapshot is the result of kb snapshot.
type snapshot struct {
	Knowledge string               `json:"knowledge"`
	Snapshot  string               `json:"snapshot"`
	Embedding string               `json:"embedding"`
	Chunking  domain.ChunkSettings `json:"chunking"`
	Documents int                  `json:"documents"`
	Chunks    int                  `json:"chunks"`
}

func (p *program) kbSnapshot() *cobra.Command {
	return &cobra.Command{
		Use: "snapshot NAME", Short: "Give the hash of everything that decides what a search finds",
		Args: arguments(1, 1, "the name of a knowledge base"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.with(cmd.Context(), reading, func(ws *workspace.Workspace) error {
				kb, err := ws.Knowledge.Get(cmd.Context(), args[0])
				if err != nil {
					return err
				}
				hash, err := ws.Knowledge.Snapshot(cmd.Context(), kb.ID)
				if err != nil {
					return err
				}
				s := snapshot{kb.Name, hash, kb.Embedding, kb.Chunking, kb.Documents, kb.Chunks}
				return p.show(s, func(w *page) { w.line("%s", s.Snapshot) })
			})
		},
	}
}

// verified is the result of kb verify.
type verified struct {
	OK       bool                  `json:"ok"`
	Problems []domain.IndexProblem `json:"problems"`
	Error    *problem              `json:"error,omitempty"`
}

func (p *program) kbVerify() *cobra.Command {
	return &cobra.Command{
		Use: "verify NAME", Short: "Check that the index fits the documents", Args: arguments(1, 1, "the name of a knowledge base"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.with(cmd.Context(), reading, func(ws *workspace.Workspace) error {
				problems, err := ws.Knowledge.Verify(cmd.Context(), args[0])
				if err != nil {
					return err
				}
				v := verified{OK: len(problems) == 0, Problems: orEmpty(problems)}
				var bad error
				if !v.OK {
					bad = domain.Errorf(domain.CodeDamaged, "The index does not fit the documents: %s.", count(len(problems), "problem", "problems")).
						WithHint("Add the documents again.")
					v.Error = problemOf(bad)
				}
				err = p.show(v, func(w *page) {
					for _, x := range problems {
						w.line("%s %s", x.Path, x.Message)
					}
					if v.OK {
						w.line("The index fits the documents.")
					}
				})
				if err != nil || v.OK {
					return err
				}
				return &failure{err: bad, status: exitFailed, told: true}
			})
		},
	}
}

// documentText is the result of kb text.
type documentText struct {
	Document string        `json:"document"`
	Path     string        `json:"path"`
	Title    string        `json:"title"`
	Text     string        `json:"text"`
	Pages    []domain.Page `json:"pages"`
}

func (p *program) kbText() *cobra.Command {
	return &cobra.Command{
		Use: "text NAME DOCUMENT", Short: "Give the text that was read from a document", Args: arguments(2, 2, "the name of a knowledge base and a document"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.with(cmd.Context(), reading, func(ws *workspace.Workspace) error {
				d, err := ws.Knowledge.Document(cmd.Context(), args[0], args[1])
				if err != nil {
					return failed(err)
				}
				t, err := ws.Knowledge.Text(cmd.Context(), d.ID)
				if err != nil {
					return err
				}
				return p.show(documentText{d.ID, d.Path, d.Title, t.Text, orEmpty(t.Pages)}, func(w *page) { w.line("%s", t.Text) })
			})
		},
	}
}
