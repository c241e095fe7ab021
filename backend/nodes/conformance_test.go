package nodes_test

import (
	"context"
	"encoding/json"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"greenlight/backend/domain"
	"greenlight/backend/model"
	"greenlight/backend/node"
	"greenlight/backend/nodes"
)

// sample is a kind at work. V1 are settings of its version 1, frozen for ever: they prove
// that the upgrades reach the present version.
type sample struct {
	v1    string
	in    node.Inputs
	asked map[string]string
	waits bool // the step asks a model or searches, and so can be stopped while it waits
	unset bool // its defaults lack something that a person must choose
}

var samples = map[string]sample{
	"question": {
		v1:    `{"inputs":[{"name":"question","label":"Question","help":"","example":"","long":false,"required":true}]}`,
		asked: map[string]string{"question": "How many days?"},
	},
	"output": {v1: `{"name":"answer"}`, in: node.Inputs{"value": {domain.TextValue("25")}}},
	"search": {
		v1: `{"knowledge":"kb","k":8,"mode":"hybrid","minScore":0}`, waits: true, unset: true,
		in: node.Inputs{"query": {domain.TextValue("How many days?")}},
	},
	"answer": {
		v1: `{"model":"ollama/any","length":"medium","tone":"neutral","language":"","instructions":"","otherwise":"say","refusal":"Nothing found.","temperature":0,"maxTokens":0}`, waits: true,
		in: node.Inputs{"question": {domain.TextValue("How many days?")}, "passages": {domain.PassagesValue(leave)}},
	},
	"prompt": {
		v1: `{"model":"ollama/any","system":"Be kind.","template":"Sort this: {{letter}}","result":"text","fields":[],"schema":"","temperature":0,"maxTokens":0}`, waits: true, unset: true,
		in: node.Inputs{"letter": {domain.TextValue("Dear all")}},
	},
	"choose": {
		v1: `{"branches":[{"id":"1","name":"Money","test":"contains","value":"invoice"}],"otherwise":"Otherwise","field":""}`, unset: true,
		in: node.Inputs{"value": {domain.TextValue("Two invoices")}},
	},
	"combine": {v1: `{"mode":"first","separator":"paragraph"}`, in: node.Inputs{"in": {domain.TextValue("a"), domain.TextValue("b")}}},
	"text":    {v1: `{"template":"Dear {{name}}"}`, in: node.Inputs{"name": {domain.TextValue("Ada")}}, unset: true},
	"note":    {v1: `{"text":"Look here","color":"yellow"}`},
}

// each runs a test for every registered kind; a kind without a sample fails.
func each(t *testing.T, f func(t *testing.T, kind node.Kind, s sample)) {
	for _, kind := range nodes.Registry().Kinds() {
		name := kind.Spec().Kind
		t.Run(name, func(t *testing.T) {
			s, ok := samples[name]
			if !ok {
				t.Fatalf("the kind %q has no sample in the conformance test", name)
			}
			f(t, kind, s)
		})
	}
}

func openKind(t *testing.T, kind node.Kind, version int, raw string) node.Step {
	t.Helper()
	step, err := kind.Open(version, json.RawMessage(raw))
	if err != nil {
		t.Fatalf("open %s: %v", raw, err)
	}
	return step
}

var (
	iconName  = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	kindName  = regexp.MustCompile(`^[a-z]+$`)
	fieldName = regexp.MustCompile(`^[a-z][a-zA-Z]*$`)
	widgets   = []string{"text", "textarea", "prompt", "number", "slider", "switch", "select", "model", "knowledge", "list", "branches", "hidden"}
	colours   = []string{"info", "warn", "violet", "accent", "neutral"}
	groups    = []string{"Ask", "Documents", "Model", "Decide", "Text", "Other"}
)

func TestSpecIsComplete(t *testing.T) {
	each(t, func(t *testing.T, kind node.Kind, _ sample) {
		spec := kind.Spec()
		if !kindName.MatchString(spec.Kind) || !iconName.MatchString(spec.Icon) || spec.Title == "" || len(spec.Keywords) == 0 {
			t.Errorf("kind, icon, title or keywords: %+v", spec)
		}
		if !contains(colours, spec.Color) || !contains(groups, spec.Group) {
			t.Errorf("colour %q or group %q is unknown", spec.Color, spec.Group)
		}
		sentence(t, "help", spec.Help)
		sentence(t, "details", spec.Details)
		fieldsAreComplete(t, spec.Fields, "")
	})
}

func fieldsAreComplete(t *testing.T, fields []node.Field, at string) {
	for _, f := range fields {
		name := at + f.Name
		if !fieldName.MatchString(f.Name) || !contains(widgets, f.Widget) {
			t.Errorf("field %s: name or widget %q", name, f.Widget)
		}
		if f.Widget == "hidden" {
			continue
		}
		if f.Label == "" {
			t.Errorf("field %s has no label", name)
		}
		sentence(t, "help of field "+name, f.Help)
		for _, o := range f.Options {
			if o.Value == "" || o.Label == "" {
				t.Errorf("field %s: option %+v", name, o)
			}
		}
		if f.Widget == "slider" && (f.Min == nil || f.Max == nil || f.Step == 0) {
			t.Errorf("field %s: a slider needs limits and a step", name)
		}
		fieldsAreComplete(t, f.Items, name+".")
	}
}

func sentence(t *testing.T, what, s string) {
	t.Helper()
	first, _ := utf8.DecodeRuneInString(s)
	if s == "" || !strings.HasSuffix(s, ".") || strings.ToUpper(string(first)) != string(first) || strings.Contains(s, "  ") {
		t.Errorf("%s is not a sentence: %q", what, s)
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func TestDefaultsOpenAndCheck(t *testing.T) {
	each(t, func(t *testing.T, kind node.Kind, s sample) {
		step := openKind(t, kind, kind.Spec().Version, "")
		problems := step.Check(node.Site{})
		if s.unset != (len(problems) > 0) {
			t.Errorf("problems of the defaults: %v", problems)
		}
		for _, p := range problems {
			if p.Message == "" || p.Hint == "" || p.Field == "" || p.Code == "" {
				t.Errorf("incomplete problem: %+v", p)
			}
		}
	})
}

func TestSettingsRoundTrip(t *testing.T) {
	each(t, func(t *testing.T, kind node.Kind, s sample) {
		version := kind.Spec().Version
		for _, raw := range []string{"", s.v1} {
			opened, err := kind.Open(map[bool]int{true: version, false: 1}[raw == ""], json.RawMessage(raw))
			if err != nil {
				t.Fatal(err)
			}
			first, err := opened.Settings()
			if err != nil {
				t.Fatal(err)
			}
			second, err := openKind(t, kind, version, string(first)).Settings()
			if err != nil || string(first) != string(second) {
				t.Errorf("settings change: %s, then %s (%v)", first, second, err)
			}
		}
	})
}

func TestFirstVersionReachesThePresent(t *testing.T) {
	each(t, func(t *testing.T, kind node.Kind, s sample) {
		step := openKind(t, kind, 1, s.v1)
		for _, p := range step.Check(node.Site{}) {
			t.Errorf("settings of version 1: %+v", p)
		}
	})
}

func TestUnknownSettingsAreRefused(t *testing.T) {
	each(t, func(t *testing.T, kind node.Kind, _ sample) {
		_, err := kind.Open(kind.Spec().Version, json.RawMessage(`{"fromTheFuture":1}`))
		if !domain.IsCode(err, domain.CodeInvalid) || domain.AsError(err).Path != "settings.fromTheFuture" {
			t.Errorf("got %v", err)
		}
		if _, err := kind.Open(kind.Spec().Version+1, nil); !domain.IsCode(err, domain.CodeNewer) {
			t.Errorf("a newer version: %v", err)
		}
	})
}

func TestPortsAreSound(t *testing.T) {
	each(t, func(t *testing.T, kind node.Kind, s sample) {
		for _, raw := range []string{"{}", s.v1} {
			a, b := openKind(t, kind, 1, raw).Ports(), openKind(t, kind, 1, raw).Ports()
			if !reflect.DeepEqual(a, b) {
				t.Errorf("the same settings give different ports: %v and %v", a, b)
			}
			portsAreSound(t, a.In, a, false)
			portsAreSound(t, a.Out, a, true)
		}
	})
}

func portsAreSound(t *testing.T, ports []node.Port, all node.Ports, out bool) {
	t.Helper()
	seen := map[string]bool{}
	for _, p := range ports {
		if p.Name == "" || p.Label == "" || seen[p.Name] {
			t.Errorf("port %+v has no name or label of its own", p)
		}
		seen[p.Name] = true
		if !node.Accepts(p.Type, domain.PortAny) {
			t.Errorf("port %s has the unknown type %q", p.Name, p.Type)
		}
		if out && (p.Required || p.Many || (p.Type == domain.PortAny) != (p.Like != "")) {
			t.Errorf("output %+v", p)
		}
		if !out && p.Like != "" {
			t.Errorf("input %+v", p)
		}
		for _, like := range strings.FieldsFunc(p.Like, func(r rune) bool { return r == '|' }) {
			if _, ok := all.Input(like); !ok {
				t.Errorf("output %s is like %q, which is no input", p.Name, like)
			}
		}
	}
}

func TestSummaryIsOneLine(t *testing.T) {
	each(t, func(t *testing.T, kind node.Kind, s sample) {
		for _, raw := range []string{"{}", s.v1} {
			got := openKind(t, kind, 1, raw).Summary(nil)
			if got == "" || strings.ContainsAny(got, "\n\r\t") || utf8.RuneCountInString(got) > 160 {
				t.Errorf("summary of %s: %q", raw, got)
			}
		}
	})
}

func TestRunGivesWhatIsDeclared(t *testing.T) {
	each(t, func(t *testing.T, kind node.Kind, s sample) {
		step := openKind(t, kind, 1, s.v1)
		out, err := step.Run(t.Context(), node.Request{In: s.in, Asked: s.asked, Env: scripted()})
		if err != nil {
			t.Fatal(err)
		}
		if len(step.Ports().Out) > 0 && len(out) == 0 {
			t.Error("the step gave nothing")
		}
		for name, v := range out {
			port, ok := step.Ports().Output(name)
			switch {
			case !ok:
				t.Errorf("output %q is not declared", name)
			case port.Like == "" && v.Type != port.Type:
				t.Errorf("output %q is %s, declared as %s", name, v.Type, port.Type)
			case port.Like != "" && v.Type != s.in[lastOf(port.Like)][0].Type:
				t.Errorf("output %q is %s", name, v.Type)
			}
		}
	})
}

func lastOf(like string) string {
	parts := strings.Split(like, "|")
	return parts[len(parts)-1]
}

func TestRunCanBeStopped(t *testing.T) {
	each(t, func(t *testing.T, kind node.Kind, s sample) {
		step := openKind(t, kind, 1, s.v1)
		ctx, cancel := context.WithCancel(t.Context())
		waiting := make(chan struct{}, 1)
		done := make(chan error, 1)
		go func() {
			_, err := step.Run(ctx, node.Request{In: s.in, Asked: s.asked, Env: blocking(waiting)})
			done <- err
		}()
		if s.waits {
			select {
			case <-waiting:
			case err := <-done:
				t.Fatalf("the step ended before it asked: %v", err)
			}
		}
		cancel()
		select {
		case err := <-done:
			if s.waits && !domain.IsCode(err, domain.CodeCancelled) {
				t.Errorf("got %v", err)
			}
		case <-time.After(10 * time.Second):
			t.Error("the step goes on after it was stopped")
		}
	})
}

func TestRunWithoutEnvironmentFailsPolitely(t *testing.T) {
	each(t, func(t *testing.T, kind node.Kind, s sample) {
		_, err := openKind(t, kind, 1, s.v1).Run(t.Context(), node.Request{In: s.in, Asked: s.asked})
		if s.waits && !domain.IsCode(err, domain.CodeUnavailable) || !s.waits && err != nil {
			t.Errorf("got %v", err)
		}
	})
}

// chatFunc and searchFunc are scripted environments.
type chatFunc func(ctx context.Context, id string, req model.ChatRequest, onDelta func(string)) (model.ChatResponse, error)

func (f chatFunc) Chat(ctx context.Context, id string, req model.ChatRequest, onDelta func(string)) (model.ChatResponse, error) {
	return f(ctx, id, req, onDelta)
}

type searchFunc func(ctx context.Context, knowledge, query string, mode domain.SearchMode, k int) (domain.SearchResult, error)

func (f searchFunc) Search(ctx context.Context, knowledge, query string, mode domain.SearchMode, k int) (domain.SearchResult, error) {
	return f(ctx, knowledge, query, mode, k)
}

// leave are passages about annual leave.
var leave = []domain.Passage{
	{Rank: 1, Score: 4, KnowledgeID: "kb", DocumentID: "doc_1", Path: "leave.pdf", Title: "Annual leave", Page: 3, Start: 100, End: 166,
		Text: "Every employee has 25 days of annual leave. They begin in January."},
	{Rank: 2, Score: 1, KnowledgeID: "kb", DocumentID: "doc_2", Path: "faq.csv", Title: "FAQ", Page: 1, Row: 4, Start: 7, End: 48,
		Text: "Carry-over: five days, until 31 March.\fSo"},
}

func scripted() node.Env {
	return node.Env{
		Models: chatFunc(func(_ context.Context, id string, _ model.ChatRequest, onDelta func(string)) (model.ChatResponse, error) {
			text := "Every employee has 25 days of annual leave [1]."
			if onDelta != nil {
				onDelta(text[:10])
				onDelta(text[10:])
			}
			return model.ChatResponse{Text: text, TokensIn: 10, TokensOut: 5, Cost: 0.001, Model: id, Finish: "stop"}, nil
		}),
		Knowledge: searchFunc(func(_ context.Context, _, query string, mode domain.SearchMode, k int) (domain.SearchResult, error) {
			return domain.SearchResult{Query: query, Mode: mode, Results: leave[:min(k, len(leave))]}, nil
		}),
	}
}

func blocking(waiting chan<- struct{}) node.Env {
	wait := func(ctx context.Context) error {
		waiting <- struct{}{}
		<-ctx.Done()
		return ctx.Err()
	}
	return node.Env{
		Models: chatFunc(func(ctx context.Context, _ string, _ model.ChatRequest, _ func(string)) (model.ChatResponse, error) {
			return model.ChatResponse{}, wait(ctx)
		}),
		Knowledge: searchFunc(func(ctx context.Context, _, _ string, _ domain.SearchMode, _ int) (domain.SearchResult, error) {
			return domain.SearchResult{}, wait(ctx)
		}),
	}
}
