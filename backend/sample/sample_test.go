package sample_test

import (
	"slices"
	"testing"

	"greenlight/backend/sample"
)

func TestEveryCasePointsAtADocumentOfTheSample(t *testing.T) {
	files, err := sample.Files("Company policies")
	if err != nil {
		t.Fatal(err)
	}
	cases, err := sample.Cases()
	if err != nil {
		t.Fatal(err)
	}
	if len(cases) < 20 {
		t.Errorf("only %d cases", len(cases))
	}
	for _, c := range cases {
		if c.Refuse == (len(c.Sources) > 0) || c.Refuse == (c.Expected != "") {
			t.Errorf("%q must either be refused or have an answer with its source", c.Inputs["question"])
		}
		for _, s := range c.Sources {
			if !slices.ContainsFunc(files, func(f sample.File) bool { return f.Path == s }) {
				t.Errorf("%q names %q, which is no sample document", c.Inputs["question"], s)
			}
		}
	}
}

func TestBasesHaveDocuments(t *testing.T) {
	for _, b := range sample.Bases() {
		if files, err := sample.Files(b.Name); err != nil || len(files) == 0 {
			t.Errorf("%s: %d files, %v", b.Name, len(files), err)
		}
	}
}
