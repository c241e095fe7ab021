package suggest_test

import (
	"testing"
	"time"

	"greenlight/backend/domain"
	"greenlight/backend/model"
	"greenlight/backend/model/suggest"
)

func TestModels(t *testing.T) {
	if _, err := time.Parse(time.DateOnly, suggest.Date); err != nil {
		t.Error(err)
	}
	seen := map[string]bool{}
	for _, m := range suggest.Models() {
		if seen[m.Name] || m.Title == "" || m.Licence == "" || m.Description == "" || m.Size < 10e6 {
			t.Errorf("incomplete or twice: %+v", m)
		}
		seen[m.Name] = true
		if m.Memory() <= m.Size {
			t.Errorf("%s needs no more memory than its file", m.Name)
		}
		if model.GuessKind(m.Name) != m.Kind {
			t.Errorf("the name of %s makes it a %s model", m.Name, model.GuessKind(m.Name))
		}
	}
}

func TestFits(t *testing.T) {
	const gb = 1 << 30
	tests := []struct {
		size   int64
		kind   domain.ModelKind
		memory int64
		want   bool
	}{
		{2 * gb, domain.ModelChat, 4 * gb, false},
		{2 * gb, domain.ModelChat, 8 * gb, true},
		{5 * gb, domain.ModelChat, 8 * gb, false},
		{5 * gb, domain.ModelChat, 16 * gb, true},
		{43 * gb, domain.ModelChat, 32 * gb, false},
		{gb / 4, domain.ModelEmbedding, 4 * gb, true},
		{43 * gb, domain.ModelChat, 0, true},
	}
	for _, tt := range tests {
		if got := (suggest.Model{Size: tt.size, Kind: tt.kind}).Fits(tt.memory); got != tt.want {
			t.Errorf("%d GB of a %s model on %d GB: %v", tt.size/gb, tt.kind, tt.memory/gb, got)
		}
	}
}

func TestThisComputer(t *testing.T) {
	c := suggest.This()
	if c.Cores < 1 || c.Memory < 64<<20 {
		t.Errorf("%+v", c)
	}
}
