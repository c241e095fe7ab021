package document_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"greenlight/backend/document"
	"greenlight/backend/domain"
)

// childrenOf gives the processes whose parent is pid.
func childrenOf(t *testing.T, pid int) []int {
	t.Helper()
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		t.Fatal(err)
	}
	var out []int
	for _, path := range stats {
		b, err := os.ReadFile(path)
		if err != nil {
			continue // it ended
		}
		fields := strings.Fields(string(b[strings.LastIndexByte(string(b), ')')+1:]))
		if len(fields) > 1 && fields[1] == strconv.Itoa(pid) && fields[0] != "Z" {
			child, err := strconv.Atoi(filepath.Base(filepath.Dir(path)))
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, child)
		}
	}
	return out
}

// eventually waits for a condition, for processes come and go in their own time.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for range 400 {
		if ok() {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatalf("never: %s", what)
}

func TestKilledProcessIsOneFailedFile(t *testing.T) {
	before := childrenOf(t, os.Getpid())
	r := newReader(t, document.ReaderOptions{Workers: 1})
	done := make(chan error)
	go func() {
		_, err := read(r, "a.unruly", "hang")
		done <- err
	}()
	var child int
	eventually(t, "a reading process", func() bool {
		for _, pid := range childrenOf(t, os.Getpid()) {
			if !containsInt(before, pid) {
				child = pid
			}
		}
		return child > 0
	})
	if err := syscall.Kill(child, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	if err := <-done; !domain.IsCode(err, domain.CodeUnreadable) {
		t.Errorf("%v", err)
	}
	if ex, err := read(r, "b.txt", "It goes on."); err != nil || ex.Text != "It goes on." {
		t.Errorf("%v", err)
	}
}

func containsInt(all []int, v int) bool {
	for _, a := range all {
		if a == v {
			return true
		}
	}
	return false
}

const parentVariable = "GREENLIGHT_TEST_PARENT"

// TestParentOfProcesses is run by the test below as the parent that dies.
func TestParentOfProcesses(t *testing.T) {
	if os.Getenv(parentVariable) == "" {
		t.Skip("run by TestProcessesDieWithTheirParent")
	}
	r := document.NewReader(document.ReaderOptions{Workers: 2})
	go func() {
		_, _ = r.Read(context.Background(), document.Source{Name: "a.unruly", Data: []byte("hang")}, document.Options{})
	}()
	if _, err := read(r, "b.txt", "idle"); err != nil {
		t.Error(err)
	}
	time.Sleep(time.Minute)
}

func TestProcessesDieWithTheirParent(t *testing.T) {
	cmd := exec.Command(os.Args[0], "-test.run=^TestParentOfProcesses$")
	cmd.Env = append(os.Environ(), parentVariable+"=1")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var children []int
	eventually(t, "two reading processes", func() bool {
		children = childrenOf(t, cmd.Process.Pid)
		return len(children) == 2
	})
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	eventually(t, "both end", func() bool {
		for _, pid := range children {
			if b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/cmdline"); err == nil && len(b) > 0 {
				return false
			}
		}
		return true
	})
}

func TestNothingStartsBeforeTheFirstRead(t *testing.T) {
	before := len(childrenOf(t, os.Getpid()))
	_ = newReader(t, document.ReaderOptions{})
	if after := len(childrenOf(t, os.Getpid())); after != before {
		t.Errorf("%d processes, %d before", after, before)
	}
}
