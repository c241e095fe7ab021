// Package backend_test checks the rules of the house that the compiler does not know.
package backend_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// imports gives the packages of this module below pattern, each with all that it depends on.
func imports(t *testing.T, pattern, field string) map[string][]string {
	t.Helper()
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .`+field+` " "}}`, pattern).Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	deps := map[string][]string{}
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		if len(words) > 0 {
			deps[words[0]] = words[1:]
		}
	}
	if len(deps) == 0 {
		t.Fatalf("go list found no packages in %s", pattern)
	}
	return deps
}

func TestBackendLinksNoWindow(t *testing.T) {
	for pkg, deps := range imports(t, "greenlight/backend/...", "Deps") {
		for _, dep := range deps {
			if dep == "greenlight/app" || strings.HasPrefix(dep, "github.com/wailsapp/") {
				t.Errorf("%s depends on %s", pkg, dep)
			}
		}
	}
}

func TestOnlyStoreSpeaksSQL(t *testing.T) {
	for pkg, deps := range imports(t, "greenlight/...", "Imports") {
		if pkg != "greenlight/backend/store" && slices.Contains(deps, "database/sql") {
			t.Errorf("%s imports database/sql", pkg)
		}
	}
}

func TestDomainStandsAlone(t *testing.T) {
	for pkg, deps := range imports(t, "greenlight/backend/domain", "Deps") {
		for _, dep := range deps {
			if strings.Contains(strings.SplitN(dep, "/", 2)[0], ".") || strings.HasPrefix(dep, "greenlight/") && dep != pkg {
				t.Errorf("domain depends on %s", dep)
			}
		}
	}
}

// layers lists the packages from the inside out. A package may import those of earlier
// layers only; packages of one layer may not import each other unless allowed below.
var layers = [][]string{
	{"domain"},
	{"text"},
	{"store", "document", "model", "cite", "model/secret"},
	{"node", "model/builtin", "model/ollama", "model/openai"},
	{"knowledge", "nodes", "engine"},
	{"workspace"},
	{"cmd/greenlight-cli"},
}

func TestImportsPointInward(t *testing.T) {
	rank := map[string]int{}
	for i, layer := range layers {
		for _, p := range layer {
			rank["greenlight/backend/"+p] = i
		}
	}
	for pkg, deps := range imports(t, "greenlight/backend/...", "Imports") {
		own, known := rank[pkg]
		if !known {
			continue
		}
		for _, dep := range deps {
			if other, ok := rank[dep]; ok && other >= own {
				t.Errorf("%s imports %s, which lies further out or beside it", pkg, dep)
			}
		}
	}
}
