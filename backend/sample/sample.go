// Package sample holds what a new workspace is filled with: the documents of an invented
// company, and test cases over them. The documents are made by build/sample-documents from
// the texts in source/.
package sample

import (
	"bufio"
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"

	"greenlight/backend/domain"
)

//go:embed documents
var documents embed.FS

//go:embed tests.jsonl
var tests []byte

// Base is a knowledge base of the sample.
type Base struct {
	Name        string
	Description string
	Sensitivity domain.Sensitivity
	Assistant   Assistant
}

// Assistant is an assistant of the sample, made from a template over its knowledge base.
type Assistant struct {
	Name        string
	Description string
	Template    string // id of the template
}

// Bases lists the knowledge bases of the sample with the assistant over each.
func Bases() []Base {
	return []Base{
		{
			Name: "Company policies", Sensitivity: domain.SensitivityInternal,
			Description: "Leave, sickness, expenses, security and conduct at Brightwater Instruments, an invented company.",
			Assistant: Assistant{Name: "HR policy helper", Template: "documents",
				Description: "Answers employees' questions from the company's policies, with the page that says so."},
		},
		{
			Name: "Customer service", Sensitivity: domain.SensitivityPublic,
			Description: "Returns, warranty, prices and the support handbook of Brightwater Instruments.",
			Assistant: Assistant{Name: "Customer service helper", Template: "sort",
				Description: "Sorts what customers ask and answers from the rules for returns and warranty."},
		},
	}
}

// File is one sample document.
type File struct {
	Path string // "Company policies/Leave FAQ.csv"
	Data []byte
}

// Files gives the documents of a knowledge base, in the order of their names.
func Files(base string) ([]File, error) {
	dir := path.Join("documents", base)
	entries, err := fs.ReadDir(documents, dir)
	if err != nil {
		return nil, fmt.Errorf("sample documents of %q: %w", base, err)
	}
	files := make([]File, 0, len(entries))
	for _, e := range entries {
		data, err := documents.ReadFile(path.Join(dir, e.Name()))
		if err != nil {
			return nil, fmt.Errorf("sample document: %w", err)
		}
		files = append(files, File{Path: path.Join(base, e.Name()), Data: data})
	}
	return files, nil
}

// TestSetName is the name of the sample's test set.
const TestSetName = "HR questions"

// Cases gives the test cases over the company policies.
func Cases() ([]domain.Case, error) {
	var cases []domain.Case
	lines := bufio.NewScanner(bytes.NewReader(tests))
	for lines.Scan() {
		var c struct {
			Question string   `json:"question"`
			Expected string   `json:"expected"`
			Refuse   bool     `json:"refuse"`
			Sources  []string `json:"sources"`
			Tags     []string `json:"tags"`
		}
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			return nil, fmt.Errorf("sample test %d: %w", len(cases)+1, err)
		}
		for i, s := range c.Sources {
			c.Sources[i] = path.Join("Company policies", s)
		}
		cases = append(cases, domain.Case{ID: domain.NewID("case"), Ordinal: len(cases),
			Inputs: map[string]string{"question": c.Question}, Expected: c.Expected, Refuse: c.Refuse,
			Sources: c.Sources, Tags: c.Tags})
	}
	return cases, lines.Err()
}
