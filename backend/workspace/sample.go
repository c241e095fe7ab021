package workspace

import (
	"context"
	"slices"

	"greenlight/backend/domain"
	"greenlight/backend/knowledge"
	"greenlight/backend/sample"
)

// StartSample begins to add the sample where it is missing.
func (ws *Workspace) StartSample(ctx context.Context) error {
	jobs, err := ws.Jobs.List(ctx)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(jobs, func(j domain.Job) bool { return j.Kind == JobSample && !j.Status.Ended() }) {
		return nil
	}
	_, err = ws.Jobs.Start(ctx, JobSample, "Adding the sample", JobSample, struct{}{})
	return err
}

// AddSample adds the sample documents, assistants and tests where they are missing, and
// changes nothing that is there.
func (ws *Workspace) AddSample(ctx context.Context) error {
	return ws.addSample(ctx, struct{}{}, func(int64, int64, string, string) {})
}

func (ws *Workspace) addSample(ctx context.Context, _ struct{}, report Report) error {
	for _, base := range sample.Bases() {
		kb, err := ws.sampleBase(ctx, base)
		if err != nil {
			return err
		}
		// The assistants come before the documents are read, so that they can be looked at while
		// that goes on.
		if err := ws.sampleAssistant(ctx, base.Assistant, kb.ID); err != nil {
			return err
		}
		ws.o.OnChange("knowledge", kb.ID)
		ws.o.OnChange("flows", "")
	}
	if err := ws.sampleTests(ctx); err != nil {
		return err
	}
	return ws.sampleDocuments(ctx, report)
}

func (ws *Workspace) sampleBase(ctx context.Context, b sample.Base) (domain.KnowledgeBase, error) {
	kb, err := ws.Knowledge.Get(ctx, b.Name)
	if !domain.IsCode(err, domain.CodeNotFound) {
		return kb, err
	}
	return ws.Knowledge.Create(ctx, knowledge.Draft{Name: b.Name, Description: b.Description, Embedding: domain.BuiltinEmbedding,
		Chunking: domain.DefaultChunkSettings(), Sensitivity: b.Sensitivity})
}

func (ws *Workspace) sampleAssistant(ctx context.Context, a sample.Assistant, kb string) error {
	_, err := ws.Store.FindFlow(ctx, a.Name)
	if !domain.IsCode(err, domain.CodeNotFound) {
		return err
	}
	flow, err := ws.CreateFlow(ctx, a.Name, a.Template, kb)
	if err != nil {
		return err
	}
	_, err = ws.Store.RenameFlow(ctx, flow.ID, a.Name, a.Description)
	return err
}

func (ws *Workspace) sampleTests(ctx context.Context) error {
	_, err := ws.Store.EvalSet(ctx, sample.TestSetName)
	if !domain.IsCode(err, domain.CodeNotFound) {
		return err
	}
	cases, err := sample.Cases()
	if err != nil {
		return err
	}
	set, err := ws.Store.SaveEvalSet(ctx, domain.EvalSet{Name: sample.TestSetName,
		Description: "Questions about the company policies, with the answers and documents that are right."})
	if err != nil {
		return err
	}
	_, err = ws.Store.ReplaceCases(ctx, set.ID, cases)
	return err
}

func (ws *Workspace) sampleDocuments(ctx context.Context, report Report) error {
	var done, total int64
	work := map[string][]knowledge.File{}
	for _, b := range sample.Bases() {
		files, err := sample.Files(b.Name)
		if err != nil {
			return err
		}
		for _, f := range files {
			work[b.Name] = append(work[b.Name], knowledge.File{Path: f.Path, Data: f.Data})
		}
		total += int64(len(files))
	}
	for _, b := range sample.Bases() {
		progress := func(n, _ int64, unit, note string) { report(done+n, total, unit, note) }
		result, err := ws.Knowledge.Add(ctx, b.Name, work[b.Name], knowledge.AddOptions{Progress: progress})
		if err != nil {
			return err
		}
		if err := nothingRead(result); err != nil {
			return err
		}
		done += int64(len(work[b.Name]))
	}
	return nil
}
