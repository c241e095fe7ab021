package model_test

import (
	"strings"
	"testing"

	"greenlight/backend/domain"
	"greenlight/backend/model"
	"greenlight/backend/model/modeltest"
)

func TestEmbedInBatches(t *testing.T) {
	h, s, _ := newHub(t)
	texts := make([]string, 150)
	for i := range texts {
		texts[i] = strings.Repeat("word ", i%7) + string(rune('a'+i%26))
	}
	resp, err := h.Embed(testContext(t), embedID, texts, model.PurposeDocument)
	if err != nil {
		t.Fatal(err)
	}
	if len(resp.Vectors) != 150 || s.Calls() != 3 {
		t.Fatalf("%d vectors by %d calls", len(resp.Vectors), s.Calls())
	}
	for i, text := range texts {
		want := modeltest.Vector(text)
		for j := range want {
			if d := resp.Vectors[i][j] - want[j]; d > 1e-5 || d < -1e-5 {
				t.Fatalf("vector %d differs", i)
			}
		}
	}
}

func TestEmbedHalvesWhatIsTooMuch(t *testing.T) {
	h, s, _ := newHub(t)
	s.Script(modeltest.Reply{Status: 413, Raw: "batch size 8 > maximum allowed batch size 4"}, modeltest.Reply{Status: 422, Text: "batch size too large"})
	resp, err := h.Embed(testContext(t), embedID, strings.Split("abcdefgh", ""), model.PurposeDocument)
	if err != nil || len(resp.Vectors) != 8 || s.Calls() != 5 {
		t.Errorf("%d vectors by %d calls, %v", len(resp.Vectors), s.Calls(), err)
	}
}

func TestEmbedChecksVectors(t *testing.T) {
	for name, vectors := range map[string][][]float32{
		"too few":    {make([]float32, modeltest.Dimensions)},
		"zero":       {make([]float32, modeltest.Dimensions), make([]float32, modeltest.Dimensions)},
		"other size": {{1, 0}, {0, 1}},
		"ragged":     {modeltest.Vector("a"), {1}},
	} {
		t.Run(name, func(t *testing.T) {
			h, s, _ := newHub(t)
			s.Script(modeltest.Reply{Vectors: vectors})
			if _, err := h.Embed(testContext(t), embedID, []string{"a", "b"}, model.PurposeQuery); !domain.IsCode(err, domain.CodeProvider) {
				t.Errorf("error %v", err)
			}
		})
	}
}
