// Package tiny writes a small language model with random weights, for tests against a real
// Ollama server where no real model can be loaded. It has the Llama architecture (256 wide, 4
// layers) and writes nonsense, the same from the same seed.
package tiny

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"

	"github.com/ollama/ollama/fs/ggml"
)

// Shape of the model.
const (
	Width   = 256
	Layers  = 4
	Heads   = 4
	hidden  = 704
	Context = 4096
)

// Kinds of tensor in the GGUF format.
const (
	kindF32 = 0
	kindF16 = 1
)

// words give the vocabulary something to say besides single bytes.
const words = "the a of and to in is you that it he was for on are as with his they be at one have this from or had by not but what some we can out other were all there when up use your how said an each she leave days paid employee year company policy office travel expense report manager contract law risk source answer question document page "

// Write writes the model as a GGUF file.
func Write(path string, seed uint64) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	tokens, scores, types := vocabulary()
	kv := ggml.KV{
		"general.architecture": "llama", "general.name": "Tiny test model", "general.file_type": uint32(1),
		"general.parameter_count": uint64(3_000_000), "general.license": "Apache License 2.0",
		"llama.context_length": uint32(Context), "llama.embedding_length": uint32(Width), "llama.block_count": uint32(Layers),
		"llama.feed_forward_length": uint32(hidden), "llama.attention.head_count": uint32(Heads), "llama.attention.head_count_kv": uint32(Heads),
		"llama.rope.dimension_count": uint32(Width / Heads), "llama.attention.layer_norm_rms_epsilon": float32(1e-5), "llama.rope.freq_base": float32(10000),
		"llama.vocab_size": uint32(len(tokens)), "tokenizer.ggml.model": "llama", "tokenizer.ggml.tokens": tokens, "tokenizer.ggml.scores": scores,
		"tokenizer.ggml.token_type": types, "tokenizer.ggml.bos_token_id": uint32(1), "tokenizer.ggml.eos_token_id": uint32(2),
		"tokenizer.ggml.unknown_token_id": uint32(0), "tokenizer.ggml.add_bos_token": true, "tokenizer.ggml.add_eos_token": false,
	}
	return ggml.WriteGGUF(f, kv, tensors(len(tokens), seed))
}

// vocabulary is that of a SentencePiece tokenizer: control tokens, all bytes, letters, words.
func vocabulary() (tokens []string, scores []float32, types []int32) {
	const normal, unknown, control, single = 1, 2, 3, 6
	add := func(token string, score float32, kind int32) {
		tokens, scores, types = append(tokens, token), append(scores, score), append(types, kind)
	}
	add("<unk>", 0, unknown)
	add("<s>", 0, control)
	add("</s>", 0, control)
	for b := range 256 {
		add(fmt.Sprintf("<0x%02X>", b), 0, single)
	}
	const space = "\u2581"
	add(space, -1, normal)
	for r := '!'; r <= '~'; r++ {
		add(string(r), -2, normal)
	}
	for i, w := range bytes.Fields([]byte(words)) {
		add(space+string(w), float32(-3-i), normal)
	}
	return tokens, scores, types
}

func tensors(vocabulary int, seed uint64) []*ggml.Tensor {
	var out []*ggml.Tensor
	add := func(name string, scale float64, shape ...uint64) {
		t := &ggml.Tensor{Name: name, Kind: kindF16, Shape: shape}
		if len(shape) == 1 {
			t.Kind = kindF32
		}
		t.WriterTo = weights{tensor: t, scale: scale, seed: seed + uint64(len(out))}
		out = append(out, t)
	}
	add("token_embd.weight", 1, Width, uint64(vocabulary))
	for i := range Layers {
		block := func(name string, scale float64, shape ...uint64) {
			add(fmt.Sprintf("blk.%d.%s.weight", i, name), scale, shape...)
		}
		block("attn_norm", 0, Width)
		for _, name := range []string{"attn_q", "attn_k", "attn_v", "attn_output"} {
			block(name, 1/math.Sqrt(Width), Width, Width)
		}
		block("ffn_norm", 0, Width)
		block("ffn_gate", 1/math.Sqrt(Width), Width, hidden)
		block("ffn_up", 1/math.Sqrt(Width), Width, hidden)
		block("ffn_down", 1/math.Sqrt(hidden), hidden, Width)
	}
	add("output_norm.weight", 0, Width)
	add("output.weight", 1/math.Sqrt(Width), Width, uint64(vocabulary))
	return out
}

// weights writes a tensor's numbers: ones for norms, else normally distributed ones.
type weights struct {
	tensor *ggml.Tensor
	scale  float64
	seed   uint64
}

// WriteTo writes the numbers.
func (w weights) WriteTo(to io.Writer) (int64, error) {
	n := uint64(1)
	for _, s := range w.tensor.Shape {
		n *= s
	}
	r := rand.New(rand.NewPCG(w.seed, 1))
	var buf []byte
	for range n {
		if w.tensor.Kind == kindF32 {
			buf = binary.LittleEndian.AppendUint32(buf, math.Float32bits(1))
		} else {
			buf = binary.LittleEndian.AppendUint16(buf, half(float32(r.NormFloat64()*w.scale)))
		}
	}
	written, err := to.Write(buf)
	return int64(written), err
}

// half rounds a number of small size to the 16-bit format of IEEE 754.
func half(f float32) uint16 {
	b := math.Float32bits(f)
	sign, exp, frac := uint16(b>>16&0x8000), int(b>>23&0xff)-127+15, b&0x7fffff
	switch {
	case exp <= 0:
		return sign // too small: zero
	case exp >= 31:
		return sign | 0x7bff // too large: the largest
	}
	return sign | uint16(exp<<10) | uint16(frac>>13)
}
