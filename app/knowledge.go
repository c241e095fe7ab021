package app

import "greenlight/backend/domain"

// Knowledge keeps documents, shows how they were read, and searches them.
type Knowledge struct{ app *App }

// List gives all knowledge bases by name.
func (s *Knowledge) List() ([]domain.KnowledgeBase, error) { return nil, errStarting }

// Get gives one.
func (s *Knowledge) Get(id string) (domain.KnowledgeBase, error) {
	return domain.KnowledgeBase{}, errStarting
}

// Create makes one.
func (s *Knowledge) Create(draft KnowledgeDraft) (domain.KnowledgeBase, error) {
	return domain.KnowledgeBase{}, errStarting
}

// Update changes settings; another embedding or cutting starts a job that indexes anew beside the old index.
func (s *Knowledge) Update(id string, draft KnowledgeDraft) (domain.KnowledgeBase, error) {
	return domain.KnowledgeBase{}, errStarting
}

// Delete removes a knowledge base with its documents.
func (s *Knowledge) Delete(id string) error { return errStarting }

// Formats gives the file endings that can be read, without dots.
func (s *Knowledge) Formats() ([]string, error) { return nil, errStarting }

// Add starts reading files and folders (paths, or "upload:" names that /files/upload gave) and gives the job.
func (s *Knowledge) Add(id string, paths []string, password string) (domain.Job, error) {
	return domain.Job{}, errStarting
}

// Documents lists the documents by path.
func (s *Knowledge) Documents(id string) ([]domain.Document, error) { return nil, errStarting }

// Remove takes documents out of the index and the store.
func (s *Knowledge) Remove(id string, documents []string) error { return errStarting }

// Retry reads a stored document again, for example with its password.
func (s *Knowledge) Retry(documentID, password string) (domain.Job, error) {
	return domain.Job{}, errStarting
}

// Read gives the text of a document with its pages and pieces.
func (s *Knowledge) Read(documentID string) (ReaderView, error) { return ReaderView{}, errStarting }

// PreviewPieces cuts a document with other settings, without changing anything.
func (s *Knowledge) PreviewPieces(documentID string, chunking domain.ChunkSettings) ([]Piece, error) {
	return nil, errStarting
}

// Marks gives where a passage stands on the picture of a page.
func (s *Knowledge) Marks(documentID string, page, start, end int) (PageMarks, error) {
	return PageMarks{}, errStarting
}

// Search finds passages; mode is hybrid, keyword or meaning.
func (s *Knowledge) Search(id, query, mode string, k int) (domain.SearchResult, error) {
	return domain.SearchResult{}, errStarting
}
