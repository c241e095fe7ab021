package main

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/optimize"
)

// group is one choice: the features of every option, and which of them are right.
type group struct {
	options [][]float64
	right   []bool
}

// learnChoice finds the weights of a conditional logit (McFadden 1974): the probability of an
// option is the softmax of its weighted features, and the weights maximise the probability
// that a right option is chosen, with an L2 penalty. Weights where fixed is set stay as given.
func learnChoice(groups []group, start []float64, fixed []bool, penalty float64) ([]float64, error) {
	n := float64(len(groups))
	fg := func(grad, w []float64) float64 {
		loss := 0.0
		for i := range grad {
			grad[i] = 0
		}
		for _, g := range groups {
			loss += g.loss(w, grad)
		}
		loss /= n
		for i := range w {
			d := w[i]
			loss += penalty * d * d / 2
			grad[i] = grad[i]/n + penalty*d
			if fixed != nil && fixed[i] {
				grad[i] = 0
			}
		}
		return loss
	}
	return minimise(fg, start)
}

func minimise(fg func(grad, w []float64) float64, start []float64) ([]float64, error) {
	scratch := make([]float64, len(start))
	p := optimize.Problem{
		Func: func(w []float64) float64 { return fg(scratch, w) },
		Grad: func(grad, w []float64) { fg(grad, w) },
	}
	r, err := optimize.Minimize(p, start, &optimize.Settings{MajorIterations: 300}, &optimize.LBFGS{})
	if r == nil {
		return nil, fmt.Errorf("learning the weights: %w", err)
	}
	return r.X, nil // a stalled line search at the minimum is no failure
}

// loss adds the gradient of the negative log likelihood of a right choice to grad.
func (g group) loss(w, grad []float64) float64 {
	scores := make([]float64, len(g.options))
	top := math.Inf(-1)
	for i, o := range g.options {
		scores[i] = floats.Dot(w, o)
		top = math.Max(top, scores[i])
	}
	sum, right := 0.0, 0.0
	for i := range scores {
		scores[i] = math.Exp(scores[i] - top)
		sum += scores[i]
		if g.right[i] {
			right += scores[i]
		}
	}
	for i, o := range g.options {
		d := scores[i] / sum
		if g.right[i] {
			d -= scores[i] / right
		}
		floats.AddScaled(grad, d, o)
	}
	return math.Log(sum) - math.Log(right)
}

// learnYesNo finds the weights of a logistic regression, with an L2 penalty on all but the
// last, which belongs to the constant feature.
func learnYesNo(x [][]float64, yes []bool, weight []float64, penalty float64) ([]float64, error) {
	n := floats.Sum(weight)
	fg := func(grad, w []float64) float64 {
		loss := 0.0
		for i := range grad {
			grad[i] = 0
		}
		for i, f := range x {
			z := floats.Dot(w, f)
			if !yes[i] {
				z = -z
			}
			p := 1 / (1 + math.Exp(-z))
			loss -= weight[i] * math.Log(math.Max(p, 1e-12))
			d := (p - 1) * weight[i]
			if !yes[i] {
				d = -d
			}
			floats.AddScaled(grad, d, f)
		}
		loss /= n
		for i := range w {
			grad[i] /= n
			if i < len(w)-1 {
				loss += penalty * w[i] * w[i] / 2
				grad[i] += penalty * w[i]
			}
		}
		return loss
	}
	return minimise(fg, make([]float64, len(x[0])))
}
