package engine_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"greenlight/backend/domain"
	"greenlight/backend/engine"
	"greenlight/backend/node"
)

// randomFlow draws a graph without circles. Each step takes one value at each of its inputs,
// and some take several at one more; a step gives its value on "out", on "other", or on both.
func randomFlow(rng *rand.Rand, b *bench) (domain.Flow, map[string][]string) {
	var steps, edges []string
	gives := map[string][]string{}
	n := 2 + rng.IntN(25)
	for i := range n {
		id := fmt.Sprintf("s%d", i)
		gives[id] = [][]string{{"out"}, {"other"}, {"out", "other"}}[rng.IntN(3)]
		b.funcs[id] = func(_ context.Context, c *node.Call[workSettings]) (node.Outputs, error) {
			var parts []string
			for k := range c.Settings.In {
				parts = append(parts, c.In.Text(fmt.Sprintf("in%d", k)))
			}
			for _, v := range c.In["many"] {
				parts = append(parts, v.Text)
			}
			out := node.Outputs{}
			for _, port := range gives[id] {
				out[port] = domain.TextValue(id + "." + port + "(" + strings.Join(parts, ",") + ")")
			}
			return out, nil
		}
		from := func() string {
			return fmt.Sprintf("s%d.%s", rng.IntN(i), []string{"out", "other"}[rng.IntN(2)])
		}
		in, many := 0, 0
		if i > 0 {
			in, many = rng.IntN(3), rng.IntN(4)
		}
		for k := range in {
			edges = append(edges, fmt.Sprintf("%s %s.in%d", from(), id, k))
		}
		for range many {
			edges = append(edges, fmt.Sprintf("%s %s.many", from(), id))
		}
		steps = append(steps, fmt.Sprintf(`%s work {"do":"%s","in":%d,"many":%v}`, id, id, in, many > 0))
	}
	return graphOf(steps, edges...), gives
}

// reference runs the flow one step after the other, straight from the rule: a step runs when
// each of its connected inputs has received something. It gives the values by "step.port".
func reference(flow domain.Flow, gives map[string][]string) map[string]string {
	values := map[string]string{}
	for _, n := range flow.Nodes { // drawn in an order in which edges lead forwards
		ports := map[string][]string{}
		order := []string{}
		for _, e := range flow.Edges {
			if e.To != n.ID {
				continue
			}
			if _, seen := ports[e.ToPort]; !seen {
				ports[e.ToPort] = nil
				order = append(order, e.ToPort)
			}
			if v, ok := values[e.From+"."+e.FromPort]; ok {
				ports[e.ToPort] = append(ports[e.ToPort], v)
			}
		}
		runs, parts := true, []string{}
		for _, port := range order {
			runs = runs && len(ports[port]) > 0
			parts = append(parts, ports[port]...)
		}
		if !runs {
			continue
		}
		for _, port := range gives[n.ID] {
			values[n.ID+"."+port] = n.ID + "." + port + "(" + strings.Join(parts, ",") + ")"
		}
	}
	return values
}

func TestRandomGraphsFollowTheRule(t *testing.T) {
	for seed := range uint64(300) {
		b := newBench()
		flow, gives := randomFlow(rand.New(rand.NewPCG(seed, 1)), b)
		want := reference(flow, gives)
		run := mustRun(t, engine.New(engine.Options{Registry: b.registry, Concurrency: 1 + int(seed%5)}), engine.RunRequest{Flow: flow})
		if run.Status != domain.RunDone || len(run.Steps) != len(flow.Nodes) {
			t.Fatalf("seed %d: %s with %d of %d steps", seed, run.Status, len(run.Steps), len(flow.Nodes))
		}
		got := map[string]string{}
		for _, s := range run.Steps {
			if n := b.count(s.Node); n > 1 || (n == 1) != (s.Status == domain.RunDone) {
				t.Errorf("seed %d: step %s is %s and ran %d times", seed, s.Node, s.Status, n)
			}
			for port, v := range s.Outputs {
				got[s.Node+"."+port] = v.Text
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("seed %d:\n got %v\nwant %v", seed, got, want)
		}
	}
}
