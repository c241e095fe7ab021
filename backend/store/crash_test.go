package store_test

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"greenlight/backend/domain"
	"greenlight/backend/store"
)

// These name, in the child process of the crash tests, the workspace and what to do with it.
const (
	crashFile = "GREENLIGHT_TEST_CRASH_FILE"
	crashWork = "GREENLIGHT_TEST_CRASH_WORK"
)

func TestMain(m *testing.M) {
	if path := os.Getenv(crashFile); path != "" {
		work := map[string]func(string) error{"write": writeForEver, "restore": restoreForEver, "open": openOnce}[os.Getenv(crashWork)]
		if err := work(path); err != nil {
			fmt.Fprintln(os.Stderr, err, causes(err))
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// writeForEver changes the workspace in a loop and says on standard output what is confirmed,
// one line each, until the process is killed.
func writeForEver(path string) error {
	s, err := store.Open(ctx, path, store.Options{})
	if err != nil {
		return err
	}
	var n int
	if _, err := s.Setting(ctx, "n", &n); err != nil {
		return err
	}
	for {
		n++
		if err := s.SetSetting(ctx, "n", n); err != nil {
			return err
		}
		fmt.Println("setting", n)
		hash, err := s.PutFile(ctx, content(n))
		if err != nil {
			return err
		}
		fmt.Println("file", n, hash)
		if err := writeRun(s, n); err != nil {
			return err
		}
		if _, err := s.PruneRuns(ctx, 1_000_000); err != nil {
			return err
		}
		if n%50 == 0 {
			if err := s.Compact(ctx); err != nil {
				return err
			}
		}
	}
}

// writeRun changes an assistant and records a run of it in four transactions.
func writeRun(s *store.Store, n int) error {
	f, err := s.FindFlow(ctx, "HR")
	if domain.IsCode(err, domain.CodeNotFound) {
		f, err = draw("HR", 3), nil
	}
	if err != nil {
		return err
	}
	f.Description = fmt.Sprint("state ", n)
	if f, err = s.SaveFlow(ctx, f); err != nil {
		return err
	}
	fmt.Println("flow", f.Revision)
	id := domain.NewID("run")
	if err := s.StartRun(ctx, domain.Run{ID: id, FlowID: f.ID, StartedAt: time.Now()}, f, event(id, 1, domain.EventRunStarted, nil)); err != nil {
		return err
	}
	fmt.Println("run", id, 1)
	a, b := step("a", domain.RunDone), step("b", domain.RunDone)
	if err := s.Append(ctx, id, []domain.Event{event(id, 2, domain.EventStepDone, &a), event(id, 3, domain.EventStepDone, &b)}); err != nil {
		return err
	}
	fmt.Println("run", id, 3)
	if err := s.FinishRun(ctx, finished(domain.Run{ID: id}, domain.RunDone, a, b), event(id, 4, domain.EventRunDone, nil)); err != nil {
		return err
	}
	fmt.Println("run", id, 4)
	return nil
}

// content is a file of a size that takes some pages.
func content(n int) []byte { return []byte(strings.Repeat(fmt.Sprint("line of file ", n, "\n"), 2000)) }

func TestNothingConfirmedIsLostWhenTheProcessIsKilled(t *testing.T) {
	rounds := 25
	if testing.Short() {
		rounds = 3
	}
	path := filepath.Join(t.TempDir(), "greenlight.db")
	seen := confirmed{files: map[string]int{}, runs: map[string]int{}}
	for round := range rounds {
		lines := runAndKill(t, "write", path, time.Duration(rand.IntN(200))*time.Millisecond)
		for _, line := range lines {
			seen.note(t, line)
		}
		s, err := store.Open(ctx, path, store.Options{})
		if err != nil {
			t.Fatalf("round %d: %v %v", round, err, causes(err))
		}
		must(t, s.Check(ctx))
		seen.check(t, s)
		must(t, s.Close())
		if t.Failed() {
			t.Fatalf("after kill %d", round+1)
		}
	}
	if seen.setting < rounds || len(seen.runs) < rounds {
		t.Fatalf("too little was written to tell: %d settings, %d runs", seen.setting, len(seen.runs))
	}
	t.Logf("%d kills: %d settings, %d files, %d runs and %d saves were confirmed, and all are there",
		rounds, seen.setting, len(seen.files), len(seen.runs), seen.flow)
}

// again is this test program in the role of another process.
func again(work, path string) *exec.Cmd {
	child := exec.Command(os.Args[0], "-test.run=^$")
	child.Env = append(os.Environ(), crashFile+"="+path, crashWork+"="+work)
	return child
}

// runAndKill lets a child write until some time after its first confirmation, kills it, and
// gives the whole lines that it wrote.
func runAndKill(t *testing.T, work, path string, after time.Duration) (lines []string) {
	t.Helper()
	child := again(work, path)
	var complaint strings.Builder
	child.Stderr = &complaint
	out, err := child.StdoutPipe()
	must(t, err)
	must(t, child.Start())
	r := bufio.NewReader(out)
	var timer *time.Timer
	for {
		line, err := r.ReadString('\n')
		if err != nil { // a line without its end was not confirmed
			if err != io.EOF {
				t.Error(err)
			}
			break
		}
		lines = append(lines, strings.TrimSpace(line))
		if timer == nil {
			timer = time.AfterFunc(after, func() {
				if err := child.Process.Kill(); err != nil {
					t.Error(err)
				}
			})
		}
	}
	if err := child.Wait(); err == nil || complaint.Len() > 0 {
		t.Fatalf("the child was not killed: %v %s", err, complaint.String())
	}
	return lines
}

// confirmed is everything that children said was stored.
type confirmed struct {
	setting, flow int
	files, runs   map[string]int
}

func (c *confirmed) note(t *testing.T, line string) {
	t.Helper()
	var id string
	var n int
	switch kind, _, _ := strings.Cut(line, " "); kind {
	case "setting":
		_, err := fmt.Sscanf(line, "setting %d", &c.setting)
		must(t, err)
	case "flow":
		_, err := fmt.Sscanf(line, "flow %d", &c.flow)
		must(t, err)
	case "file":
		_, err := fmt.Sscanf(line, "file %d %s", &n, &id)
		must(t, err)
		c.files[id] = n
	case "run":
		_, err := fmt.Sscanf(line, "run %s %d", &id, &n)
		must(t, err)
		c.runs[id] = n
	default:
		t.Fatalf("the child says %q", line)
	}
}

func (c *confirmed) check(t *testing.T, s *store.Store) {
	t.Helper()
	var n int
	_, err := s.Setting(ctx, "n", &n)
	must(t, err)
	if n < c.setting {
		t.Errorf("setting %d, but %d was confirmed", n, c.setting)
	}
	if c.flow > 0 {
		f, err := s.FindFlow(ctx, "HR")
		must(t, err)
		if f.Revision < c.flow {
			t.Errorf("revision %d, but %d was confirmed", f.Revision, c.flow)
		}
	}
	for hash, n := range c.files {
		if data, err := s.File(ctx, hash); err != nil || len(data) != len(content(n)) {
			t.Errorf("file %d: %d bytes, %v", n, len(data), err)
		}
	}
	for id, seq := range c.runs {
		rec, err := s.LoadRun(ctx, id)
		if err != nil || rec.LastSeq < seq || seq >= 3 && len(rec.Steps) != 2 || seq == 4 && rec.Run.Status != domain.RunDone {
			t.Errorf("run %s: last event %d of %d, %d steps, %s, %v", id, rec.LastSeq, seq, len(rec.Steps), rec.Run.Status, err)
		}
	}
}

func TestAKillDuringBackupOrRestoreLeavesAWholeWorkspace(t *testing.T) {
	rounds := 15
	if testing.Short() {
		rounds = 2
	}
	path := filepath.Join(t.TempDir(), "greenlight.db")
	var hashes []string
	s, err := store.Open(ctx, path, store.Options{})
	must(t, err)
	for i := range 60 {
		hash, err := s.PutFile(ctx, content(i))
		must(t, err)
		hashes = append(hashes, hash)
	}
	must(t, s.Close())
	done := 0
	for range rounds {
		done += len(runAndKill(t, "restore", path, time.Duration(rand.IntN(100))*time.Millisecond))
		s, err := store.Open(ctx, path, store.Options{MustExist: true})
		if err != nil {
			t.Fatal(err, causes(err))
		}
		must(t, s.Check(ctx))
		for i, hash := range hashes {
			if data, err := s.File(ctx, hash); err != nil || len(data) != len(content(i)) {
				t.Fatalf("file %d: %d bytes, %v", i, len(data), err)
			}
		}
		must(t, s.Close())
	}
	t.Logf("%d kills during %d backups and restores", rounds, done)
}

// restoreForEver makes backups and restores them until the process is killed.
func restoreForEver(path string) error {
	for {
		s, err := store.Open(ctx, path, store.Options{MustExist: true})
		if err != nil {
			return err
		}
		if err := s.Backup(ctx, path+".backup", nil); err != nil {
			return err
		}
		if err := s.Close(); err != nil {
			return err
		}
		fmt.Println("backup")
		kept, err := store.Restore(ctx, path+".backup", path)
		if err != nil {
			return err
		}
		if err := os.Remove(kept); err != nil {
			return err
		}
		fmt.Println("restore")
	}
}
