// Package suggest knows open models that are worth trying and what this computer can run.
package suggest

import "greenlight/backend/domain"

// Date is the day on which the list was last compared with the makers' pages and Ollama's
// library. Sizes are those of the default quantisation there.
const Date = "2025-12-01"

// Model is a well-known open model, by its name in Ollama's library.
type Model struct {
	Name        string // as Ollama calls it
	Title       string
	Maker       string
	Kind        domain.ModelKind
	Size        int64 // bytes to load
	Licence     string
	Description string // one sentence for people who choose
}

const (
	mb = 1_000_000
	gb = 1_000_000_000
)

// Models gives the list: those that write answers from small to large, then those that
// compare texts.
func Models() []Model {
	const chat, embedding = domain.ModelChat, domain.ModelEmbedding
	return []Model{
		{"llama3.2:1b", "Llama 3.2 1B", "Meta", chat, 1300 * mb, "Llama 3.2 Community", "Runs on nearly every computer; good for trying things out, weak on hard questions."},
		{"gemma3:1b", "Gemma 3 1B", "Google", chat, 815 * mb, "Gemma Terms of Use", "The smallest; short answers in many languages."},
		{"llama3.2:3b", "Llama 3.2 3B", "Meta", chat, 2000 * mb, "Llama 3.2 Community", "Quick and decent on a laptop without a graphics card."},
		{"phi4-mini:3.8b", "Phi-4 mini", "Microsoft", chat, 2500 * mb, "MIT", "Small, and good at following instructions and at numbers."},
		{"qwen3:4b", "Qwen 3 4B", "Alibaba", chat, 2500 * mb, "Apache 2.0", "Strong for its size, in many languages; thinks before it answers."},
		{"gemma3:4b", "Gemma 3 4B", "Google", chat, 3300 * mb, "Gemma Terms of Use", "A good first choice for documents in many languages."},
		{"mistral:7b", "Mistral 7B", "Mistral AI", chat, 4400 * mb, "Apache 2.0", "Proven and quick; best in English and French."},
		{"llama3.1:8b", "Llama 3.1 8B", "Meta", chat, 4900 * mb, "Llama 3.1 Community", "A solid all-rounder that reads long texts."},
		{"qwen3:8b", "Qwen 3 8B", "Alibaba", chat, 5200 * mb, "Apache 2.0", "Careful answers and good forms; thinks before it answers."},
		{"mistral-nemo:12b", "Mistral Nemo 12B", "Mistral AI and NVIDIA", chat, 7100 * mb, "Apache 2.0", "Reads long texts, in many European languages."},
		{"gemma3:12b", "Gemma 3 12B", "Google", chat, 8100 * mb, "Gemma Terms of Use", "Clearly better than the small ones; wants a good computer."},
		{"phi4:14b", "Phi-4 14B", "Microsoft", chat, 9100 * mb, "MIT", "Good at reasoning, for its size."},
		{"qwen3:14b", "Qwen 3 14B", "Alibaba", chat, 9300 * mb, "Apache 2.0", "Careful and accurate; wants a graphics card or patience."},
		{"gpt-oss:20b", "gpt-oss 20B", "OpenAI", chat, 14 * gb, "Apache 2.0", "Open model of OpenAI; quick for its quality."},
		{"mistral-small3.2:24b", "Mistral Small 3.2", "Mistral AI", chat, 15 * gb, "Apache 2.0", "Near to hosted models, on a strong computer."},
		{"gemma3:27b", "Gemma 3 27B", "Google", chat, 17 * gb, "Gemma Terms of Use", "The best Gemma; wants a strong graphics card."},
		{"qwen3:30b", "Qwen 3 30B", "Alibaba", chat, 19 * gb, "Apache 2.0", "Large, yet quick, since it uses a part of itself at a time."},
		{"llama3.3:70b", "Llama 3.3 70B", "Meta", chat, 43 * gb, "Llama 3.3 Community", "For workstations and servers; answers like large hosted models."},

		{"nomic-embed-text:latest", "Nomic Embed Text", "Nomic AI", embedding, 274 * mb, "Apache 2.0", "Finds passages by meaning in English; the usual first choice."},
		{"embeddinggemma:300m", "EmbeddingGemma", "Google", embedding, 622 * mb, "Gemma Terms of Use", "Finds passages by meaning in over 100 languages, on small computers."},
		{"qwen3-embedding:0.6b", "Qwen 3 Embedding 0.6B", "Alibaba", embedding, 639 * mb, "Apache 2.0", "Accurate, in many languages; reads long pieces."},
		{"mxbai-embed-large:latest", "mxbai Embed Large", "Mixedbread", embedding, 670 * mb, "Apache 2.0", "Accurate in English; pieces up to about 350 words."},
		{"bge-m3:latest", "BGE-M3", "BAAI", embedding, 1200 * mb, "MIT", "Finds passages by meaning across languages; reads long pieces."},
		{"snowflake-arctic-embed2:latest", "Arctic Embed 2", "Snowflake", embedding, 1200 * mb, "Apache 2.0", "Strong at search, in many languages."},
		{"all-minilm:latest", "all-MiniLM", "Sentence Transformers", embedding, 46 * mb, "Apache 2.0", "Very small and fast; English, short pieces."},
	}
}

// Memory gives the bytes that a model needs while it runs: its weights, and as much again as a
// context of some thousand words and the program take.
func (m Model) Memory() int64 {
	if m.Kind == domain.ModelEmbedding {
		return m.Size + m.Size/5 + 300*mb
	}
	return m.Size + m.Size/6 + 1200*mb
}

// Fits reports whether a computer with so much memory can run the model and still be used for
// other things: a quarter, and at least two gigabytes, stay free. 0 is unknown and fits.
func (m Model) Fits(memory int64) bool {
	if memory <= 0 {
		return true
	}
	return m.Memory() <= memory-max(memory/4, 2*gb)
}
