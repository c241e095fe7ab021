package engine

import (
	"strings"

	"greenlight/backend/domain"
	"greenlight/backend/node"
)

// graph is a flow with its steps opened and its edges resolved to them. It is made once for a
// check or a run and does not change afterwards.
type graph struct {
	flow     *domain.Flow
	vertices []vertex
	byID     map[string]int
	order    []int // topological; shorter than vertices when there is a cycle
	loose    []looseEdge
	named    bool // a step names a result of the flow
}

// vertex is a step in the graph.
type vertex struct {
	node  *domain.Node
	step  node.Step // nil when it could not be opened
	err   error     // why not
	ports node.Ports
	in    []link // in the order of the flow's edges
	out   []link
	idle  bool // never runs: a note, or a step that needs inputs and has no connection at all
}

// link is an edge seen from one of its ends.
type link struct {
	edge  *domain.Edge
	other int // vertex at the other end
}

// looseEdge is an edge that cannot be followed, with the reason.
type looseEdge struct {
	edge    *domain.Edge
	problem domain.Problem
}

// newGraph opens all steps. It never fails: what is wrong is found by check.
func newGraph(flow *domain.Flow, registry *node.Registry) *graph {
	g := &graph{flow: flow, vertices: make([]vertex, len(flow.Nodes)), byID: make(map[string]int, len(flow.Nodes))}
	for i := range flow.Nodes {
		n := &flow.Nodes[i]
		v := vertex{node: n}
		v.step, v.err = registry.Open(*n)
		if v.err == nil {
			v.ports = v.step.Ports()
		}
		g.vertices[i] = v
		if _, twice := g.byID[n.ID]; !twice {
			g.byID[n.ID] = i
		}
	}
	for i := range flow.Edges {
		g.connect(&flow.Edges[i])
	}
	for i := range g.vertices {
		v := &g.vertices[i]
		v.idle = g.isIdle(i)
		g.named = g.named || v.step != nil && !v.idle && v.step.Result() != ""
	}
	g.sort()
	g.resolveTypes()
	return g
}

// connect follows one edge; an end that is missing leaves it loose.
func (g *graph) connect(e *domain.Edge) {
	from, okFrom := g.byID[e.From]
	to, okTo := g.byID[e.To]
	if !okFrom || !okTo {
		at := ""
		if okFrom {
			at = e.From
		} else if okTo {
			at = e.To
		}
		g.loose = append(g.loose, looseEdge{e, edgeProblem(e, at, "missing_step",
			"A connection leads to a step that does not exist.", "Remove the connection.")})
		return
	}
	if v := g.vertices[from]; v.step != nil {
		if _, ok := v.ports.Output(e.FromPort); !ok {
			g.loose = append(g.loose, looseEdge{e, edgeProblem(e, e.From, "missing_port",
				"A connection begins at “"+e.FromPort+"”, which this step does not have any more.", "Remove the connection, or draw it anew.")})
			return
		}
	}
	if v := g.vertices[to]; v.step != nil {
		if _, ok := v.ports.Input(e.ToPort); !ok {
			g.loose = append(g.loose, looseEdge{e, edgeProblem(e, e.To, "missing_port",
				"A connection ends at “"+e.ToPort+"”, which this step does not have any more.", "Remove the connection, or draw it anew.")})
			return
		}
	}
	g.vertices[from].out = append(g.vertices[from].out, link{e, to})
	g.vertices[to].in = append(g.vertices[to].in, link{e, from})
}

func (g *graph) isIdle(i int) bool {
	v := g.vertices[i]
	if v.step == nil {
		return false
	}
	if v.step.Passive() {
		return true
	}
	if len(v.in)+len(v.out) > 0 {
		return false
	}
	for _, p := range v.ports.In {
		if p.Required {
			return true
		}
	}
	return false
}

// sort finds a topological order, stable in the order of the flow's nodes (Kahn 1962).
func (g *graph) sort() {
	waiting := make([]int, len(g.vertices))
	g.order = make([]int, 0, len(g.vertices))
	for i, v := range g.vertices {
		waiting[i] = len(v.in)
		if waiting[i] == 0 {
			g.order = append(g.order, i)
		}
	}
	for next := 0; next < len(g.order); next++ {
		for _, l := range g.vertices[g.order[next]].out {
			if waiting[l.other]--; waiting[l.other] == 0 {
				g.order = append(g.order, l.other)
			}
		}
	}
}

// resolveTypes gives outputs that follow an input the type of what reaches it, where all that
// reaches it has one type.
func (g *graph) resolveTypes() {
	for _, i := range g.order {
		v := &g.vertices[i]
		copied := false
		for o, p := range v.ports.Out {
			if p.Like == "" {
				continue
			}
			if !copied { // ports belong to the step
				v.ports.Out, copied = append([]node.Port(nil), v.ports.Out...), true
			}
			v.ports.Out[o].Type = oneType(g.followed(i, p.Like))
		}
	}
}

// followed gives the types that reach the first connected one of the inputs "a|b".
func (g *graph) followed(i int, inputs string) []domain.PortType {
	for _, port := range strings.Split(inputs, "|") {
		if types := g.reaching(i, port); len(types) > 0 {
			return types
		}
	}
	return nil
}

// reaching gives the types of the outputs connected to an input.
func (g *graph) reaching(i int, port string) []domain.PortType {
	var types []domain.PortType
	for _, l := range g.vertices[i].in {
		if l.edge.ToPort == port {
			types = append(types, g.outType(l))
		}
	}
	return types
}

// outType gives the type at the beginning of an incoming link.
func (g *graph) outType(l link) domain.PortType {
	if p, ok := g.vertices[l.other].ports.Output(l.edge.FromPort); ok {
		return p.Type
	}
	return domain.PortAny
}

func oneType(types []domain.PortType) domain.PortType {
	if len(types) == 0 {
		return domain.PortAny
	}
	for _, t := range types[1:] {
		if t != types[0] {
			return domain.PortAny
		}
	}
	return types[0]
}

// title is what people call the step.
func (g *graph) title(i int) string {
	v := g.vertices[i]
	switch {
	case v.node.Title != "":
		return v.node.Title
	case v.step != nil:
		return v.step.Title()
	}
	return v.node.Kind
}
