// Package knowledge turns files into knowledge bases that can be searched: it reads
// documents, cuts them into pieces, embeds and indexes them, and finds passages with where
// they stand and why they were found.
package knowledge

import (
	"context"
	"strings"

	"greenlight/backend/document"
	"greenlight/backend/domain"
	"greenlight/backend/model"
)

// Store is where knowledge bases are kept; the store package implements it and documents each
// method.
type Store interface {
	CreateKnowledge(ctx context.Context, kb domain.KnowledgeBase) (domain.KnowledgeBase, error)
	Knowledge(ctx context.Context, ref string) (domain.KnowledgeBase, error)
	KnowledgeList(ctx context.Context) ([]domain.KnowledgeBase, error)
	UpdateKnowledge(ctx context.Context, kb domain.KnowledgeBase) (domain.KnowledgeBase, error)
	DeleteKnowledge(ctx context.Context, id string) error

	Documents(ctx context.Context, knowledgeID string) ([]domain.Document, error)
	Document(ctx context.Context, id string) (domain.Document, error)
	DocumentByPath(ctx context.Context, knowledgeID, path string) (domain.Document, error)
	Content(ctx context.Context, documentID string) (domain.Extracted, error)
	Chunks(ctx context.Context, documentID string) ([]domain.Chunk, error)
	SaveDocuments(ctx context.Context, index int64, docs []domain.IndexedDocument) ([]domain.Document, error)
	SetWarnings(ctx context.Context, documentID string, warnings []domain.Warning) error
	RemoveDocuments(ctx context.Context, knowledgeID string, ids []string) error
	File(ctx context.Context, hash string) ([]byte, error)

	FindIndex(ctx context.Context, ref string) (domain.Index, error)
	LiveIndex(ctx context.Context, knowledgeID string) (domain.Index, error)
	Indexes(ctx context.Context, knowledgeID string) ([]domain.Index, error)
	BuildIndex(ctx context.Context, knowledgeID, embedding string, dimensions int, chunking domain.ChunkSettings) (domain.Index, error)
	Unindexed(ctx context.Context, index int64, limit int) ([]domain.Document, error)
	IndexDocument(ctx context.Context, index int64, documentID, hash string, pieces []domain.IndexedPiece) error
	SwitchIndex(ctx context.Context, index int64) error
	DropIndex(ctx context.Context, index int64) error
	VerifyIndex(ctx context.Context, index int64) ([]domain.IndexProblem, error)

	EmbeddedVectors(ctx context.Context, model string, hashes [][32]byte) (map[[32]byte][]float32, error)
	KeepVectors(ctx context.Context, model string, hashes [][32]byte, vectors [][]float32) error
	TrimVectors(ctx context.Context, keep int) error

	KeywordSearch(ctx context.Context, index int64, words []string, n int) ([]domain.Hit, []float64, error)
	MeaningSearch(ctx context.Context, index int64, v []float32, n int, exact bool) ([]domain.Hit, error)
	Cosines(ctx context.Context, index int64, v []float32, pieces []int64) ([]domain.Hit, error)
	Pieces(ctx context.Context, ids []int64) ([]domain.FoundPiece, error)
}

// Reader reads documents; document.Reader does it in a child process.
type Reader interface {
	Read(ctx context.Context, src document.Source, opts document.Options) (*domain.Extracted, error)
}

// Service works on the knowledge bases of a workspace. Its methods may be called from many
// goroutines. Wherever a knowledge base is named, its id or its name will do.
type Service struct {
	store    Store
	reader   Reader
	embedder model.Embedder
	recent   recentPieces
}

// New gives a service over the given parts.
func New(store Store, reader Reader, embedder model.Embedder) *Service {
	return &Service{store: store, reader: reader, embedder: embedder}
}

// Draft is what a person sets on a knowledge base. Empty fields take the default in a new one;
// when an existing one is changed they stay as they are, but for the description, which is
// replaced in any case.
type Draft struct {
	Name        string
	Description string
	Embedding   string // model id; "builtin" stands for the built-in embedding
	Chunking    domain.ChunkSettings
	Sensitivity domain.Sensitivity
}

// Create makes an empty knowledge base. Errors: CodeInvalid, CodeExists, and those of the
// embedding when it cannot be used.
func (s *Service) Create(ctx context.Context, d Draft) (domain.KnowledgeBase, error) {
	kb := domain.KnowledgeBase{Embedding: d.Embedding, Chunking: d.Chunking, Sensitivity: d.Sensitivity, Description: strings.TrimSpace(d.Description)}
	var err error
	if kb.Name, err = domain.CleanName("knowledge base", d.Name); err != nil {
		return domain.KnowledgeBase{}, err
	}
	if kb.Chunking == (domain.ChunkSettings{}) {
		kb.Chunking = domain.DefaultChunkSettings()
	}
	if kb.Sensitivity == "" {
		kb.Sensitivity = domain.SensitivityInternal
	}
	if err := check(kb); err != nil {
		return domain.KnowledgeBase{}, err
	}
	if kb.Embedding, kb.Dimensions, err = s.embedding(ctx, d.Embedding); err != nil {
		return domain.KnowledgeBase{}, err
	}
	return s.store.CreateKnowledge(ctx, kb)
}

func check(kb domain.KnowledgeBase) error {
	if err := kb.Chunking.Check(); err != nil {
		return err
	}
	if !kb.Sensitivity.Valid() {
		return domain.Errorf(domain.CodeInvalid, "The sensitivity is public, internal or confidential, not “%s”.", kb.Sensitivity).WithPath("sensitivity")
	}
	return nil
}

// embedding gives the full id of an embedding model and the length of its vectors, which is
// found by a trial when the catalogue does not say.
func (s *Service) embedding(ctx context.Context, id string) (string, int, error) {
	if id == "" || id == "builtin" {
		id = domain.BuiltinEmbedding
	}
	m, err := s.embedder.Describe(ctx, id)
	if err != nil {
		return "", 0, err
	}
	if m.Kind != "" && m.Kind != domain.ModelEmbedding {
		return "", 0, domain.Errorf(domain.CodeInvalid, "“%s” is no embedding model.", id).
			WithHint("Choose a model of the kind “embedding”.").WithPath("embedding")
	}
	if m.Dimensions > 0 {
		return id, m.Dimensions, nil
	}
	r, err := s.embedder.Embed(ctx, id, []string{"How long are the vectors?"}, model.PurposeDocument)
	if err != nil {
		return "", 0, err
	}
	if len(r.Vectors) != 1 || len(r.Vectors[0]) == 0 {
		return "", 0, domain.Errorf(domain.CodeProvider, "The embedding “%s” gave no vector.", id)
	}
	return id, len(r.Vectors[0]), nil
}

// Get gives a knowledge base, CodeNotFound when there is none.
func (s *Service) Get(ctx context.Context, ref string) (domain.KnowledgeBase, error) {
	return s.store.Knowledge(ctx, ref)
}

// List gives all knowledge bases by name.
func (s *Service) List(ctx context.Context) ([]domain.KnowledgeBase, error) {
	return s.store.KnowledgeList(ctx)
}

// Update changes the name, description and sensitivity. Embedding and chunking of the draft are
// ignored: NeedsReindex says whether they differ, and Reindex changes them.
func (s *Service) Update(ctx context.Context, ref string, d Draft) (domain.KnowledgeBase, error) {
	kb, err := s.store.Knowledge(ctx, ref)
	if err != nil {
		return domain.KnowledgeBase{}, err
	}
	if d.Name != "" {
		if kb.Name, err = domain.CleanName("knowledge base", d.Name); err != nil {
			return domain.KnowledgeBase{}, err
		}
	}
	if d.Sensitivity != "" {
		kb.Sensitivity = d.Sensitivity
	}
	kb.Description = strings.TrimSpace(d.Description)
	if err := check(kb); err != nil {
		return domain.KnowledgeBase{}, err
	}
	return s.store.UpdateKnowledge(ctx, kb)
}

// Delete removes a knowledge base with its documents.
func (s *Service) Delete(ctx context.Context, ref string) error {
	kb, err := s.store.Knowledge(ctx, ref)
	if err != nil {
		return err
	}
	return s.store.DeleteKnowledge(ctx, kb.ID)
}
