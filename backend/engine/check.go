package engine

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"greenlight/backend/domain"
	"greenlight/backend/node"
)

// Check gives everything that is wrong or doubtful with a flow, at the step where it can be
// repaired, without running anything. A flow without problems of severity error can run. The
// Field of a problem with the fix "remove_edge" is the id of the edge.
func Check(flow domain.Flow, registry *node.Registry, world node.World) []domain.Problem {
	return newGraph(&flow, registry).check(world)
}

// checker gathers problems.
type checker struct {
	g        *graph
	world    node.World
	problems []domain.Problem
}

func (g *graph) check(world node.World) []domain.Problem {
	c := &checker{g: g}
	if world != nil {
		c.world = &remembered{world: world, models: map[string]bool{}, knowledge: map[string]bool{}}
	}
	if c.limits() {
		return c.problems
	}
	c.identities()
	for _, l := range g.loose {
		c.problems = append(c.problems, l.problem)
	}
	c.cycle()
	for i := range g.vertices {
		c.vertex(i)
	}
	c.names()
	c.whole()
	return c.sorted()
}

// sorted puts what concerns the whole flow first, then the steps in their order, errors first.
func (c *checker) sorted() []domain.Problem {
	rank := func(p domain.Problem) int {
		i, ok := c.g.byID[p.Node]
		if !ok {
			i = -1
		}
		i *= 2
		if p.Severity != domain.SeverityError {
			i++
		}
		return i
	}
	sort.SliceStable(c.problems, func(a, b int) bool { return rank(c.problems[a]) < rank(c.problems[b]) })
	if c.problems == nil {
		return []domain.Problem{}
	}
	return c.problems
}

func (c *checker) add(code string, severity domain.Severity, at, message, hint string) {
	c.problems = append(c.problems, domain.Problem{Code: code, Severity: severity, Node: at, Message: message, Hint: hint})
}

// limits reports a flow that is too big; nothing else is then checked.
func (c *checker) limits() bool {
	flow := c.g.flow
	if len(flow.Nodes) > MaxNodes {
		c.add("limit", domain.SeverityError, "", fmt.Sprintf("This assistant has %d steps; at most %d are possible.", len(flow.Nodes), MaxNodes), "Split it into several assistants.")
	}
	if len(flow.Edges) > MaxEdges {
		c.add("limit", domain.SeverityError, "", fmt.Sprintf("This assistant has %d connections; at most %d are possible.", len(flow.Edges), MaxEdges), "Split it into several assistants.")
	}
	return len(c.problems) > 0
}

// identities finds steps without an id and steps that share one.
func (c *checker) identities() {
	for i := range c.g.vertices {
		id := c.g.vertices[i].node.ID
		switch {
		case id == "":
			c.add("duplicate_id", domain.SeverityError, "", fmt.Sprintf("The step “%s” has no identifier.", c.g.title(i)), "Remove the step and add it anew.")
		case c.g.byID[id] != i:
			c.add("duplicate_id", domain.SeverityError, id, fmt.Sprintf("Two steps have the identifier “%s”.", id), "Remove one of them and add it anew.")
		}
	}
}

// cycle names the steps of one circle, if there is any.
func (c *checker) cycle() {
	if len(c.g.order) == len(c.g.vertices) {
		return
	}
	circle := c.g.circle()
	titles := make([]string, 0, len(circle)+1)
	for _, i := range circle {
		titles = append(titles, "“"+c.g.title(i)+"”")
	}
	titles = append(titles, titles[0])
	c.add("cycle", domain.SeverityError, c.g.vertices[circle[0]].node.ID,
		"These steps go round in a circle: "+strings.Join(titles, " → ")+".", "Remove one of the connections between them.")
}

// circle walks backwards among the steps that the topological order could not place, each of
// which has a predecessor of that sort, until a step comes again.
func (g *graph) circle() []int {
	placed := make([]bool, len(g.vertices))
	for _, i := range g.order {
		placed[i] = true
	}
	at := 0
	for placed[at] {
		at++
	}
	seen := map[int]int{}
	var path []int
	for {
		if first, again := seen[at]; again {
			circle := path[first:]
			slices.Reverse(circle)
			begin := slices.Index(circle, slices.Min(circle)) // named from its first step on the canvas
			return append(append([]int(nil), circle[begin:]...), circle[:begin]...)
		}
		seen[at] = len(path)
		path = append(path, at)
		for _, l := range g.vertices[at].in {
			if !placed[l.other] {
				at = l.other
				break
			}
		}
	}
}

// vertex checks one step: that it opens, its settings, and its connections.
func (c *checker) vertex(i int) {
	v := c.g.vertices[i]
	id := v.node.ID
	if v.err != nil {
		e := domain.AsError(v.err)
		p := domain.Problem{Code: string(e.Code), Severity: domain.SeverityError, Node: id, Message: e.Message, Hint: e.Hint}
		if field, ok := strings.CutPrefix(e.Path, "settings."); ok {
			p.Field, p.Fix = field, "open_field"
		}
		c.problems = append(c.problems, p)
		return
	}
	if v.idle {
		if !v.step.Passive() {
			c.add("isolated", domain.SeverityWarning, id, "This step is not connected, so it will not run.", "Connect it, or remove it.")
		}
		return
	}
	for _, p := range v.step.Check(node.Site{World: c.world, Inputs: c.reached(i)}) {
		p.Node = id
		c.problems = append(c.problems, p)
	}
	c.inputs(i)
	c.unused(i)
}

// reached gives the types at each connected input.
func (c *checker) reached(i int) map[string][]domain.PortType {
	types := make(map[string][]domain.PortType, len(c.g.vertices[i].in))
	for _, l := range c.g.vertices[i].in {
		types[l.edge.ToPort] = append(types[l.edge.ToPort], c.g.outType(l))
	}
	return types
}

// inputs checks what is connected to a step's inputs.
func (c *checker) inputs(i int) {
	v := c.g.vertices[i]
	count := make(map[string]int, len(v.in))
	for _, l := range v.in {
		count[l.edge.ToPort]++
		port, _ := v.ports.Input(l.edge.ToPort)
		if out := c.g.outType(l); !node.Accepts(port.Type, out) {
			c.problems = append(c.problems, edgeProblem(l.edge, v.node.ID, "wrong_type",
				fmt.Sprintf("“%s” takes %s, but “%s” gives %s.", port.Label, node.TypeName(port.Type), c.g.title(l.other), node.TypeName(out)),
				"Remove the connection, and connect a step that gives "+node.TypeName(port.Type)+"."))
		}
		if !port.Many && count[l.edge.ToPort] == 2 {
			c.problems = append(c.problems, edgeProblem(l.edge, v.node.ID, "several_edges",
				fmt.Sprintf("“%s” takes one connection and has several.", port.Label), "Remove all but one, or put a “Combine” step in between."))
		}
	}
	for _, port := range v.ports.In {
		if port.Required && count[port.Name] == 0 {
			c.problems = append(c.problems, domain.Problem{Code: "not_connected", Severity: domain.SeverityError, Node: v.node.ID, Field: port.Name,
				Message: fmt.Sprintf("Nothing is connected to “%s”.", port.Label), Hint: "Draw a connection to it from an earlier step."})
		}
	}
}

// unused warns of a step whose result goes nowhere although the flow names its results.
func (c *checker) unused(i int) {
	v := c.g.vertices[i]
	if len(v.out) > 0 || len(v.ports.Out) == 0 || !c.g.named && len(v.step.Asks()) == 0 {
		return
	}
	if len(c.g.vertices) > 1 {
		c.add("unused", domain.SeverityWarning, v.node.ID, "Nothing uses what this step gives.", "Connect it to another step, or remove it.")
	}
}

// names finds inputs, and results, that share a name.
func (c *checker) names() {
	asked, named := map[string]string{}, map[string]string{}
	for i, v := range c.g.vertices {
		if v.step == nil || v.idle {
			continue
		}
		for _, in := range v.step.Asks() {
			if other, taken := asked[in.Name]; taken && other != v.node.ID {
				c.add("duplicate_input", domain.SeverityError, v.node.ID, fmt.Sprintf("Two steps ask for an input called “%s”.", in.Name), "Give one of them another name, or use one step for both.")
			}
			asked[in.Name] = v.node.ID
		}
		if name := v.step.Result(); name != "" {
			if other, taken := named[name]; taken {
				c.add("duplicate_result", domain.SeverityError, v.node.ID,
					fmt.Sprintf("“%s” and “%s” both give a result called “%s”.", c.g.title(c.g.byID[other]), c.g.title(i), name),
					"Rename one, or bring both together in a “Combine” step before one result.")
			}
			named[name] = v.node.ID
		}
	}
}

// whole checks what only the flow as a whole can lack.
func (c *checker) whole() {
	live, asks := 0, false
	for _, v := range c.g.vertices {
		if v.idle {
			continue
		}
		live++
		asks = asks || v.step == nil || len(v.step.Asks()) > 0
	}
	switch {
	case live == 0:
		c.add("empty", domain.SeverityError, "", "There is nothing to run yet.", "Add a “Question” step and connect what should happen with it.")
	case !asks:
		c.add("no_question", domain.SeverityWarning, "", "This assistant does not ask for anything.", "Add a “Question” step if people should put something in.")
	}
}

func edgeProblem(e *domain.Edge, at, code, message, hint string) domain.Problem {
	return domain.Problem{Code: code, Severity: domain.SeverityError, Node: at, Message: message, Hint: hint, Field: e.ID, Fix: "remove_edge"}
}

// remembered asks the world once for each thing, since many steps use the same ones. It lives
// for one check.
type remembered struct {
	world     node.World
	models    map[string]bool
	knowledge map[string]bool
}

// HasModel is that of the world.
func (r *remembered) HasModel(id string, kind domain.ModelKind) bool {
	key := string(kind) + " " + id
	has, known := r.models[key]
	if !known {
		has = r.world.HasModel(id, kind)
		r.models[key] = has
	}
	return has
}

// HasKnowledge is that of the world.
func (r *remembered) HasKnowledge(ref string) bool {
	has, known := r.knowledge[ref]
	if !known {
		has = r.world.HasKnowledge(ref)
		r.knowledge[ref] = has
	}
	return has
}
