package workspace

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"greenlight/backend/domain"
	"greenlight/backend/knowledge"
)

// StartIngest begins to read files and folders into a knowledge base (id or name).
func (ws *Workspace) StartIngest(ctx context.Context, ref string, paths []string, password string) (domain.Job, error) {
	kb, err := ws.Knowledge.Get(ctx, ref)
	if err != nil {
		return domain.Job{}, err
	}
	if len(paths) == 0 {
		return domain.Job{}, domain.Errorf(domain.CodeInvalid, "No files were chosen.").WithPath("paths")
	}
	p := ingestPayload{Knowledge: kb.ID, Secret: ws.rememberPassword(password)}
	for _, path := range paths {
		abs, err := filepath.Abs(path)
		if err != nil {
			return domain.Job{}, folderError(path, err)
		}
		p.Paths = append(p.Paths, abs)
	}
	return ws.Jobs.Start(ctx, JobIngest, ingestTitle(p.Paths, kb.Name), kb.ID, p)
}

func ingestTitle(paths []string, name string) string {
	if len(paths) == 1 {
		return fmt.Sprintf("Adding %s to “%s”", filepath.Base(paths[0]), name)
	}
	return fmt.Sprintf("Adding %d files and folders to “%s”", len(paths), name)
}

// ingest adds what the paths hold. Files that could not be read are listed with their
// documents; the job fails only when nothing could be read.
func (ws *Workspace) ingest(ctx context.Context, p ingestPayload, report Report) error {
	files, err := knowledge.Walk(ctx, p.Paths)
	if err != nil {
		return err
	}
	for i := range files {
		files[i].Path = ws.sentName(files[i].Path)
	}
	result, err := ws.Knowledge.Add(ctx, p.Knowledge, files, knowledge.AddOptions{Password: ws.password(p.Secret), Progress: report})
	if err != nil {
		return err
	}
	ws.dropUploads(p.Paths)
	return nothingRead(result)
}

// sentName gives the name under which a browser sent a file, for files that wait among the
// uploads: a document is known by it, so that sending a file again replaces the document.
// Other paths stay as they are.
func (ws *Workspace) sentName(path string) string {
	rest, ok := strings.CutPrefix(path, filepath.ToSlash(filepath.Join(ws.Folder, UploadsDir))+"/")
	if !ok {
		return path
	}
	if _, name, ok := strings.Cut(rest, "/"); ok {
		return name
	}
	return path
}

// dropUploads removes what a browser sent once it is stored in the workspace.
func (ws *Workspace) dropUploads(paths []string) {
	for _, p := range paths {
		if err := DropUpload(ws.Folder, p); err != nil {
			ws.log.Warn("upload stays behind", "file", p, "error", err)
		}
	}
}

// DropUpload removes a file that a browser sent to the workspace in the folder, by its path,
// once it was used. Other files are left alone.
func DropUpload(folder, path string) error {
	uploads := filepath.Join(folder, UploadsDir)
	rest, err := filepath.Rel(uploads, path)
	if err != nil || !filepath.IsLocal(rest) || rest == "." {
		return nil
	}
	top, _, _ := strings.Cut(filepath.ToSlash(rest), "/")
	return os.RemoveAll(filepath.Join(uploads, top))
}

// nothingRead is an error when a job that added documents could read none of them. Single
// failures are shown with their documents.
func nothingRead(r knowledge.AddReport) error {
	if r.Failed == 0 || r.Failed < len(r.Documents) {
		return nil
	}
	if len(r.Documents) == 1 && r.Documents[0].Error != nil {
		return r.Documents[0].Error
	}
	return domain.Errorf(domain.CodeUnreadable, "None of the %d files could be read.", r.Failed).
		WithHint("The list of documents says why, for each of them.")
}

// StartRetry reads a stored document again, for example with its password.
func (ws *Workspace) StartRetry(ctx context.Context, documentID, password string) (domain.Job, error) {
	doc, err := ws.Store.Document(ctx, documentID)
	if err != nil {
		return domain.Job{}, err
	}
	return ws.Jobs.Start(ctx, JobRetry, "Reading "+filepath.Base(doc.Path)+" again", doc.KnowledgeID,
		retryPayload{Document: doc.ID, Secret: ws.rememberPassword(password)})
}

func (ws *Workspace) retry(ctx context.Context, p retryPayload, report Report) error {
	result, err := ws.Knowledge.Retry(ctx, p.Document, knowledge.AddOptions{Password: ws.password(p.Secret), Progress: report})
	if err != nil {
		return err
	}
	return nothingRead(result)
}

// UpdateKnowledge changes the settings of a knowledge base. Another embedding or cutting
// starts a job that indexes beside the old index and then switches.
func (ws *Workspace) UpdateKnowledge(ctx context.Context, ref string, d knowledge.Draft) (domain.KnowledgeBase, error) {
	kb, err := ws.Knowledge.Update(ctx, ref, d)
	if err != nil {
		return kb, err
	}
	anew, err := ws.Knowledge.NeedsReindex(ctx, kb.ID, d.Embedding, d.Chunking)
	if err != nil || !anew {
		return kb, err
	}
	_, err = ws.Jobs.Start(ctx, JobReindex, fmt.Sprintf("Indexing “%s” anew", kb.Name), kb.ID,
		reindexPayload{Knowledge: kb.ID, Embedding: d.Embedding, Chunking: d.Chunking})
	return kb, err
}

func (ws *Workspace) reindex(ctx context.Context, p reindexPayload, report Report) error {
	_, err := ws.Knowledge.Reindex(ctx, p.Knowledge, p.Embedding, p.Chunking, report)
	return err
}

// rememberPassword keeps a password in memory for a job, and gives the name under which the
// job finds it: the job itself is stored, its password is not.
func (ws *Workspace) rememberPassword(password string) string {
	if password == "" {
		return ""
	}
	ws.passwordMu.Lock()
	defer ws.passwordMu.Unlock()
	name := domain.NewID("pw")
	ws.passwords[name] = password
	return name
}

func (ws *Workspace) password(name string) string {
	ws.passwordMu.Lock()
	defer ws.passwordMu.Unlock()
	return ws.passwords[name]
}

// CreateKnowledge makes an empty knowledge base with the built-in embedding and the usual
// settings.
func (ws *Workspace) CreateKnowledge(ctx context.Context, name string) (domain.KnowledgeBase, error) {
	return ws.Knowledge.Create(ctx, knowledge.Draft{Name: name})
}
