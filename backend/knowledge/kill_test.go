package knowledge_test

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/json"
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
	"greenlight/backend/knowledge"
	"greenlight/backend/model"
	"greenlight/backend/store"
)

// killedFolder names, in the child process of the kill test, the folder of its workspace.
const killedFolder = "GREENLIGHT_TEST_KILL_FOLDER"

func TestMain(m *testing.M) {
	if folder := os.Getenv(killedFolder); folder != "" {
		if err := addUntilKilled(folder); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// diary is an embedder that writes down each text before it gives its vector, and takes as
// long as a small model.
type diary struct {
	embedder
	out io.Writer
}

func (d *diary) Embed(ctx context.Context, id string, texts []string, purpose model.Purpose) (model.EmbedResponse, error) {
	time.Sleep(time.Duration(1+len(texts)) * time.Millisecond)
	if err := json.NewEncoder(d.out).Encode(texts); err != nil {
		return model.EmbedResponse{}, err
	}
	return d.embedder.Embed(ctx, id, texts, purpose)
}

// addUntilKilled adds the files, and says on standard output which are confirmed.
func addUntilKilled(folder string) (err error) {
	s, err := store.Open(ctx, filepath.Join(folder, "greenlight.db"), store.Options{})
	if err != nil {
		return err
	}
	log, err := os.OpenFile(filepath.Join(folder, "embedded.jsonl"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	service := knowledge.New(s, inProcess{}, &diary{out: log})
	fmt.Println("started")
	_, err = service.Add(ctx, "HR", killFiles(), knowledge.AddOptions{Progress: func(_, _ int64, _, note string) {
		if note != "" && !strings.Contains(note, ": piece ") {
			fmt.Println(note)
		}
	}})
	if err != nil {
		return err
	}
	fmt.Println("finished")
	return s.Close()
}

// killFiles are many small files and some with so many pieces that they are embedded in several
// batches.
func killFiles() []knowledge.File {
	files := manyFiles(250)
	for i := range 10 {
		var long strings.Builder
		for j := range 300 {
			fmt.Fprintf(&long, "# Part %d of %d\n\n%s\n\n", j, i, strings.Repeat(fmt.Sprintf("word%d ", i*j), 30))
		}
		files = append(files, file(fmt.Sprintf("long %d.md", i), long.String()))
	}
	rand.New(rand.NewPCG(4, 4)).Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
	return files
}

// TestAddSurvivesKill kills the process again and again while it adds files. Each time the
// file must be whole, everything confirmed be there, and nothing that was kept be embedded again.
func TestAddSurvivesKill(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	const kills = 25
	folder := t.TempDir()
	path := filepath.Join(folder, "greenlight.db")
	s, err := store.Open(ctx, path, store.Options{})
	must(t, err)
	_, err = knowledge.New(s, inProcess{}, &embedder{}).Create(ctx, knowledge.Draft{Name: "HR", Embedding: "test/slow"})
	must(t, err)
	must(t, s.Close())

	r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))
	confirmed := map[string]bool{}
	embedded := map[string]bool{} // texts that the embedding was ever asked for
	killed := 0
	for round := 0; ; round++ {
		kept := keptTexts(t, path, embedded)
		wait := time.Duration(20+r.IntN(180)) * time.Millisecond
		if killed >= kills {
			wait = time.Hour
		}
		finished := runAndKill(t, folder, wait, confirmed)
		for _, text := range readDiary(t, folder) {
			if kept[text] {
				t.Fatalf("round %d: %.40q was kept and is embedded again", round, text)
			}
			embedded[text] = true
		}
		checkConfirmed(t, path, confirmed)
		if finished && killed >= kills {
			break
		}
		if finished { // quicker than the kills: start over
			t.Logf("finished after %d kills; starting over", killed)
			emptyKnowledge(t, path)
			confirmed, embedded = map[string]bool{}, map[string]bool{}
			continue
		}
		killed++
	}
	if len(confirmed) != len(killFiles()) {
		t.Errorf("%d of %d files are confirmed", len(confirmed), len(killFiles()))
	}
	t.Logf("killed %d times", killed)
}

// runAndKill runs the child for a while and notes what it confirms.
func runAndKill(t *testing.T, folder string, wait time.Duration, confirmed map[string]bool) (finished bool) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), killedFolder+"="+folder)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	var timer *time.Timer
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		switch line := lines.Text(); line {
		case "started":
			timer = time.AfterFunc(wait, func() { _ = cmd.Process.Kill() }) // too late is no harm
		case "finished":
			finished = true
		default:
			confirmed[line] = true
		}
	}
	if timer != nil {
		timer.Stop()
	}
	if err := cmd.Wait(); err != nil && finished {
		t.Fatalf("the child ended with %v", err)
	}
	return finished
}

// readDiary takes what the last child was asked to embed, and empties the diary.
func readDiary(t *testing.T, folder string) []string {
	t.Helper()
	name := filepath.Join(folder, "embedded.jsonl")
	data, err := os.ReadFile(name)
	must(t, err)
	must(t, os.Remove(name))
	var all []string
	for line := range strings.Lines(string(data)) {
		var texts []string
		if json.Unmarshal([]byte(line), &texts) == nil { // the last line may be cut off
			all = append(all, texts...)
		}
	}
	return all
}

// keptTexts gives those texts of which the workspace has the vector.
func keptTexts(t *testing.T, path string, texts map[string]bool) map[string]bool {
	t.Helper()
	s, err := store.Open(ctx, path, store.Options{})
	must(t, err)
	defer func() { must(t, s.Close()) }()
	var hashes [][32]byte
	for text := range texts {
		hashes = append(hashes, sha256.Sum256([]byte(text)))
	}
	found, err := s.EmbeddedVectors(ctx, "test/slow", hashes)
	must(t, err)
	kept := map[string]bool{}
	for text := range texts {
		if found[sha256.Sum256([]byte(text))] != nil {
			kept[text] = true
		}
	}
	return kept
}

// checkConfirmed opens the workspace and looks whether it is whole and has all that it should.
func checkConfirmed(t *testing.T, path string, confirmed map[string]bool) {
	t.Helper()
	s, err := store.Open(ctx, path, store.Options{})
	must(t, err)
	defer func() { must(t, s.Close()) }()
	must(t, s.Check(ctx))
	service := knowledge.New(s, inProcess{}, &embedder{})
	docs, err := service.Documents(ctx, "HR")
	must(t, err)
	ready := map[string]bool{}
	for _, d := range docs {
		ready[d.Path] = d.Status == domain.DocumentReady && d.Chunks > 0
	}
	for path := range confirmed {
		if !ready[path] {
			t.Errorf("%s was confirmed and is lost", path)
		}
	}
	problems, err := service.Verify(ctx, "HR")
	must(t, err)
	if len(problems) > 0 {
		t.Errorf("problems: %v", problems)
	}
}

func emptyKnowledge(t *testing.T, path string) {
	t.Helper()
	s, err := store.Open(ctx, path, store.Options{})
	must(t, err)
	defer func() { must(t, s.Close()) }()
	service := knowledge.New(s, inProcess{}, &embedder{})
	must(t, service.Delete(ctx, "HR"))
	must(t, s.TrimVectors(ctx, 0))
	_, err = service.Create(ctx, knowledge.Draft{Name: "HR", Embedding: "test/slow"})
	must(t, err)
}
