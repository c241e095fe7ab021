package engine_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"greenlight/backend/domain"
	"greenlight/backend/engine"
	"greenlight/backend/node"
	"greenlight/backend/store"
)

// childEnv makes the test program run the flow of TestKilledRunsContinue in the folder that it
// names, instead of the tests.
const childEnv = "GREENLIGHT_TEST_ENGINE_CHILD"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childEnv); dir != "" {
		if err := child(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func openStore(tb testing.TB, path string) *store.Store {
	tb.Helper()
	s, err := store.Open(tb.Context(), path, store.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(); err != nil {
			tb.Error(err)
		}
	})
	return s
}

const (
	killRun   = "run_killed"
	killPairs = 120 // the flow is two chains of so many steps
)

// killFlow is two chains side by side, so that steps are killed while others are being stored.
func killFlow() domain.Flow {
	var steps, edges []string
	for i := range killPairs {
		for _, c := range []string{"a", "b"} {
			in := 0
			if i > 0 {
				in = 1
				edges = append(edges, fmt.Sprintf("%s%d.out %s%d.in0", c, i-1, c, i))
			}
			steps = append(steps, fmt.Sprintf(`%s%d work {"do":"%s%d","in":%d}`, c, i, c, i, in))
		}
	}
	return graphOf(steps, edges...)
}

// child begins the run, or continues it where the last child was killed. Each execution of a
// step leaves a line in a file.
func child(dir string) (err error) {
	ctx := context.Background()
	s, err := store.Open(ctx, filepath.Join(dir, "work.db"), store.Options{})
	if err != nil {
		return err
	}
	trace, err := os.OpenFile(filepath.Join(dir, "trace"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	b := newBench()
	flow := killFlow()
	for _, n := range flow.Nodes {
		id := n.ID
		b.funcs[id] = func(_ context.Context, c *node.Call[workSettings]) (node.Outputs, error) {
			time.Sleep(time.Duration(rand.IntN(3)) * time.Millisecond)
			if _, err := trace.WriteString(id + "\n"); err != nil {
				return nil, err
			}
			return node.Outputs{"out": domain.TextValue(c.In.Text("in0") + ".")}, nil
		}
	}
	e := engine.New(engine.Options{Registry: b.registry, Log: storeLog{s}})
	run, err := e.Resume(ctx, killRun, engine.ResumeOptions{})
	if domain.IsCode(err, domain.CodeNotFound) {
		run, err = e.Run(ctx, engine.RunRequest{ID: killRun, Flow: flow})
	}
	if err != nil {
		return err
	}
	if run.Status != domain.RunDone {
		return fmt.Errorf("the run ended as %s: %w", run.Status, run.Error)
	}
	return s.Close()
}

// TestKilledRunsContinue kills a process with SIGKILL in the middle of a run, again and again.
// A step that was stored as done is never executed again, and the run comes to its right end.
func TestKilledRunsContinue(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes for some seconds")
	}
	dir := t.TempDir()
	settled := map[string]int{} // executions of each done step when it was first seen as done
	kills := 0
	for finished := false; !finished; {
		finished = runChild(t, dir, 1+rand.IntN(4))
		if !finished {
			kills++
		}
		if kills > 300 {
			t.Fatal("the run makes no progress")
		}
		executed := executions(t, dir)
		for id, status := range stored(t, dir) {
			if status != domain.RunDone {
				continue
			}
			if before, seen := settled[id]; seen && executed[id] != before {
				t.Errorf("step %s was done and executed again: %d, then %d times", id, before, executed[id])
			}
			settled[id] = executed[id]
		}
	}
	t.Logf("%d kills", kills)
	if kills < 20 {
		t.Errorf("only %d kills: the run is too short to prove anything", kills)
	}
	s := openStore(t, filepath.Join(dir, "work.db"))
	run, err := s.Run(t.Context(), killRun)
	if err != nil || run.Status != domain.RunDone || len(run.Steps) != 2*killPairs || run.Outputs["out"].Text != strings.Repeat(".", killPairs) {
		t.Errorf("the run ended as %s with %d steps and %q (%v)", run.Status, len(run.Steps), run.Outputs["out"].Text, err)
	}
	events, err := s.Events(t.Context(), killRun, 0)
	if err != nil {
		t.Fatal(err)
	}
	done := map[string]int{}
	for i, e := range events {
		if i > 0 && e.Seq <= events[i-1].Seq {
			t.Errorf("event %d follows %d", e.Seq, events[i-1].Seq)
		}
		if e.Type == domain.EventStepDone {
			done[e.Node]++
		}
	}
	for id, n := range done {
		if n != 1 {
			t.Errorf("step %s was recorded as done %d times", id, n)
		}
	}
}

// runChild starts a child and kills it after it has executed some steps; it gives true when
// the child came to the end first.
func runChild(t *testing.T, dir string, steps int) bool {
	t.Helper()
	before := total(executions(t, dir))
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), childEnv+"="+dir)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	deadline := time.After(time.Minute)
	for {
		select {
		case err := <-ended:
			if err != nil {
				t.Fatalf("the child failed: %v\n%s", err, stderr.String())
			}
			return true
		case <-deadline:
			if err := cmd.Process.Kill(); err != nil {
				t.Error(err)
			}
			t.Fatal("the child hangs")
		case <-time.After(200 * time.Microsecond):
		}
		if total(executions(t, dir)) >= before+steps {
			time.Sleep(time.Duration(rand.IntN(2000)) * time.Microsecond)
			if err := cmd.Process.Kill(); err != nil {
				return <-ended == nil // it ended by itself just now
			}
			return <-ended == nil
		}
	}
}

// executions counts the lines that the steps left.
func executions(t *testing.T, dir string) map[string]int {
	t.Helper()
	count := map[string]int{}
	f, err := os.Open(filepath.Join(dir, "trace"))
	if os.IsNotExist(err) {
		return count
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		count[lines.Text()]++
	}
	return count
}

func total(count map[string]int) (n int) {
	for _, c := range count {
		n += c
	}
	return n
}

// stored gives the state of each step in the file; the workspace must open after each kill.
func stored(t *testing.T, dir string) map[string]domain.RunStatus {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(dir, "work.db"), store.Options{})
	if err != nil {
		t.Fatalf("the workspace does not open: %v", err)
	}
	rec, err := s.LoadRun(t.Context(), killRun)
	if err != nil && !domain.IsCode(err, domain.CodeNotFound) {
		t.Fatal(err)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("the workspace is damaged: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	states := map[string]domain.RunStatus{}
	for _, step := range rec.Steps {
		states[step.Node] = step.Status
	}
	return states
}
