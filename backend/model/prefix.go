package model

import "strings"

// embeddingPrefix is what a model was trained to see in front of a text. Leaving it out costs
// much of the quality of the search.
type embeddingPrefix struct {
	match           string // part of the model's name, lower case
	query, document string
}

// embeddingPrefixes come from the models' cards on Hugging Face. The first match counts.
var embeddingPrefixes = []embeddingPrefix{
	{"nomic-embed-text", "search_query: ", "search_document: "},
	{"embeddinggemma", "task: search result | query: ", "title: none | text: "},
	{"qwen3-embedding", "Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery:", ""},
	{"multilingual-e5-large-instruct", "Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery: ", ""},
	{"e5-", "query: ", "passage: "},
	{"mxbai-embed-large", "Represent this sentence for searching relevant passages: ", ""},
	{"snowflake-arctic-embed2", "query: ", ""},
	{"snowflake-arctic-embed-l-v2", "query: ", ""},
	{"snowflake-arctic-embed-m-v2", "query: ", ""},
	{"snowflake-arctic-embed", "Represent this sentence for searching relevant passages: ", ""},
	{"bge-large-en-v1.5", "Represent this sentence for searching relevant passages: ", ""},
	{"bge-base-en-v1.5", "Represent this sentence for searching relevant passages: ", ""},
	{"bge-small-en-v1.5", "Represent this sentence for searching relevant passages: ", ""},
}

// EmbeddingTexts puts what the named model expects in front of each text. Empty texts become a
// space, because several services refuse them.
func EmbeddingTexts(model string, purpose Purpose, texts []string) []string {
	prefix, lower := "", strings.ToLower(model)
	for _, p := range embeddingPrefixes {
		if strings.Contains(lower, p.match) {
			prefix = p.document
			if purpose == PurposeQuery {
				prefix = p.query
			}
			break
		}
	}
	out := make([]string, len(texts))
	for i, t := range texts {
		if t == "" {
			t = " "
		}
		out[i] = prefix + t
	}
	return out
}
