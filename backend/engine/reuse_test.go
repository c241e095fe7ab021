package engine_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"greenlight/backend/domain"
	"greenlight/backend/engine"
	"greenlight/backend/node"
)

type memoryCache struct {
	mu     sync.Mutex
	values map[string]map[string]domain.Value
	err    error
}

func (c *memoryCache) Get(_ context.Context, key string) (map[string]domain.Value, bool, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	v, ok := c.values[key]
	return v, ok, c.err
}

func (c *memoryCache) Put(_ context.Context, key string, outputs map[string]domain.Value) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.err == nil {
		c.values[key] = outputs
	}
	return c.err
}

type identity string

func (i *identity) ModelIdentity(context.Context, string) (string, error) { return string(*i), nil }
func (i *identity) KnowledgeIdentity(context.Context, string) (string, error) {
	return "", errors.New("gone")
}

func TestResultsAreReusedWhileNothingChanged(t *testing.T) {
	b := newBench()
	b.funcs["cost"] = func(_ context.Context, c *node.Call[workSettings]) (node.Outputs, error) {
		c.Use(node.Usage{TokensIn: 5, Cost: 1, Model: "m"})
		return node.Outputs{"out": domain.TextValue("<" + c.In.Text("in0") + ">")}, nil
	}
	digest := identity("v1")
	cache := &memoryCache{values: map[string]map[string]domain.Value{}}
	e := engine.New(engine.Options{Registry: b.registry, Cache: cache, Identities: &digest})
	reused := `a work {"do":"cost","in":1,"reuse":true,"model":"m"}`
	do := func(settings, question string, noCache bool) domain.Run {
		t.Helper()
		return mustRun(t, e, engine.RunRequest{Flow: graphOf([]string{"q question", settings}, "q.question a.in0"), Inputs: map[string]string{"question": question}, NoCache: noCache})
	}
	steps := []struct {
		what, settings, question string
		noCache                  bool
		before                   func()
		executions               int
	}{
		{"first", reused, "x", false, nil, 1},
		{"again", reused, "x", false, nil, 1},
		{"another input", reused, "y", false, nil, 2},
		{"another setting", `a work {"do":"cost","in":1,"reuse":true,"model":"m","retries":true}`, "x", false, nil, 3},
		{"on demand anew", reused, "x", true, nil, 4},
		{"the fresh result is kept", reused, "x", false, nil, 4},
		{"another model digest", reused, "x", false, func() { digest = "v2" }, 5},
		{"a model that cannot be told", reused, "x", false, func() { digest = "" }, 6},
		{"still not", reused, "x", false, nil, 7},
		{"a kind that opts out", `a work {"do":"cost","in":1,"model":"m"}`, "x", false, func() { digest = "v2" }, 8},
		{"it stays out", `a work {"do":"cost","in":1,"model":"m"}`, "x", false, nil, 9},
		{"a failing cache", reused, "x", false, func() { cache.err = errors.New("disk") }, 10},
	}
	executed := 0
	for _, s := range steps {
		if s.before != nil {
			s.before()
		}
		run := do(s.settings, s.question, s.noCache)
		if run.Status != domain.RunDone || run.Outputs["out"].Text != "<"+s.question+">" {
			t.Errorf("%s: %+v", s.what, run.Outputs)
		}
		if b.count("cost") != s.executions {
			t.Errorf("%s: %d executions, want %d", s.what, b.count("cost"), s.executions)
		}
		cached := s.executions == executed
		if got := run.Steps[1]; got.Cached != cached || cached != (got.Cost == 0) || got.Model != "m" {
			t.Errorf("%s: step %+v", s.what, got)
		}
		executed = s.executions
	}
}

func TestFailuresAreNotReused(t *testing.T) {
	b := newBench()
	b.funcs["bad"] = func(context.Context, *node.Call[workSettings]) (node.Outputs, error) {
		return nil, domain.Errorf(domain.CodeInvalid, "bad")
	}
	e := engine.New(engine.Options{Registry: b.registry, Cache: &memoryCache{values: map[string]map[string]domain.Value{}}})
	for range 2 {
		mustRun(t, e, engine.RunRequest{Flow: graphOf([]string{`a work {"do":"bad","reuse":true}`})})
	}
	if b.count("bad") != 2 {
		t.Errorf("%d executions", b.count("bad"))
	}
}
