package store

import (
	"encoding/binary"
	"math"
	"math/bits"
)

// A sketch is what stays in memory of a vector of unit length, 240 bytes of 1536 for 384
// dimensions: the signs of its numbers, packed into 64-bit words, and a code of 4 bits for each
// number. From either the cosine with a query can be estimated, since the numbers of a rotated
// vector are nearly normally distributed with variance 1/d; the query itself is not, or hardly,
// quantised, which is where most is gained (Gao, Long: "RaBitQ", SIGMOD 2024).

// codeStep is the step of the best uniform quantiser with 16 levels for numbers of variance 1
// (Max: "Quantizing for Minimum Distortion", 1960). Code c stands for (c − 7.5) steps.
const codeStep = 0.3352

// codeDistortion is the share of a number's square that such a code loses. Estimates from codes
// come out smaller by as much, which is put right.
const codeDistortion = 0.01154

// Standard errors of the estimates for one dimension; divided by √d they are those of the
// cosine. For signs it is √(π/2 − 1), for codes the root of the quantiser's distortion.
const (
	signError = 0.7555
	codeError = 0.1074
)

// sketchWords is how many 64-bit words hold the signs.
func sketchWords(dimensions int) int { return (dimensions + 63) / 64 }

// codeBytes is how many bytes hold the codes, two a byte, the first in the lower half.
func codeBytes(dimensions int) int { return (dimensions + 1) / 2 }

// sketchBytes is how many bytes a stored sketch has.
func sketchBytes(dimensions int) int { return 8*sketchWords(dimensions) + codeBytes(dimensions) }

// appendSketch appends the sketch of v as it is stored: the words of signs, little-endian, and
// the codes, both of the rotated vector.
func appendSketch(b []byte, v []float32) []byte {
	v = rotate(v)
	signs, codes := make([]uint64, sketchWords(len(v))), make([]byte, codeBytes(len(v)))
	scale := math.Sqrt(float64(len(v))) / codeStep
	for i, x := range v {
		if x > 0 {
			signs[i/64] |= 1 << (i % 64)
		}
		code := min(max(math.Floor(float64(x)*scale)+8, 0), 15)
		codes[i/2] |= byte(code) << (4 * (i % 2))
	}
	for _, word := range signs {
		b = binary.LittleEndian.AppendUint64(b, word)
	}
	return append(b, codes...)
}

// At how many bits a number of a query is compared with signs, and the greatest of these.
const (
	queryBits = 4
	queryTop  = 1<<queryBits - 1
)

// signQuery is a query prepared for comparing it with signs: planes[i] is the i-th bit of each
// of its numbers, which are mapped to 0…15.
type signQuery struct {
	planes [queryBits][]uint64
	sum    int     // of the mapped numbers
	most   float64 // greatest size of a number
}

func newSignQuery(v []float32) signQuery {
	var q signQuery
	for i := range q.planes {
		q.planes[i] = make([]uint64, sketchWords(len(v)))
	}
	var most float32
	for _, x := range v {
		most = max(most, x, -x)
	}
	q.most = float64(most)
	if most == 0 {
		return q
	}
	for i, x := range v {
		n := int(math.Round(float64((x/most + 1) / 2 * queryTop)))
		q.sum += n
		for b := range q.planes {
			q.planes[b][i/64] |= uint64(n>>b&1) << (i % 64)
		}
	}
	return q
}

// scores gives for each sketch a number of at most mostScore that rises with the sum of the
// query's numbers times the signs.
func (q signQuery) scores(signs []uint64, dims int, out []uint16) {
	w := sketchWords(dims)
	if w == 6 { // 384 dimensions, written out: twice as quick
		q.scores384(signs, out)
		return
	}
	for slot := range out {
		s := signs[w*slot : w*slot+w]
		total, ones := 0, 0
		for i, word := range s {
			ones += bits.OnesCount64(word)
			for b := range q.planes {
				total += bits.OnesCount64(word&q.planes[b][i]) << b
			}
		}
		out[slot] = q.score(total, ones, dims)
	}
}

func (q signQuery) scores384(signs []uint64, out []uint16) {
	p0, p1 := (*[6]uint64)(q.planes[0]), (*[6]uint64)(q.planes[1])
	p2, p3 := (*[6]uint64)(q.planes[2]), (*[6]uint64)(q.planes[3])
	for slot := range out {
		s := (*[6]uint64)(signs[6*slot:])
		ones, n0, n1, n2, n3 := 0, 0, 0, 0, 0
		for i, word := range s {
			ones += bits.OnesCount64(word)
			n0 += bits.OnesCount64(word & p0[i])
			n1 += bits.OnesCount64(word & p1[i])
			n2 += bits.OnesCount64(word & p2[i])
			n3 += bits.OnesCount64(word & p3[i])
		}
		out[slot] = q.score(n0+2*n1+4*n2+8*n3, ones, 384)
	}
}

// score turns counts over one sketch, the mapped numbers where the sign is positive and the
// positive signs, into its score. With n the mapped numbers and s the signs as ±1,
// Σ(2n−15)·s = 2·(2·total−sum) − 15·(2·ones−dims), which lies in ±15·dims.
func (q signQuery) score(total, ones, dims int) uint16 {
	return uint16((2*(2*total-q.sum) - queryTop*(2*ones-dims) + queryTop*dims) >> scoreShift(dims))
}

// scoreShift halves scores, which are all even or all odd; once more where they would not fit.
func scoreShift(dims int) int {
	if dims > 4096 {
		return 2
	}
	return 1
}

// mostScore is the greatest score for vectors of these dimensions.
func mostScore(dims int) int { return 2 * queryTop * dims >> scoreShift(dims) }

// scoreOf gives the least score whose estimated cosine is at least cosine.
func (q signQuery) scoreOf(cosine float64, dims int) int {
	if q.most == 0 {
		return 0
	}
	sum := cosine / math.Sqrt(math.Pi/2/float64(dims)) / q.most * queryTop
	return min(max((int(math.Floor(sum))+queryTop*dims)>>scoreShift(dims), 0), mostScore(dims))
}

// codeTables has, for each two numbers of v, what they add to the cosine under each of the 256
// values that a byte of codes can have.
func codeTables(v []float32) [][256]float32 {
	tables := make([][256]float32, codeBytes(len(v)))
	step := float32(codeStep / (1 - codeDistortion) / math.Sqrt(float64(len(v))))
	for t := range tables {
		for value := range 256 {
			sum := v[2*t] * (float32(value&15) - 7.5)
			if 2*t+1 < len(v) {
				sum += v[2*t+1] * (float32(value>>4) - 7.5)
			}
			tables[t][value] = sum * step
		}
	}
	return tables
}

// codeCosine adds up the tables for one vector's codes.
func codeCosine(tables [][256]float32, codes []byte) float64 {
	var a, b float32
	for i := 0; i+1 < len(codes); i += 2 {
		a += tables[i][codes[i]]
		b += tables[i+1][codes[i+1]]
	}
	if len(codes)%2 == 1 {
		a += tables[len(codes)-1][codes[len(codes)-1]]
	}
	return float64(a + b)
}
