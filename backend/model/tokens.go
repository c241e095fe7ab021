package model

import (
	"strings"
	"unicode"

	"greenlight/backend/domain"
)

// EstimateTokens guesses how many tokens a text has, for providers that do not say and for
// prices before a run. Latin script has about four letters a token (OpenAI's rule of thumb);
// in Chinese, Japanese and Korean nearly each character is one. Expect it to be off by up to
// a third.
func EstimateTokens(text string) int {
	narrow, wide := 0, 0
	for _, r := range text {
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
			wide++
		} else {
			narrow++
		}
	}
	return (narrow+3)/4 + wide
}

// EstimateMessages guesses the tokens of a conversation: its texts, and four a message for
// the marks around it.
func EstimateMessages(messages []Message) int {
	n := 0
	for _, m := range messages {
		n += EstimateTokens(m.Content) + 4
	}
	return n
}

// Cost gives the price of tokens in US dollars, 0 when the model's prices are not known.
func Cost(m domain.Model, in, out int) float64 {
	if !m.PriceKnown {
		return 0
	}
	return (float64(in)*m.PriceIn + float64(out)*m.PriceOut) / 1e6
}

const mostTokens = 20_000_000 // more in one call is not a count but a mistake

// settleTokens replaces counts that are missing or cannot be true by estimates: a token is at
// least one byte of text, apart from what templates add and from hidden reasoning.
func settleTokens(req ChatRequest, resp *ChatResponse) {
	sent := 0
	for _, m := range req.Messages {
		sent += len(m.Content) + 64
	}
	if resp.TokensIn <= 0 || resp.TokensIn > sent+8192 {
		resp.TokensIn, resp.Estimated = EstimateMessages(req.Messages), true
	}
	text := resp.Reasoning + resp.Text
	empty := strings.TrimSpace(text) == ""
	if resp.TokensOut < 0 || resp.TokensOut == 0 && !empty || resp.TokensOut > mostTokens {
		resp.TokensOut, resp.Estimated = EstimateTokens(text), true
	}
}
