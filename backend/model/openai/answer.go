package openai

import (
	"encoding/json"
	"strings"

	"greenlight/backend/model"
)

// chunk is one event of a stream, or a whole answer of a service that does not stream.
type chunk struct {
	Object  string          `json:"object"`
	Message string          `json:"message"` // vLLM's form of an error
	Code    json.RawMessage `json:"code"`
	Error   json.RawMessage `json:"error"`
	Choices []struct {
		Index        int    `json:"index"`
		Delta        part   `json:"delta"`
		Message      part   `json:"message"`
		FinishReason string `json:"finish_reason"`
	} `json:"choices"`
	Usage *struct {
		PromptTokens     int `json:"prompt_tokens"`
		CompletionTokens int `json:"completion_tokens"`
	} `json:"usage"`
}

// part is a stretch of a message. Services that show a model's thinking call it reasoning,
// reasoning_content, or put it among the content.
type part struct {
	Content          content `json:"content"`
	Reasoning        string  `json:"reasoning"`
	ReasoningContent string  `json:"reasoning_content"`
	Refusal          string  `json:"refusal"`
}

// content is a string, or a list of typed pieces (Mistral).
type content struct{ text, thinking string }

// UnmarshalJSON reads either form.
func (c *content) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '[' {
		var pieces []struct {
			Type     string  `json:"type"`
			Text     string  `json:"text"`
			Thinking content `json:"thinking"`
		}
		if err := json.Unmarshal(b, &pieces); err != nil {
			return err
		}
		for _, p := range pieces {
			c.text += p.Text
			c.thinking += p.Thinking.text
		}
		return nil
	}
	return json.Unmarshal(b, &c.text)
}

// failure reports an error that came as an event, with a status where it names one.
func (c chunk) failure() (status int, said string, failed bool) {
	switch {
	case len(c.Error) > 0 && string(c.Error) != "null":
		var e struct {
			Message string          `json:"message"`
			Code    json.RawMessage `json:"code"`
		}
		if json.Unmarshal(c.Error, &e) != nil {
			return 0, strings.Trim(string(c.Error), `"`), true
		}
		return statusOf(e.Code), e.Message, true
	case c.Object == "error":
		return statusOf(c.Code), c.Message, true
	}
	return 0, "", false
}

func statusOf(code json.RawMessage) int {
	var n int
	if json.Unmarshal(code, &n) == nil && n >= 400 && n < 600 {
		return n
	}
	return 0
}

// answer gathers a stream.
type answer struct {
	onDelta   func(string)
	text      strings.Builder
	reasoning strings.Builder
	think     thinking
	finish    string
	in, out   int
}

func (a *answer) add(c chunk) {
	if c.Usage != nil {
		a.in, a.out = c.Usage.PromptTokens, c.Usage.CompletionTokens
	}
	for _, choice := range c.Choices {
		if choice.Index != 0 {
			continue
		}
		for _, p := range []part{choice.Delta, choice.Message} {
			a.reasoning.WriteString(p.Reasoning)
			if p.ReasoningContent != p.Reasoning { // some send both, alike
				a.reasoning.WriteString(p.ReasoningContent)
			}
			a.reasoning.WriteString(p.Content.thinking)
			a.say(a.think.feed(p.Content.text))
			if p.Refusal != "" {
				a.say(p.Refusal, "")
				a.finish = "filter"
			}
		}
		if choice.FinishReason != "" && a.finish == "" {
			a.finish = finish(choice.FinishReason)
		}
	}
}

// say delivers text, and keeps thinking apart.
func (a *answer) say(text, thought string) {
	a.reasoning.WriteString(thought)
	if text == "" {
		return
	}
	a.text.WriteString(text)
	if a.onDelta != nil {
		a.onDelta(text)
	}
}

func (a *answer) end() { a.say(a.think.flush()) }

func finish(reason string) string {
	switch reason {
	case "length", "max_tokens", "model_length":
		return "length"
	case "content_filter":
		return "filter"
	}
	return "stop"
}

func (a *answer) response() model.ChatResponse {
	if a.finish == "" {
		a.finish = "stop"
	}
	return model.ChatResponse{Text: a.text.String(), Reasoning: strings.TrimSpace(a.reasoning.String()),
		TokensIn: a.in, TokensOut: a.out, Finish: a.finish}
}
