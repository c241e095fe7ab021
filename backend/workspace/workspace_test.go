package workspace_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"greenlight/backend/document"
	"greenlight/backend/domain"
	"greenlight/backend/engine"
	"greenlight/backend/workspace"
)

func TestMain(m *testing.M) {
	document.RunWorkerIfAsked()
	if folder := os.Getenv(crashFolder); folder != "" {
		os.Exit(crashChild(folder))
	}
	os.Exit(m.Run())
}

func open(t *testing.T, folder string, o workspace.Options) *workspace.Workspace {
	t.Helper()
	ws, err := workspace.Open(t.Context(), folder, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := ws.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return ws
}

func TestOnlyOneProcessHoldsAWorkspace(t *testing.T) {
	folder := t.TempDir()
	open(t, folder, workspace.Options{Create: true, Exclusive: true})
	_, err := workspace.Open(t.Context(), folder, workspace.Options{Exclusive: true})
	if !domain.IsCode(err, domain.CodeLocked) || domain.AsError(err).Hint == "" {
		t.Errorf("a second one that writes: %v", err)
	}
	shared, err := workspace.Open(t.Context(), folder, workspace.Options{})
	if err != nil {
		t.Fatalf("one that reads: %v", err)
	}
	if err := shared.Close(); err != nil {
		t.Error(err)
	}
}

func TestAMissingWorkspaceIsNotMadeUnasked(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "none")
	if _, err := workspace.Open(t.Context(), folder, workspace.Options{}); !domain.IsCode(err, domain.CodeNotFound) {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(folder); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder was made: %v", err)
	}
}

// ask runs the sample's assistant.
func ask(t *testing.T, ws *workspace.Workspace, question string) domain.Run {
	t.Helper()
	flow, err := ws.Store.FindFlow(t.Context(), "HR policy helper")
	if err != nil {
		t.Fatal(err)
	}
	run, err := ws.Engine.Run(t.Context(), engine.RunRequest{Flow: flow, Inputs: map[string]string{"question": question}})
	if err != nil {
		t.Fatal(err)
	}
	return run
}

func TestSampleAnswersWithoutAModel(t *testing.T) {
	ws := open(t, t.TempDir(), workspace.Options{Create: true, Exclusive: true})
	for range 2 { // adding it again changes nothing
		if err := ws.AddSample(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	bases, err := ws.Knowledge.List(t.Context())
	if err != nil || len(bases) != 2 || bases[0].Documents+bases[1].Documents != 18 {
		t.Fatalf("knowledge: %+v %v", bases, err)
	}

	run := ask(t, ws, "How many days of annual leave may I carry over into next year?")
	if !run.Answered || !strings.Contains(run.Outputs["answer"].Text, "five days") || len(run.Citations) == 0 {
		t.Fatalf("got %+v", run)
	}
	for _, c := range run.Citations {
		text, err := ws.Knowledge.Text(t.Context(), c.DocumentID)
		if err != nil {
			t.Fatal(err)
		}
		if got := string([]rune(text.Text)[c.Start:c.End]); got != c.Text {
			t.Errorf("citation %q is %q in the document", c.Text, got)
		}
		if page := domain.PageAt(text.Pages, c.Start); page != c.Page {
			t.Errorf("citation on page %d says page %d", page, c.Page)
		}
	}
	if run := ask(t, ws, "Who won the football world cup in 2022?"); run.Answered || len(run.Citations) > 0 {
		t.Errorf("an answer that the documents do not hold: %+v", run.Outputs)
	}
}

func TestEveryAssistantOfTheSampleCanRun(t *testing.T) {
	ws := open(t, t.TempDir(), workspace.Options{Create: true, Exclusive: true})
	if err := ws.AddSample(t.Context()); err != nil {
		t.Fatal(err)
	}
	flows, err := ws.Store.Flows(t.Context())
	if err != nil || len(flows) != 2 {
		t.Fatalf("%d assistants, %v", len(flows), err)
	}
	for _, f := range flows {
		flow, err := ws.Store.Flow(t.Context(), f.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range ws.Check(flow) {
			if p.Severity == domain.SeverityError {
				t.Errorf("%s: %s", f.Name, p.Message)
			}
		}
	}
}

func TestBackupBringsEverythingBack(t *testing.T) {
	ctx, folder := t.Context(), t.TempDir()
	backup := filepath.Join(t.TempDir(), "all"+workspace.BackupEnding)
	ws, err := workspace.Open(ctx, folder, workspace.Options{Create: true, Exclusive: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(ws.AddSample(ctx), ws.Store.Backup(ctx, backup, nil)); err != nil {
		t.Fatal(err)
	}
	if _, err := workspace.Restore(ctx, folder, backup); !domain.IsCode(err, domain.CodeLocked) {
		t.Errorf("restoring an open workspace: %v", err)
	}
	flow, err := ws.Store.FindFlow(ctx, "HR policy helper")
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(ws.Store.DeleteFlow(ctx, flow.ID), ws.Close()); err != nil {
		t.Fatal(err)
	}
	kept, err := workspace.Restore(ctx, folder, backup)
	if err != nil || kept == "" {
		t.Fatalf("kept %q, %v", kept, err)
	}
	ws = open(t, folder, workspace.Options{Exclusive: true})
	if run := ask(t, ws, "How long must a password be?"); !strings.Contains(run.Outputs["answer"].Text, "14 characters") {
		t.Errorf("got %+v", run.Outputs)
	}
}

func TestAnEncryptedDocumentIsReadWithItsPassword(t *testing.T) {
	data := os.Getenv("GREENLIGHT_DATA")
	if data == "" {
		t.Skip("GREENLIGHT_DATA names no folder with real documents")
	}
	ws := open(t, t.TempDir(), workspace.Options{Create: true, Exclusive: true})
	kb, err := ws.CreateKnowledge(t.Context(), "Locked")
	if err != nil {
		t.Fatal(err)
	}
	job, err := ws.StartIngest(t.Context(), kb.ID, []string{filepath.Join(data, "pdf", "libreoffice-writer-password.pdf")}, "")
	if err != nil {
		t.Fatal(err)
	}
	if job, err = ws.Jobs.Wait(t.Context(), job.ID); err != nil || job.Status != domain.JobFailed || job.Error.Code != domain.CodePassword {
		t.Fatalf("without the password: %+v %v", job, err)
	}
	docs, err := ws.Knowledge.Documents(t.Context(), kb.ID)
	if err != nil || len(docs) != 1 || docs[0].Status != domain.DocumentFailed {
		t.Fatalf("documents: %+v %v", docs, err)
	}
	if job, err = ws.StartRetry(t.Context(), docs[0].ID, "openpassword"); err != nil {
		t.Fatal(err)
	}
	if job, err = ws.Jobs.Wait(t.Context(), job.ID); err != nil || job.Status != domain.JobDone {
		t.Fatalf("with the password: %+v %v", job, err)
	}
	if docs, err = ws.Knowledge.Documents(t.Context(), kb.ID); err != nil || len(docs) != 1 || docs[0].Status != domain.DocumentReady {
		t.Errorf("documents: %+v %v", docs, err)
	}
	if bytes, err := os.ReadFile(ws.Store.Path()); err != nil || strings.Contains(string(bytes), "openpassword") {
		t.Errorf("the password reached the workspace file (%v)", err)
	}
}

func TestCancelStopsARun(t *testing.T) {
	ws := open(t, t.TempDir(), workspace.Options{Create: true, Exclusive: true})
	if err := ws.Runs.Cancel(context.Background(), "run_none"); !domain.IsCode(err, domain.CodeNotFound) {
		t.Errorf("got %v", err)
	}
}

func TestARunThatWasInterruptedIsTakenUp(t *testing.T) {
	ctx, folder := t.Context(), t.TempDir()
	ws, err := workspace.Open(ctx, folder, workspace.Options{Create: true, Exclusive: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := ws.AddSample(ctx); err != nil {
		t.Fatal(err)
	}
	flow, err := ws.Store.FindFlow(ctx, "HR policy helper")
	if err != nil {
		t.Fatal(err)
	}
	// What a crash leaves right after the run was stored.
	run := domain.Run{ID: domain.NewID("run"), FlowID: flow.ID, FlowName: flow.Name, Revision: flow.Revision,
		Status: domain.RunRunning, Inputs: map[string]string{"question": "How long must a password be?"}, StartedAt: time.Now().UTC()}
	first := domain.Event{Run: run.ID, Flow: flow.ID, Seq: 1, Type: domain.EventRunStarted, At: run.StartedAt}
	if err := errors.Join(ws.Store.StartRun(ctx, run, flow, first), ws.Close()); err != nil {
		t.Fatal(err)
	}

	ended := make(chan domain.Event, 1)
	again := open(t, folder, workspace.Options{Exclusive: true, OnRun: func(e domain.Event) {
		if e.Type == domain.EventRunDone {
			ended <- e
		}
	}})
	if err := again.TakeUp(ctx); err != nil {
		t.Fatal(err)
	}
	if e := <-ended; e.Run != run.ID || e.Final == nil || !strings.Contains(e.Final.Outputs["answer"].Text, "14 characters") {
		t.Errorf("got %+v", e.Final)
	}
}
