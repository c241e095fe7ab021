package workspace_test

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
	"greenlight/backend/knowledge"
	"greenlight/backend/workspace"
)

// crashFolder names the workspace in which this test binary, started again, works until it
// is killed.
const crashFolder = "GREENLIGHT_TEST_CRASH_FOLDER"

// kills is how often the program is killed.
const kills = 50

// crashChild resumes what was interrupted, adds documents and asks questions, for ever. Each
// thing that is confirmed is said on standard output after the program said so.
func crashChild(folder string) int {
	ctx := context.Background()
	ws, err := workspace.Open(ctx, folder, workspace.Options{Create: true, Exclusive: true})
	if err != nil {
		fmt.Println("error", err)
		return 1
	}
	fmt.Println("open")
	if err := ws.AddSample(ctx); err != nil {
		fmt.Println("error", err)
		return 1
	}
	fmt.Println("sample")
	runs, err := ws.Store.UnfinishedRuns(ctx)
	if err != nil {
		fmt.Println("error", err)
		return 1
	}
	for _, r := range runs {
		if _, err := ws.Engine.Resume(ctx, r.ID, engine.ResumeOptions{}); err != nil {
			fmt.Println("error", err)
			return 1
		}
		fmt.Println("run", r.ID)
	}
	flow, err := ws.Store.FindFlow(ctx, "HR policy helper")
	for n := 0; err == nil; n++ {
		err = crashStep(ctx, ws, flow, n)
	}
	fmt.Println("error", err)
	return 1
}

func crashStep(ctx context.Context, ws *workspace.Workspace, flow domain.Flow, n int) error {
	path := fmt.Sprintf("note %d.txt", n%200)
	text := strings.Repeat(fmt.Sprintf("Note %d, written at %d, says that the kettle is in room %d. ", n, time.Now().UnixNano(), n), 60)
	report, err := ws.Knowledge.Add(ctx, "Company policies", []knowledge.File{{Path: path, Data: []byte(text)}}, knowledge.AddOptions{})
	if err != nil {
		return err
	}
	fmt.Println("document", report.Documents[0].ID)
	run, err := ws.Engine.Run(ctx, engine.RunRequest{Flow: flow, NoCache: true,
		Inputs: map[string]string{"question": fmt.Sprintf("Where is the kettle of note %d?", n)}})
	if err != nil {
		return err
	}
	fmt.Println("run", run.ID)
	return nil
}

func TestKilledAtAnyMomentNothingConfirmedIsLost(t *testing.T) {
	folder := t.TempDir()
	confirmed := map[string]bool{}
	for range kills {
		crashOnce(t, folder, confirmed)
	}
	ws := open(t, folder, workspace.Options{Exclusive: true})
	checkConfirmed(t, ws, confirmed)
	if err := ws.AddSample(t.Context()); err != nil {
		t.Fatalf("the interrupted work does not go on: %v", err)
	}
	if run := ask(t, ws, "How long must a password be?"); !strings.Contains(run.Outputs["answer"].Text, "14 characters") {
		t.Errorf("got %+v", run.Outputs)
	}
	t.Logf("%d kills, %d things confirmed", kills, len(confirmed))
}

// crashOnce runs the child for a random moment, kills it and notes what it confirmed.
func crashOnce(t *testing.T, folder string, confirmed map[string]bool) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), crashFolder+"="+folder)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(time.Duration(rand.Int64N(int64(time.Second))), func() { _ = cmd.Process.Kill() })
	defer timer.Stop()
	for lines := bufio.NewScanner(out); lines.Scan(); {
		what, rest, _ := strings.Cut(lines.Text(), " ")
		if what == "error" {
			t.Fatalf("the program failed: %s", rest)
		}
		if what == "document" || what == "run" {
			confirmed[lines.Text()] = true
		}
	}
	_ = cmd.Wait() // it was killed
	if _, err := os.Stat(filepath.Join(folder, workspace.FileName)); err != nil {
		return // killed before anything was made
	}
	ws, err := workspace.Open(t.Context(), folder, workspace.Options{Exclusive: true, LockWait: 5 * time.Second})
	if err != nil {
		t.Fatalf("the workspace does not open: %v", err)
	}
	if err := ws.Store.Check(t.Context()); err != nil {
		t.Errorf("the file is damaged: %v", err)
	}
	if err := ws.Close(); err != nil {
		t.Error(err)
	}
}

func checkConfirmed(t *testing.T, ws *workspace.Workspace, confirmed map[string]bool) {
	t.Helper()
	for c := range confirmed {
		what, id, _ := strings.Cut(c, " ")
		if what == "document" {
			if _, err := ws.Knowledge.Text(t.Context(), id); err != nil {
				t.Errorf("a confirmed document is gone: %v", err)
			}
			continue
		}
		run, err := ws.Store.Run(t.Context(), id)
		if err != nil || run.Status != domain.RunDone {
			t.Errorf("a confirmed run is %s: %v", run.Status, err)
		}
	}
	kb, err := ws.Knowledge.Get(t.Context(), "Company policies")
	if err != nil {
		t.Fatal(err)
	}
	problems, err := ws.Knowledge.Verify(t.Context(), kb.ID)
	if err != nil || len(problems) > 0 {
		t.Errorf("the index does not fit its documents: %+v %v", problems, err)
	}
}
