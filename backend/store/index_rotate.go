package store

import (
	"math"
	"math/bits"
)

// rotate turns a vector by a fixed pseudo-random rotation, which keeps all lengths and angles
// and makes its numbers nearly normally distributed, whatever they were: embeddings of language
// models have a few dimensions that outgrow the others, and those of words have few that are not
// near zero. Sketches rely on that.
//
// The rotation is four rounds of random signs and a fast Walsh–Hadamard transform of the first
// and of the last 2^k numbers in turn (Ailon, Chazelle: "The Fast Johnson–Lindenstrauss
// Transform", 2009). Sketches are stored, so it must never change.
func rotate(v []float32) []float32 {
	out := make([]float32, len(v))
	copy(out, v)
	if len(v) < 2 {
		return out
	}
	p := 1 << (bits.Len(uint(len(v))) - 1)
	state := uint64(0x67726e6c74)
	for round := range 4 {
		part := out[:p]
		if round%2 == 1 {
			part = out[len(out)-p:]
		}
		var random uint64
		for i := range out {
			if i%64 == 0 {
				random = nextRandom(&state)
			}
			if random>>(i%64)&1 == 1 {
				out[i] = -out[i]
			}
		}
		hadamard(part)
	}
	return out
}

// hadamard transforms v, whose length is a power of two, and keeps its length as a vector.
func hadamard(v []float32) {
	for h := 1; h < len(v); h *= 2 {
		for i := 0; i < len(v); i += 2 * h {
			for j := i; j < i+h; j++ {
				a, b := v[j], v[j+h]
				v[j], v[j+h] = a+b, a-b
			}
		}
	}
	scale := float32(1 / math.Sqrt(float64(len(v))))
	for i := range v {
		v[i] *= scale
	}
}

// nextRandom is SplitMix64 (Steele, Lea, Flood, 2014).
func nextRandom(state *uint64) uint64 {
	*state += 0x9e3779b97f4a7c15
	z := *state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}
