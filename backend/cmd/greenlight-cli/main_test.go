package main_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// binary is the program as it is shipped; samples is a workspace with the sample in it, which
// tests copy.
var binary, samples string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "greenlight-cli-test-")
	if err == nil {
		err = prepare(dir)
	}
	status := 1
	if err == nil {
		status = m.Run()
	} else {
		fmt.Fprintln(os.Stderr, err)
	}
	if err := os.RemoveAll(dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(status)
}

func prepare(dir string) error {
	binary, samples = filepath.Join(dir, "greenlight-cli"), filepath.Join(dir, "samples")
	if runtime.GOOS == "windows" {
		binary += ".exe"
	}
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		return fmt.Errorf("go build: %w\n%s", err, out)
	}
	if out, err := command(samples, nil, "init", "--sample", "--json").CombinedOutput(); err != nil {
		return fmt.Errorf("init --sample: %w\n%s", err, out)
	}
	return nil
}

// command calls the program on a workspace, with nothing of the person's own settings.
func command(workspace string, env []string, args ...string) *exec.Cmd {
	cmd := exec.Command(binary, args...)
	cmd.Env = []string{"GREENLIGHT_WORKSPACE=" + workspace, "XDG_DATA_HOME=" + workspace + ".data", "XDG_RUNTIME_DIR=" + workspace + ".run"}
	for _, name := range []string{"PATH", "HOME", "TMPDIR", "SYSTEMROOT", "USERPROFILE", "LOCALAPPDATA", "XDG_CACHE_HOME", "GREENLIGHT_CACHE"} {
		if value, ok := os.LookupEnv(name); ok {
			cmd.Env = append(cmd.Env, name+"="+value)
		}
	}
	cmd.Env = append(cmd.Env, env...)
	return cmd
}

// shell calls the program on one workspace.
type shell struct {
	t         testing.TB
	workspace string
	env       []string
	in        string
}

// empty is a shell on a new workspace.
func empty(t testing.TB) shell {
	t.Helper()
	s := nowhere(t)
	s.ok("init")
	return s
}

// sample is a shell on a workspace with the sample.
func sample(t testing.TB) shell {
	t.Helper()
	s := nowhere(t)
	if err := os.CopyFS(s.workspace, os.DirFS(samples)); err != nil {
		t.Fatal(err)
	}
	return s
}

// nowhere is a shell on a folder that is not there.
func nowhere(t testing.TB) shell {
	t.Helper()
	return shell{t: t, workspace: filepath.Join(t.TempDir(), "workspace")}
}

// with gives the same shell with standard input.
func (s shell) with(in string) shell { s.in = in; return s }

// result is what a call gave.
type result struct {
	t        testing.TB
	args     []string
	out, err string
	status   int
}

func (s shell) run(args ...string) result {
	s.t.Helper()
	cmd := command(s.workspace, s.env, args...)
	cmd.Stdin = strings.NewReader(s.in)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		s.t.Fatal(err)
	}
	return result{s.t, args, out.String(), errs.String(), cmd.ProcessState.ExitCode()}
}

// ok is a call that must succeed.
func (s shell) ok(args ...string) result {
	s.t.Helper()
	r := s.run(args...)
	if r.status != 0 {
		s.t.Fatalf("%q: status %d\n%s%s", args, r.status, r.out, r.err)
	}
	return r
}

// json is a call that must succeed and give one JSON value, which is read into v.
func (s shell) json(v any, args ...string) {
	s.t.Helper()
	s.ok(append(args, "--json")...).decode(v)
}

// decode reads standard output, which must be exactly one JSON value.
func (r result) decode(v any) {
	r.t.Helper()
	dec := json.NewDecoder(strings.NewReader(r.out))
	if err := dec.Decode(v); err != nil {
		r.t.Fatalf("%q: %v in %q", r.args, err, r.out)
	}
	if dec.More() || strings.Count(r.out, "\n") != 1 {
		r.t.Fatalf("%q gives more than one line: %q", r.args, r.out)
	}
}

// lines reads each line of standard output as a JSON object.
func (r result) lines() (list []map[string]any) {
	r.t.Helper()
	for line := range strings.Lines(r.out) {
		var v map[string]any
		if err := json.Unmarshal([]byte(line), &v); err != nil {
			r.t.Fatalf("%q: %v in %q", r.args, err, line)
		}
		list = append(list, v)
	}
	return list
}

// fails checks how a call failed: its status, and one line that names the code.
func (r result) fails(status int, code string) result {
	r.t.Helper()
	if r.status != status {
		r.t.Errorf("%q: status %d, want %d\n%s", r.args, r.status, status, r.err)
	}
	line := strings.TrimSuffix(r.err, "\n")
	if !strings.HasPrefix(line, "error: "+code+": ") || strings.Contains(line, "\n") {
		r.t.Errorf("%q: error %q, want one line “error: %s: …”", r.args, r.err, code)
	}
	for _, internal := range []string{"sql", "sqlite", "strconv", "goroutine", "panic", "%!", "<nil>"} {
		if strings.Contains(strings.ToLower(line), internal) {
			r.t.Errorf("%q: the error shows internals: %s", r.args, line)
		}
	}
	return r
}

// has checks that a JSON object has all the fields.
func has(t testing.TB, what string, v any, fields ...string) map[string]any {
	t.Helper()
	object, ok := v.(map[string]any)
	if !ok {
		t.Fatalf("%s is %v, not an object", what, v)
	}
	for _, f := range fields {
		if _, ok := object[f]; !ok {
			t.Errorf("%s has no field %q: %v", what, f, object)
		}
	}
	return object
}

func list(t testing.TB, what string, v any) []any {
	t.Helper()
	l, ok := v.([]any)
	if !ok {
		t.Fatalf("%s is %v, not a list", what, v)
	}
	return l
}

// write makes a file in a new folder.
func write(t testing.TB, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestNoWindowIsLinked(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range strings.Lines(string(out)) {
		for _, gui := range []string{"wails", "webview", "gtk", "greenlight/app", "x11"} {
			if strings.Contains(pkg, gui) {
				t.Errorf("%s is linked", strings.TrimSpace(pkg))
			}
		}
	}
}

// TestEveryErrorIsTold calls the program wrongly in every way that the contract names.
func TestEveryErrorIsTold(t *testing.T) {
	s := sample(t)
	missing := filepath.Join(t.TempDir(), "missing")
	letter := write(t, "letter.txt", "Dear diary")
	tests := []struct {
		status int
		code   string
		args   []string
	}{
		{2, "usage", nil},
		{2, "usage", []string{"nonsense"}},
		{2, "usage", []string{"kb"}},
		{2, "usage", []string{"kb", "nonsense"}},
		{2, "usage", []string{"flow", "nonsense", "x"}},
		{2, "usage", []string{"model"}},
		{2, "usage", []string{"jobs", "nonsense"}},
		{2, "usage", []string{"kb", "list", "--nonsense"}},
		{2, "usage", []string{"kb", "list", "extra"}},
		{2, "usage", []string{"init", "extra"}},
		{2, "usage", []string{"doctor", "extra"}},
		{2, "usage", []string{"kb", "create"}},
		{2, "usage", []string{"kb", "create", "A", "--sensitivity", "secret"}},
		{2, "usage", []string{"kb", "create", "A", "--chunk-words", "many"}},
		{2, "invalid", []string{"kb", "create", "A", "--chunk-words", "3"}},
		{2, "invalid", []string{"kb", "create", "A", "--chunk-words", "100", "--overlap-words", "99"}},
		{2, "invalid", []string{"kb", "create", " "}},
		{1, "exists", []string{"kb", "create", "company POLICIES"}},
		{1, "no_model", []string{"kb", "create", "A", "--embedding", "ollama/none"}},
		{2, "usage", []string{"kb", "add", "Company policies"}},
		{1, "not_found", []string{"kb", "add", "Nothing", letter}},
		{1, "not_found", []string{"kb", "add", "Company policies", missing}},
		{2, "usage", []string{"kb", "remove", "Company policies"}},
		{1, "not_found", []string{"kb", "remove", "Company policies", "none.pdf"}},
		{1, "not_found", []string{"kb", "delete", "Nothing"}},
		{1, "not_found", []string{"kb", "documents", "Nothing"}},
		{1, "not_found", []string{"kb", "snapshot", "Nothing"}},
		{1, "not_found", []string{"kb", "verify", "Nothing"}},
		{1, "not_found", []string{"kb", "text", "Company policies", "none.pdf"}},
		{1, "not_found", []string{"kb", "text", "Nothing", "none.pdf"}},
		{2, "usage", []string{"kb", "search", "Company policies"}},
		{2, "usage", []string{"kb", "search", "--query", "leave"}},
		{2, "usage", []string{"kb", "search", "Company policies", "--query", "a", "--queries", letter}},
		{2, "usage", []string{"kb", "search", "Company policies", "--query", "a", "--mode", "psychic"}},
		{2, "usage", []string{"kb", "search", "Company policies", "--query", "a", "--k", "0"}},
		{2, "usage", []string{"kb", "search", "Company policies", "--query", "a", "--k", "201"}},
		{2, "invalid", []string{"kb", "search", "Company policies", "--query", " "}},
		{1, "not_found", []string{"kb", "search", "Nothing", "--query", "a"}},
		{2, "unreadable", []string{"kb", "search", "Company policies", "--queries", missing}},
		{2, "unreadable", []string{"kb", "search", "Company policies", "--queries", letter}},
		{1, "not_found", []string{"flow", "show", "Nothing"}},
		{1, "not_found", []string{"flow", "check", "Nothing"}},
		{2, "unreadable", []string{"flow", "import", missing}},
		{2, "unreadable", []string{"flow", "import", letter}},
		{2, "unreadable", []string{"flow", "save", "HR policy helper", letter}},
		{1, "not_found", []string{"flow", "save", "No such assistant", missing}},
		{2, "usage", []string{"flow", "save", "HR policy helper"}},
		{2, "usage", []string{"run"}},
		{1, "not_found", []string{"run", "Nothing", "--input", "question=a"}},
		{2, "usage", []string{"run", "HR policy helper", "--input", "question"}},
		{2, "usage", []string{"run", "HR policy helper", "--input", "question=a", "--input", "question=b"}},
		{2, "invalid", []string{"run", "HR policy helper"}},
		{2, "invalid", []string{"run", "HR policy helper", "--input", "question=a", "--input", "colour=red"}},
		{2, "usage", []string{"run", "HR policy helper", "--input", "question=a", "--inputs", letter}},
		{2, "usage", []string{"run", "HR policy helper", "--input", "question=a", "--concurrency", "2"}},
		{2, "usage", []string{"run", "HR policy helper", "--inputs", letter, "--concurrency", "0"}},
		{2, "unreadable", []string{"run", "HR policy helper", "--inputs", missing}},
		{2, "unreadable", []string{"run", "HR policy helper", "--inputs", letter}},
		{2, "usage", []string{"model", "add", "llama"}},
		{2, "usage", []string{"model", "add", "x/y", "--kind", "poem"}},
		{2, "usage", []string{"model", "add", "x/y", "--key-env", "NOT_SET"}},
		{2, "usage", []string{"model", "test"}},
		{1, "no_model", []string{"model", "test", "nobody/nothing"}},
		{1, "invalid", []string{"model", "remove", "builtin/quotes"}},
		{1, "not_found", []string{"jobs", "resume", "job_none"}},
		{1, "not_found", []string{"jobs", "dismiss", "job_none"}},
		{1, "exists", []string{"backup", letter}},
		{1, "not_found", []string{"backup", filepath.Join(missing, "b")}},
		{2, "usage", []string{"backup"}},
		{2, "unreadable", []string{"restore", missing}},
		{2, "unreadable", []string{"restore", letter}},
	}
	for _, tt := range tests {
		t.Run(strings.Join(tt.args, " "), func(t *testing.T) {
			t.Parallel()
			s := s
			s.t = t
			r := s.run(tt.args...).fails(tt.status, tt.code)
			if len(r.out) > 0 && !slices.Contains(tt.args, "add") {
				t.Errorf("without --json standard output has %q", r.out)
			}
			r = s.run(append(tt.args, "--json")...).fails(tt.status, tt.code)
			var v map[string]any
			r.decode(&v)
			e := has(t, "the error", v["error"], "code", "message", "hint", "path")
			if e["code"] != tt.code || e["message"] == "" {
				t.Errorf("error %v", e)
			}
		})
	}
}

func TestAWrongFlagIsNamed(t *testing.T) {
	if r := empty(t).run("kb", "list", "--nonsense").fails(2, "usage"); !strings.Contains(r.err, "--nonsense") {
		t.Errorf("the flag is not named: %s", r.err)
	}
	if r := empty(t).run("kb", "search", "A", "--k", "many").fails(2, "usage"); !strings.Contains(r.err, "--k") || !strings.Contains(r.err, "many") {
		t.Errorf("the flag is not named: %s", r.err)
	}
}

func TestEveryCommandSaysWhatItDoes(t *testing.T) {
	s := nowhere(t)
	root := s.ok("--help").out
	for _, name := range []string{"init", "doctor", "kb", "flow", "run", "model", "jobs", "backup", "restore", "--workspace", "--json"} {
		if !strings.Contains(root, name) {
			t.Errorf("--help does not name %s", name)
		}
	}
	for _, args := range [][]string{{"kb", "add"}, {"kb", "search"}, {"flow", "save"}, {"run"}, {"model", "add"}, {"jobs", "resume"}} {
		if out := s.ok(append(args, "--help")...).out; !strings.Contains(out, "Usage:") {
			t.Errorf("%q --help gives %q", args, out)
		}
	}
	if out := s.ok("--version").out; !strings.HasPrefix(out, "greenlight-cli ") {
		t.Errorf("--version gives %q", out)
	}
	if _, err := os.Stat(s.workspace); !errors.Is(err, fs.ErrNotExist) {
		t.Error("asking for help made a workspace")
	}
}
