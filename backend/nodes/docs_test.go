package nodes_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"greenlight/backend/nodes"
)

var update = flag.Bool("update", false, "write docs/steps.md anew")

func TestDocumentationIsUpToDate(t *testing.T) {
	file := filepath.Join("..", "..", "docs", "steps.md")
	want := nodes.Documentation(nodes.Registry())
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s is not what the declarations say; run: go test ./backend/nodes -run Documentation -update", file)
	}
}
