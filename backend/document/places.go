package document

import (
	"crypto/sha256"
	"sync"

	"greenlight/backend/domain"
)

// maxPlaces is how many documents' pages are remembered.
const maxPlaces = 64

// pagePlaces remembers where the pages of documents lie in their text, so that showing a
// page does not read the whole document again.
type pagePlaces struct {
	mu    sync.Mutex
	pages map[[sha256.Size]byte][]domain.Page
	order [][sha256.Size]byte // oldest first
}

func (p *pagePlaces) keep(src Source, pages []domain.Page) {
	key := sha256.Sum256(src.Data)
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, known := p.pages[key]; known {
		return
	}
	if p.pages == nil {
		p.pages = map[[sha256.Size]byte][]domain.Page{}
	}
	if len(p.order) == maxPlaces {
		delete(p.pages, p.order[0])
		p.order = p.order[1:]
	}
	p.pages[key] = pages
	p.order = append(p.order, key)
}

func (p *pagePlaces) find(src Source) []domain.Page {
	key := sha256.Sum256(src.Data)
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.pages[key]
}
