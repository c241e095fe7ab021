package node

import (
	"greenlight/backend/domain"
)

// Inputs are the values at a step's input ports, converted to the ports' types. A port that
// nothing reached is absent; a port that takes many holds them in the order of its edges.
type Inputs map[string][]domain.Value

// Value gives the first value at the port; ok is false when nothing reached it.
func (in Inputs) Value(port string) (v domain.Value, ok bool) {
	if vs := in[port]; len(vs) > 0 {
		return vs[0], true
	}
	return domain.Value{}, false
}

// Text gives the first value at the port as text, "" when nothing reached it.
func (in Inputs) Text(port string) string {
	v, ok := in.Value(port)
	if !ok {
		return ""
	}
	return AsText(v)
}

// Passages gives the found pieces at the port, nil when nothing reached it.
func (in Inputs) Passages(port string) []domain.Passage {
	v, _ := in.Value(port)
	return v.Passages
}

// Outputs are a step's results by output port. A declared port that is absent is a branch
// that was not taken: what hangs on it alone is skipped.
type Outputs map[string]domain.Value

// Call is one execution of a step.
type Call[S any] struct {
	Settings S
	In       Inputs
	Asked    map[string]string // what the person put in for the whole run, by input name
	Env      Env
	Ports    Ports // with these settings

	delta func(string)
	use   func(Usage)
}

// Delta shows a further piece of the result while it is being made. It may be called from
// any goroutine until Run returns.
func (c *Call[S]) Delta(text string) {
	if c.delta != nil && text != "" {
		c.delta(text)
	}
}

// Use adds to what the step has consumed. It may be called from any goroutine until Run
// returns, also when Run then fails.
func (c *Call[S]) Use(u Usage) {
	if c.use != nil {
		c.use(u)
	}
}

// Request is a Call before the settings' type is known: what the engine passes in. Delta and
// Use may be nil.
type Request struct {
	In    Inputs
	Asked map[string]string
	Env   Env
	Delta func(string)
	Use   func(Usage)
}
