package app

import (
	"greenlight/backend/domain"
	"greenlight/backend/knowledge"
	"greenlight/backend/workspace"
)

// Knowledge keeps documents, shows how they were read, and searches them.
type Knowledge struct{ app *App }

// List gives all knowledge bases by name.
func (s *Knowledge) List() ([]domain.KnowledgeBase, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return nil, err
	}
	list, err := ws.Knowledge.List(ctx)
	return full(list), err
}

// Get gives one.
func (s *Knowledge) Get(id string) (domain.KnowledgeBase, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return domain.KnowledgeBase{}, err
	}
	return ws.Knowledge.Get(ctx, id)
}

// Create makes one.
func (s *Knowledge) Create(draft KnowledgeDraft) (domain.KnowledgeBase, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return domain.KnowledgeBase{}, err
	}
	kb, err := ws.Knowledge.Create(ctx, knowledge.Draft(draft))
	if err == nil {
		s.app.changed("knowledge", kb.ID)
	}
	return kb, err
}

// Update changes settings; another embedding or cutting starts a job that indexes anew beside the old index.
func (s *Knowledge) Update(id string, draft KnowledgeDraft) (domain.KnowledgeBase, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return domain.KnowledgeBase{}, err
	}
	kb, err := ws.UpdateKnowledge(ctx, id, knowledge.Draft(draft))
	if err == nil {
		s.app.changed("knowledge", kb.ID)
	}
	return kb, err
}

// Delete removes a knowledge base with its documents.
func (s *Knowledge) Delete(id string) error {
	ws, ctx, err := s.app.open()
	if err != nil {
		return err
	}
	if err := ws.Knowledge.Delete(ctx, id); err != nil {
		return err
	}
	s.app.changed("knowledge", id)
	return nil
}

// Formats gives the file endings that can be read, without dots.
func (s *Knowledge) Formats() ([]string, error) { return workspace.Formats(), nil }

// Add starts reading files and folders (paths, or "upload:" names that /files/upload gave) and gives the job.
func (s *Knowledge) Add(id string, paths []string, password string) (domain.Job, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return domain.Job{}, err
	}
	for i, p := range paths {
		if paths[i], err = s.app.uploads().resolve(p); err != nil {
			return domain.Job{}, err
		}
	}
	return ws.StartIngest(ctx, id, paths, password)
}

// Documents lists the documents by path.
func (s *Knowledge) Documents(id string) ([]domain.Document, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return nil, err
	}
	list, err := ws.Knowledge.Documents(ctx, id)
	return full(list), err
}

// Remove takes documents out of the index and the store.
func (s *Knowledge) Remove(id string, documents []string) error {
	ws, ctx, err := s.app.open()
	if err != nil {
		return err
	}
	if err := ws.Knowledge.Remove(ctx, id, documents); err != nil {
		return err
	}
	s.app.changed("knowledge", id)
	return nil
}

// Retry reads a stored document again, for example with its password.
func (s *Knowledge) Retry(documentID, password string) (domain.Job, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return domain.Job{}, err
	}
	return ws.StartRetry(ctx, documentID, password)
}

// Read gives the text of a document with its pages and pieces.
func (s *Knowledge) Read(documentID string) (ReaderView, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return ReaderView{}, err
	}
	v, err := ws.Knowledge.Text(ctx, documentID)
	if err != nil {
		return ReaderView{}, err
	}
	return full(ReaderView{Document: v.Document, Text: v.Text, Pages: v.Pages, Blocks: v.Blocks,
		Pieces: pieces(v.Chunks), Pictures: workspace.HasPictures(v.Document)}), nil
}

// PreviewPieces cuts a document with other settings, without changing anything.
func (s *Knowledge) PreviewPieces(documentID string, chunking domain.ChunkSettings) ([]Piece, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return nil, err
	}
	chunks, err := ws.Knowledge.PreviewChunks(ctx, documentID, chunking)
	return pieces(chunks), err
}

// Marks gives where a passage stands on the picture of a page.
func (s *Knowledge) Marks(documentID string, page, start, end int) (PageMarks, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return PageMarks{}, err
	}
	image, err := ws.PagePicture(ctx, documentID, page, workspace.PictureDPI, start, end)
	if err != nil {
		return PageMarks{}, err
	}
	m := PageMarks{Page: page, Width: image.Width, Height: image.Height}
	for _, b := range image.Boxes {
		m.Boxes = append(m.Boxes, Box(b))
	}
	return full(m), nil
}

// Search finds passages; mode is hybrid, keyword or meaning.
func (s *Knowledge) Search(id, query, mode string, k int) (domain.SearchResult, error) {
	ws, ctx, err := s.app.open()
	if err != nil {
		return domain.SearchResult{}, err
	}
	result, err := ws.Knowledge.Search(ctx, id, query, domain.SearchMode(mode), k)
	return full(result), err
}

// pieces tells the interface where chunks stand; their text it has already.
func pieces(chunks []domain.Chunk) []Piece {
	list := make([]Piece, 0, len(chunks))
	for _, c := range chunks {
		list = append(list, Piece{Ordinal: c.Ordinal, Start: c.Start, End: c.End, Page: c.Page, Heading: c.Heading,
			Words: workspace.CountWords(c.Text)})
	}
	return list
}
