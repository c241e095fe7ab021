package builtin_test

import (
	"testing"

	"greenlight/backend/domain"
	"greenlight/backend/model/builtin"
	"greenlight/backend/model/modeltest"
)

func TestProviderConformance(t *testing.T) {
	modeltest.Run(t, modeltest.Suite{Provider: builtin.NewProvider(), Chat: "quotes", Embedding: "words-v1", Listed: true})
}

func TestModelsHaveTheirIDs(t *testing.T) {
	for _, m := range builtin.Models() {
		if m.ID != domain.ModelID(m.Provider, m.Name) || !m.Local || m.ID != domain.BuiltinChat && m.ID != domain.BuiltinEmbedding {
			t.Errorf("%+v", m)
		}
	}
}
