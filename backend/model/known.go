package model

import (
	"strconv"
	"strings"
)

// KnownDate is the day on which the table below was last compared with the providers' public
// pages. Prices change: people can correct them on each model, and providers that tell prices
// in their list (OpenRouter, Together) are believed first.
const KnownDate = "2025-12-01"

// knownModel is what is public about a hosted model. Prices in US dollars per million tokens.
type knownModel struct {
	Context    int
	Dimensions int
	In, Out    float64
}

// knownModels by preset and name. A name that ends in * stands for every name that begins so;
// the longest match counts.
var knownModels = map[string]map[string]knownModel{
	"openai": {
		"gpt-5":                  {Context: 400_000, In: 1.25, Out: 10},
		"gpt-5-2025*":            {Context: 400_000, In: 1.25, Out: 10},
		"gpt-5-mini*":            {Context: 400_000, In: 0.25, Out: 2},
		"gpt-5-nano*":            {Context: 400_000, In: 0.05, Out: 0.40},
		"gpt-5.1*":               {Context: 400_000, In: 1.25, Out: 10},
		"gpt-4.1":                {Context: 1_047_576, In: 2, Out: 8},
		"gpt-4.1-2025*":          {Context: 1_047_576, In: 2, Out: 8},
		"gpt-4.1-mini*":          {Context: 1_047_576, In: 0.40, Out: 1.60},
		"gpt-4.1-nano*":          {Context: 1_047_576, In: 0.10, Out: 0.40},
		"gpt-4o":                 {Context: 128_000, In: 2.50, Out: 10},
		"gpt-4o-2024-08*":        {Context: 128_000, In: 2.50, Out: 10},
		"gpt-4o-2024-11*":        {Context: 128_000, In: 2.50, Out: 10},
		"gpt-4o-mini":            {Context: 128_000, In: 0.15, Out: 0.60},
		"gpt-4o-mini-2024*":      {Context: 128_000, In: 0.15, Out: 0.60},
		"o3":                     {Context: 200_000, In: 2, Out: 8},
		"o3-mini*":               {Context: 200_000, In: 1.10, Out: 4.40},
		"o4-mini":                {Context: 200_000, In: 1.10, Out: 4.40},
		"gpt-3.5-turbo":          {Context: 16_385, In: 0.50, Out: 1.50},
		"text-embedding-3-small": {Context: 8191, Dimensions: 1536, In: 0.02},
		"text-embedding-3-large": {Context: 8191, Dimensions: 3072, In: 0.13},
		"text-embedding-ada-002": {Context: 8191, Dimensions: 1536, In: 0.10},
	},
	"mistral": {
		"mistral-large-2411":   {Context: 131_072, In: 2, Out: 6},
		"mistral-medium-25*":   {Context: 131_072, In: 0.40, Out: 2},
		"mistral-small-25*":    {Context: 131_072, In: 0.10, Out: 0.30},
		"mistral-small-latest": {Context: 131_072, In: 0.10, Out: 0.30},
		"ministral-8b*":        {Context: 131_072, In: 0.10, Out: 0.10},
		"ministral-3b*":        {Context: 131_072, In: 0.04, Out: 0.04},
		"open-mistral-nemo*":   {Context: 131_072, In: 0.15, Out: 0.15},
		"mistral-embed*":       {Context: 8192, Dimensions: 1024, In: 0.10},
	},
	"groq": {
		"llama-3.1-8b-instant":    {Context: 131_072, In: 0.05, Out: 0.08},
		"llama-3.3-70b-versatile": {Context: 131_072, In: 0.59, Out: 0.79},
		"openai/gpt-oss-20b":      {Context: 131_072, In: 0.075, Out: 0.30},
		"openai/gpt-oss-120b":     {Context: 131_072, In: 0.15, Out: 0.60},
		"qwen/qwen3-32b":          {Context: 131_072, In: 0.29, Out: 0.59},
	},
	"deepseek": {
		"deepseek-chat":     {Context: 131_072, In: 0.28, Out: 0.42},
		"deepseek-reasoner": {Context: 131_072, In: 0.28, Out: 0.42},
	},
}

// known finds a model in the table.
func known(preset, name string) (knownModel, bool) {
	table := knownModels[preset]
	if k, ok := table[name]; ok {
		return k, true
	}
	best, length := knownModel{}, -1
	for pattern, k := range table {
		stem, open := strings.CutSuffix(pattern, "*")
		if open && strings.HasPrefix(name, stem) && len(stem) > length {
			best, length = k, len(stem)
		}
	}
	return best, length >= 0
}

func dimensionsText(n int) string {
	return "It compares texts by " + strconv.Itoa(n) + " numbers each."
}
