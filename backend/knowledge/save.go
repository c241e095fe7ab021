package knowledge

import (
	"context"
	"fmt"

	"greenlight/backend/domain"
)

// save embeds and stores a batch. When the batch fails for a reason that may lie in one of its
// documents, each is tried alone.
func (a *adder) save(ctx context.Context, batch []prepared) error {
	if len(batch) == 0 {
		return nil
	}
	batch, err := a.keepOlder(ctx, batch)
	if err != nil || len(batch) == 0 {
		return err
	}
	err = a.saveAll(ctx, batch)
	if err == nil || !oneDocumentsFault(err) {
		return err
	}
	if len(batch) == 1 {
		p := batch[0]
		a.finish(p.n, DocumentReport{Path: p.doc.Document.Path, Status: StatusFailed, Error: domain.AsError(err)})
		return nil
	}
	for _, p := range batch {
		if err := a.save(ctx, []prepared{p}); err != nil {
			return err
		}
	}
	return nil
}

// oneDocumentsFault reports whether other documents may succeed where this error came up.
func oneDocumentsFault(err error) bool {
	switch domain.ErrorCode(err) {
	case domain.CodeInvalid, domain.CodeTooLong, domain.CodeTooLarge, domain.CodeProvider, domain.CodeUnreadable:
		return true
	}
	return false
}

// keepOlder deals with files that could be read before and cannot be read now: the older
// version stays, with a warning.
func (a *adder) keepOlder(ctx context.Context, batch []prepared) ([]prepared, error) {
	var rest []prepared
	for _, p := range batch {
		old, ok := a.stored[p.doc.Document.Path]
		if p.doc.Document.Status != domain.DocumentFailed || !ok || old.Status == domain.DocumentFailed {
			rest = append(rest, p)
			continue
		}
		warnings := []domain.Warning{}
		for _, w := range old.Warnings {
			if w.Code != "outdated" {
				warnings = append(warnings, w)
			}
		}
		warnings = append(warnings, domain.Warning{Code: "outdated",
			Message: "The file changed and its new version cannot be read. Answers still come from the version before."})
		if err := a.s.store.SetWarnings(ctx, old.ID, warnings); err != nil {
			return nil, err
		}
		a.finish(p.n, DocumentReport{Path: old.Path, ID: old.ID, Status: StatusFailed, Pages: old.Pages, Chunks: old.Chunks,
			Warnings: warnings, Error: p.doc.Document.Error})
	}
	return rest, nil
}

// saveAll embeds and stores the documents in one transaction. When the knowledge base was
// switched to other settings meanwhile, they are cut and embedded again.
func (a *adder) saveAll(ctx context.Context, batch []prepared) error {
	for {
		if a.index.Chunking != a.cut {
			a.recut(batch)
		}
		if err := a.embed(ctx, batch); err != nil {
			return err
		}
		docs := make([]domain.IndexedDocument, len(batch))
		for i, p := range batch {
			docs[i] = p.doc
		}
		saved, err := a.s.store.SaveDocuments(ctx, a.index.ID, docs)
		if domain.IsCode(err, domain.CodeConflict) {
			if err := a.follow(ctx); err != nil {
				return err
			}
			continue
		}
		if err != nil {
			return err
		}
		for i, d := range saved {
			a.finish(batch[i].n, a.saved(d))
		}
		return nil
	}
}

func (a *adder) saved(d domain.Document) DocumentReport {
	r := DocumentReport{Path: d.Path, ID: d.ID, Status: StatusAdded, Pages: d.Pages, Chunks: d.Chunks, Warnings: d.Warnings, Error: d.Error}
	old, existed := a.stored[d.Path]
	switch {
	case d.Status == domain.DocumentFailed:
		r.Status = StatusFailed
	case d.Status == domain.DocumentEmpty:
		r.Status = StatusEmpty
	case existed && old.Status != domain.DocumentFailed: // of one that failed nothing was in the knowledge
		r.Status = StatusUpdated
	}
	return r
}

// embed gives the pieces of the batch their vectors and tells how far a long document is.
func (a *adder) embed(ctx context.Context, batch []prepared) error {
	var pieces []*domain.IndexedPiece
	for _, p := range batch {
		for i := range p.doc.Pieces {
			pieces = append(pieces, &p.doc.Pieces[i])
		}
	}
	return a.s.embedPieces(ctx, a.index, pieces, func(done int) {
		if len(pieces) > embedBatch {
			a.tell(fmt.Sprintf("%s: piece %d of %d", batch[0].doc.Document.Path, done, len(pieces)))
		}
	})
}

// follow goes on with the index that is live now.
func (a *adder) follow(ctx context.Context) error {
	ix, err := a.s.store.LiveIndex(ctx, a.kb.ID)
	if err != nil {
		return err
	}
	if ix.ID == a.index.ID {
		return domain.Errorf(domain.CodeConflict, "The knowledge base is being changed.").WithHint("Try again.")
	}
	a.index = ix
	return nil
}

// recut cuts the batch by the settings of the live index, which the workers did not know.
func (a *adder) recut(batch []prepared) {
	for i := range batch {
		d := &batch[i].doc
		if d.Content != nil {
			d.Pieces = prepare(searchTitle(d.Document.Title, d.Document.Path), d.Content, a.index.Chunking)
		}
	}
}
