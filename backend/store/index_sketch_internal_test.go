package store

import (
	"math"
	"math/rand/v2"
	"testing"
)

func gaussian(r *rand.Rand, d int) []float32 {
	v := make([]float32, d)
	var square float64
	for i := range v {
		x := r.NormFloat64()
		v[i], square = float32(x), square+x*x
	}
	for i := range v {
		v[i] /= float32(math.Sqrt(square))
	}
	return v
}

func dot(a, b []float32) float64 {
	var s float64
	for i := range a {
		s += float64(a[i]) * float64(b[i])
	}
	return s
}

func TestRotateKeepsAnglesAndLevelsNumbers(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, d := range []int{1, 2, 3, 64, 100, 384, 768, 1000} {
		a, b := gaussian(r, d), gaussian(r, d)
		if before, after := dot(a, b), dot(rotate(a), rotate(b)); math.Abs(before-after) > 1e-5 {
			t.Errorf("%d dimensions: cosine %v becomes %v", d, before, after)
		}
		single := make([]float32, d)
		single[d/3] = 1
		most := 0.0
		for _, x := range rotate(single) {
			most = max(most, math.Abs(float64(x)))
		}
		if d >= 64 && most > 8/math.Sqrt(float64(d)) {
			t.Errorf("%d dimensions: a single number stays as large as %v", d, most)
		}
	}
}

// Sketches are stored: if these change, stored indexes are unusable.
func TestRotateIsTheSameForever(t *testing.T) {
	v := make([]float32, 384)
	v[0], v[200] = 0.6, 0.8
	got := rotate(v)
	for i, want := range map[int]float32{0: -0.10820313, 150: -0.030175773, 383: 0.039941408} {
		if math.Abs(float64(got[i]-want)) > 1e-6 {
			t.Errorf("number %d is %v, want %v", i, got[i], want)
		}
	}
}

func TestEstimatesAreAsGoodAsTheySay(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for _, d := range []int{100, 384, 1024, 5000} {
		var bySigns, byCodes float64
		const n = 300
		for range n {
			a := gaussian(r, d)
			b := gaussian(r, d)
			for i := range b { // a cosine of about .7
				b[i] = (a[i] + b[i]) / float32(math.Sqrt2)
			}
			length := float32(math.Sqrt(dot(b, b)))
			for i := range b {
				b[i] /= length
			}
			m := memory{dims: d, ids: []int64{1}, lengths: []int32{1}}
			stored := appendSketch(nil, b)
			for i := range sketchWords(d) {
				var w uint64
				for j := range 8 {
					w |= uint64(stored[8*i+j]) << (8 * j)
				}
				m.signs = append(m.signs, w)
			}
			q := newSignQuery(rotate(a))
			score := make([]uint16, 1)
			q.scores(m.signs, d, score)
			sum := float64(int(score[0])<<scoreShift(d)-queryTop*d) / queryTop * q.most
			estimate := sum * math.Sqrt(math.Pi/2/float64(d))
			if least := q.scoreOf(estimate, d); math.Abs(float64(least-int(score[0]))) > 1 {
				t.Fatalf("score %d stands for %v, which stands for %d", score[0], estimate, least)
			}
			bySigns += math.Pow(estimate-dot(a, b), 2)
			byCodes += math.Pow(codeCosine(codeTables(rotate(a)), stored[8*sketchWords(d):])-dot(a, b), 2)
		}
		root := math.Sqrt(float64(d))
		if e := math.Sqrt(bySigns/n) * root; e > 1.2*signError {
			t.Errorf("%d dimensions: signs err by %v/√d", d, e)
		}
		if e := math.Sqrt(byCodes/n) * root; e > 1.5*codeError {
			t.Errorf("%d dimensions: codes err by %v/√d", d, e)
		}
	}
}
