package knowledge

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"path"
	"strings"

	"greenlight/backend/document"
	"greenlight/backend/domain"
)

// DocumentText is a document as it was read.
type DocumentText struct {
	Document domain.Document
	Text     string // every offset counts code points of it
	Pages    []domain.Page
	Blocks   []domain.Block
	Chunks   []domain.Chunk
}

// Documents lists the documents of a knowledge base by path.
func (s *Service) Documents(ctx context.Context, ref string) ([]domain.Document, error) {
	kb, err := s.store.Knowledge(ctx, ref)
	if err != nil {
		return nil, err
	}
	return s.store.Documents(ctx, kb.ID)
}

// Document gives a document of a knowledge base by its id, its path, or the end of its path
// ("policies/leave.pdf", "leave.pdf") when only one document ends so.
func (s *Service) Document(ctx context.Context, ref, documentRef string) (domain.Document, error) {
	kb, err := s.store.Knowledge(ctx, ref)
	if err != nil {
		return domain.Document{}, err
	}
	d, err := s.store.Document(ctx, documentRef)
	if err == nil && d.KnowledgeID == kb.ID {
		return d, nil
	}
	if err != nil && !domain.IsCode(err, domain.CodeNotFound) {
		return domain.Document{}, err
	}
	docs, err := s.store.Documents(ctx, kb.ID)
	if err != nil {
		return domain.Document{}, err
	}
	documentRef = strings.TrimPrefix(strings.ReplaceAll(documentRef, "\\", "/"), "./")
	var found []domain.Document
	for _, d := range docs {
		if d.Path == documentRef {
			return d, nil
		}
		if strings.HasSuffix(d.Path, "/"+documentRef) {
			found = append(found, d)
		}
	}
	switch len(found) {
	case 0:
		return domain.Document{}, domain.NotFound("document", documentRef)
	case 1:
		return found[0], nil
	}
	return domain.Document{}, domain.Errorf(domain.CodeInvalid, "%d documents are called “%s”.", len(found), documentRef).
		WithHint("Give more of the path, for example “%s”.", found[0].Path)
}

// Text gives what was read from a document, by its id.
func (s *Service) Text(ctx context.Context, documentID string) (DocumentText, error) {
	d, err := s.store.Document(ctx, documentID)
	if err != nil {
		return DocumentText{}, err
	}
	ex, err := s.store.Content(ctx, documentID)
	if err != nil {
		return DocumentText{}, err
	}
	chunks, err := s.store.Chunks(ctx, documentID)
	return DocumentText{Document: d, Text: ex.Text, Pages: ex.Pages, Blocks: ex.Blocks, Chunks: chunks}, err
}

// Original gives a document's file as it was added, by its id.
func (s *Service) Original(ctx context.Context, documentID string) (document.Source, error) {
	d, err := s.store.Document(ctx, documentID)
	if err != nil {
		return document.Source{}, err
	}
	data, err := s.store.File(ctx, d.Hash)
	return document.Source{Name: path.Base(d.Path), Data: data}, err
}

// PreviewChunks cuts a stored document with other settings and changes nothing.
func (s *Service) PreviewChunks(ctx context.Context, documentID string, settings domain.ChunkSettings) ([]domain.Chunk, error) {
	if err := settings.Check(); err != nil {
		return nil, err
	}
	ex, err := s.store.Content(ctx, documentID)
	if err != nil {
		return nil, err
	}
	chunks := document.Chunk(&ex, settings)
	for i := range chunks {
		chunks[i].DocumentID = documentID
	}
	return append([]domain.Chunk{}, chunks...), nil
}

// Remove takes documents, each named as in Document, out of a knowledge base, all or none.
func (s *Service) Remove(ctx context.Context, ref string, documents []string) error {
	kb, err := s.store.Knowledge(ctx, ref)
	if err != nil {
		return err
	}
	ids := make([]string, 0, len(documents))
	for _, documentRef := range documents {
		d, err := s.Document(ctx, kb.ID, documentRef)
		if err != nil {
			return err
		}
		ids = append(ids, d.ID)
	}
	return s.store.RemoveDocuments(ctx, kb.ID, ids)
}

// Retry reads the stored original of a document again, for example with its password.
func (s *Service) Retry(ctx context.Context, documentID string, opts AddOptions) (AddReport, error) {
	d, err := s.store.Document(ctx, documentID)
	if err != nil {
		return AddReport{Documents: []DocumentReport{}}, err
	}
	data, err := s.store.File(ctx, d.Hash)
	if err != nil {
		return AddReport{Documents: []DocumentReport{}}, err
	}
	return s.Add(ctx, d.KnowledgeID, []File{{Path: d.Path, Data: data}}, opts)
}

// Snapshot gives a hash of everything that decides what a search finds: the documents by path
// and content, and how they are cut and embedded. Equal knowledge has equal snapshots, in
// whatever order and workspace it was added.
func (s *Service) Snapshot(ctx context.Context, ref string) (string, error) {
	kb, err := s.store.Knowledge(ctx, ref)
	if err != nil {
		return "", err
	}
	docs, err := s.store.Documents(ctx, kb.ID)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	writef(h, "greenlight-knowledge-1\n%q %d %d %d\n", kb.Embedding, kb.Dimensions, kb.Chunking.Words, kb.Chunking.Overlap)
	for _, d := range docs {
		if d.Status == domain.DocumentReady || d.Status == domain.DocumentEmpty {
			writef(h, "%q %s %d\n", d.Path, d.Hash, d.Chunks)
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// writef adds a formatted text to a hash, whose Write never fails.
func writef(h hash.Hash, format string, args ...any) { h.Write(fmt.Appendf(nil, format, args...)) }

// Verify checks that the index of a knowledge base fits its documents: that every piece is
// exactly its stretch of the text, that it stands in the words and the vectors, and nothing
// else does. No problem is an empty list.
func (s *Service) Verify(ctx context.Context, ref string) ([]domain.IndexProblem, error) {
	kb, err := s.store.Knowledge(ctx, ref)
	if err != nil {
		return nil, err
	}
	ix, err := s.store.LiveIndex(ctx, kb.ID)
	if err != nil {
		return nil, err
	}
	return s.store.VerifyIndex(ctx, ix.ID)
}
