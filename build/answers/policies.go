package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"greenlight/backend/text"
)

// policies reads the sources of the sample documents into pieces of a section each.
func policies(folder string) ([]*paragraph, error) {
	var out []*paragraph
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil {
		return nil, err
	}
	for _, path := range files {
		b, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		var pieces []*paragraph
		if strings.HasSuffix(path, ".csv") {
			pieces, err = rowPieces(string(b))
		} else {
			pieces = sectionPieces(string(b))
		}
		if err != nil {
			return nil, err
		}
		name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
		for i, p := range pieces {
			p.ID, p.Article = fmt.Sprintf("%s %d", name, i), name
			p.tokens = text.Words(p.Heading + " " + p.Text)
		}
		out = append(out, pieces...)
	}
	return out, nil
}

func rowPieces(s string) ([]*paragraph, error) {
	rows, err := csv.NewReader(strings.NewReader(s)).ReadAll()
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	var out []*paragraph
	for _, row := range rows[1:] {
		var cells []string
		for i, c := range row {
			cells = append(cells, rows[0][i]+": "+c)
		}
		out = append(out, &paragraph{Text: strings.Join(cells, " | ")})
	}
	return out, nil
}

func sectionPieces(s string) []*paragraph {
	var out []*paragraph
	path := map[int]string{}
	var body strings.Builder
	flush := func() {
		if strings.TrimSpace(body.String()) != "" {
			heading := path[1]
			if path[2] != "" {
				heading += " › " + path[2]
			}
			out = append(out, &paragraph{Heading: heading, Text: strings.TrimSpace(body.String())})
		}
		body.Reset()
	}
	if strings.HasPrefix(s, "---") {
		_, s, _ = strings.Cut(s[3:], "---")
	}
	for line := range strings.Lines(s) {
		level := len(line) - len(strings.TrimLeft(line, "#"))
		if level == 0 {
			if !strings.HasPrefix(line, "|--") {
				body.WriteString(strings.Trim(strings.ReplaceAll(line, "*", ""), "| \n") + "\n")
			}
			continue
		}
		flush()
		path[level] = strings.TrimSpace(line[level:])
		path[level+1] = ""
	}
	flush()
	return out
}
