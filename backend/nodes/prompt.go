package nodes

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"greenlight/backend/domain"
	"greenlight/backend/model"
	"greenlight/backend/node"
)

type promptSettings struct {
	Model       string        `json:"model" label:"Model" help:"Which language model writes the result." widget:"model" required:"true"`
	System      string        `json:"system" label:"Role and rules" help:"Who the model is and what always holds; it ranks above the message." widget:"textarea" max:"40000" placeholder:"You are a helpful assistant of our customer service…"`
	Template    string        `json:"template" label:"Message" help:"What the model is asked. Write {{name}} where something from another step belongs." widget:"prompt" required:"true" max:"100000" placeholder:"Write a friendly reply to this letter: {{letter}}"`
	Result      string        `json:"result" label:"Result" help:"What the model gives back." options:"text=Text|data=Named fields=For steps that decide or count."`
	Fields      []promptField `json:"fields" label:"Fields" help:"What the model has to fill in." showif:"result=data" max:"40"`
	Schema      string        `json:"schema" label:"JSON Schema" help:"For experts: used instead of the fields above." widget:"textarea" showif:"result=data" advanced:"true" max:"40000"`
	Temperature float64       `json:"temperature" label:"Variety" help:"0 gives the most likely wording each time; higher values vary more." widget:"slider" min:"0" max:"2" step:"0.1" advanced:"true"`
	MaxTokens   int           `json:"maxTokens" label:"Longest result" help:"In tokens, about three quarters of a word each; 0 leaves it to the model." min:"0" max:"200000" advanced:"true"`
}

// promptQuestion is the variable that the built-in answerer takes as the question when there
// are several.
const promptQuestion = "question"

var prompt = node.Declare(node.Declaration[promptSettings]{
	Kind: "prompt", Version: 1, Title: "Prompt", Group: groupModel, Icon: "sparkles", Color: "violet",
	Help: "Asks a language model to write, sort, extract or rewrite something.",
	Details: "Each {{name}} in the message becomes an input. Found pieces are put in as numbered sources, marked as data that the model must not obey. " +
		"With named fields as the result, the model fills in a form, and a “Choose” step can decide by one of its fields. " +
		"For an answer whose claims link to the documents, use “Answer with sources”.",
	Keywords: []string{"llm", "model", "chat", "generate", "write", "classify", "extract", "summarise", "translate", "gpt"},
	Defaults: promptSettings{Result: "text"},
	Ports: func(s promptSettings) node.Ports {
		out := node.Port{Name: "text", Label: "Text", Type: domain.PortText, Help: "What the model wrote."}
		if s.Result == "data" {
			out = node.Port{Name: "data", Label: "Fields", Type: domain.PortData, Help: "The fields that the model filled in."}
		}
		return node.Ports{In: append(variablePorts(s.Template), whenPort), Out: []node.Port{out}}
	},
	Check:   checkPrompt,
	Summary: summarisePrompt,
	Reuse: func(s promptSettings) (node.Uses, bool) {
		return node.Uses{Models: []string{s.Model}}, s.Temperature == 0
	},
	Run: runPrompt,
})

func checkPrompt(s promptSettings, site node.Site) []domain.Problem {
	var problems []domain.Problem
	if names := variables(s.System); len(names) > 0 {
		problems = append(problems, node.Doubtful("system", fmt.Sprintf("{{%s}} is not filled in here: rules come from you alone, not from what people put in.", names[0]),
			"Move {{"+names[0]+"}} to the message."))
	}
	if s.Result == "data" {
		problems = append(problems, checkFields(s)...)
	}
	if s.Model == domain.BuiltinChat {
		p := node.Wrong("model", "", "Choose a language model, or connect “Search knowledge” to a {{name}} of the message.")
		p.Fix = "choose_model"
		switch {
		case s.Result == "data":
			p.Message, p.Hint = "The built-in answerer quotes documents and cannot fill in fields.", "Choose a language model."
			problems = append(problems, p)
		case !site.Receives(domain.PortPassages):
			p.Message = "The built-in answerer only quotes found pieces, and none reach this step."
			problems = append(problems, p)
		}
	}
	return problems
}

func summarisePrompt(s promptSettings, names node.Named) string {
	if s.Model == "" {
		return "No model chosen"
	}
	if s.Template == "" {
		return names.Model(s.Model) + " · no message yet"
	}
	return names.Model(s.Model) + " · " + clip(s.Template, 60)
}

func runPrompt(ctx context.Context, c *node.Call[promptSettings]) (node.Outputs, error) {
	if c.Env.Models == nil {
		return nil, domain.Errorf(domain.CodeUnavailable, "Models cannot be asked here.")
	}
	s := c.Settings
	req, err := promptRequest(s, c.In)
	if err != nil {
		return nil, err
	}
	show := c.Delta
	if s.Result == "data" {
		show = nil // half a form says nothing to people
	}
	resp, err := c.Env.Models.Chat(ctx, s.Model, req, show)
	c.Use(usageOf(s.Model, resp))
	if err != nil {
		return nil, err
	}
	if s.Result != "data" {
		return node.Outputs{"text": domain.TextValue(resp.Text)}, nil
	}
	data := []byte(strings.TrimSpace(resp.Text))
	if !json.Valid(data) {
		err := domain.Errorf(domain.CodeProvider, "The model did not fill in the fields.")
		if resp.Finish == "length" {
			return nil, err.WithHint("Its result was cut off: raise “Longest result”.")
		}
		return nil, err.WithHint("Try again, ask for fewer fields, or choose another model.")
	}
	return node.Outputs{"data": {Type: domain.PortData, Data: data}}, nil
}

// promptRequest writes the messages. Only the builder's own words stand in the system role.
func promptRequest(s promptSettings, in node.Inputs) (model.ChatRequest, error) {
	grounding := groundingOf(s, in)
	if grounding == nil && s.Model == domain.BuiltinChat {
		return model.ChatRequest{}, domain.Errorf(domain.CodeUnsupported, "The built-in answerer only quotes found pieces, and none reached this step.").
			WithHint("Choose a language model, or connect “Search knowledge” to a {{name}} of the message.").WithPath("model")
	}
	offset := 0 // sources are numbered through all inputs, as in the grounding
	written := map[string]string{}
	message := fill(s.Template, func(name string) string {
		if text, done := written[name]; done {
			return text
		}
		v, _ := in.Value(name)
		text := node.AsText(v)
		if v.Type == domain.PortPassages {
			text = sourceListFrom(v.Passages, offset)
			offset += len(v.Passages)
		}
		written[name] = text
		return text
	})
	system := strings.TrimSpace(s.System)
	if grounding != nil {
		system = strings.TrimSpace(system + "\n\n" + sourceRule)
	}
	req := model.ChatRequest{Temperature: &s.Temperature, MaxTokens: s.MaxTokens, Grounding: grounding}
	if system != "" {
		req.Messages = append(req.Messages, model.Message{Role: model.RoleSystem, Content: system})
	}
	req.Messages = append(req.Messages, model.Message{Role: model.RoleUser, Content: message})
	if s.Result == "data" {
		req.JSON, req.Schema = true, schemaOf(s)
	}
	return req, nil
}

// groundingOf gives the question and the passages among the inputs, nil when none of them
// takes passages. The question is the variable of that name, else the first that is not
// passages, else the message itself without its variables.
func groundingOf(s promptSettings, in node.Inputs) *model.Grounding {
	g := &model.Grounding{}
	found, question := false, ""
	for _, name := range variables(s.Template) {
		v, ok := in.Value(name)
		switch {
		case !ok:
		case v.Type == domain.PortPassages:
			found = true
			g.Passages = append(g.Passages, v.Passages...)
		case question == "" || strings.EqualFold(name, promptQuestion):
			question = node.AsText(v)
		}
	}
	if !found {
		return nil
	}
	if question == "" {
		question = strings.TrimSpace(fill(s.Template, func(string) string { return "" }))
	}
	g.Question = question
	return g
}

func usageOf(id string, r model.ChatResponse) node.Usage {
	if r.Model != "" {
		id = r.Model
	}
	return node.Usage{Model: id, TokensIn: r.TokensIn, TokensOut: r.TokensOut, Cost: r.Cost}
}
