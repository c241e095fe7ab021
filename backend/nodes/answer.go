package nodes

import (
	"context"
	"fmt"
	"strings"

	"greenlight/backend/domain"
	"greenlight/backend/model"
	"greenlight/backend/node"
)

type answerSettings struct {
	Model        string  `json:"model" label:"Model" help:"Who writes the answer. The built-in answerer quotes your documents word for word and needs no language model." widget:"model" required:"true"`
	Length       string  `json:"length" label:"Length" help:"How long the answer should be; the built-in answerer decides by itself." options:"short=Short=One or two sentences.|medium=Medium=A short paragraph.|long=Thorough=Everything that the sources say about it."`
	Tone         string  `json:"tone" label:"Tone" help:"How a language model should sound." options:"neutral=Neutral|friendly=Friendly|formal=Formal|simple=Simple words"`
	Language     string  `json:"language" label:"Language" help:"Empty: the language of the question." placeholder:"Same as the question" max:"60"`
	Instructions string  `json:"instructions" label:"Further instructions" help:"What else a language model should observe." widget:"textarea" max:"20000" placeholder:"Mention the form to fill in, if there is one."`
	Otherwise    string  `json:"otherwise" label:"When nothing supports an answer" help:"What happens when the sources do not hold the answer." options:"say=Say so|branch=Take another path=Adds an output “Not answered” for a second search or a ready-made reply."`
	Refusal      string  `json:"refusal" label:"What to say then" help:"The sentence instead of an answer." showif:"otherwise=say" required:"true" max:"1000"`
	Temperature  float64 `json:"temperature" label:"Variety" help:"0 gives the most likely wording each time; higher values vary more." widget:"slider" min:"0" max:"2" step:"0.1" advanced:"true"`
	MaxTokens    int     `json:"maxTokens" label:"Longest answer" help:"In tokens, about three quarters of a word each; 0 leaves it to the model." min:"0" max:"200000" advanced:"true"`
}

// notAnswered is the output for questions that the sources do not answer.
const notAnswered = "not_answered"

var answer = node.Declare(node.Declaration[answerSettings]{
	Kind: "answer", Version: 1, Title: "Answer with sources", Group: groupModel, Icon: "message-square-quote", Color: "accent",
	Help: "Answers a question from found pieces only, with a checked quotation for what it says.",
	Details: "The pieces are given to the model as numbered sources that it must not obey. It has to cite them, and every citation is " +
		"looked up word for word in the document; what cannot be found is dropped. When nothing supports an answer, the step says so instead of guessing, " +
		"or takes the path that you connect. When the pieces are too long for the model, the weaker half is left out.",
	Keywords: []string{"citation", "quote", "rag", "grounded", "sources", "reply", "ask documents"},
	Defaults: answerSettings{
		Model: domain.BuiltinChat, Length: "medium", Tone: "neutral", Otherwise: "say",
		Refusal: "I found nothing in the documents that answers this.",
	},
	Ports: func(s answerSettings) node.Ports {
		p := node.Ports{
			In: []node.Port{
				{Name: "question", Label: "Question", Type: domain.PortText, Required: true, Help: "What to answer."},
				{Name: "passages", Label: "Found pieces", Type: domain.PortPassages, Required: true, Help: "What the answer may draw on, from “Search knowledge”."},
			},
			Out: []node.Port{{Name: "answer", Label: "Answer", Type: domain.PortAnswer, Help: "The answer with its citations."}},
		}
		if s.Otherwise == "branch" {
			p.Out = append(p.Out, node.Port{Name: notAnswered, Label: "Not answered", Type: domain.PortText,
				Help: "The question, when nothing supports an answer; “Answer” then gives nothing."})
		}
		return p
	},
	Summary: func(s answerSettings, names node.Named) string {
		if s.Model == "" {
			return "No model chosen"
		}
		return names.Model(s.Model)
	},
	Decline: notAnswered,
	Reuse: func(s answerSettings) (node.Uses, bool) {
		return node.Uses{Models: []string{s.Model}}, s.Temperature == 0
	},
	Run: runAnswer,
})

func runAnswer(ctx context.Context, c *node.Call[answerSettings]) (node.Outputs, error) {
	question := strings.TrimSpace(c.In.Text("question"))
	passages := c.In.Passages("passages")
	if question == "" || len(passages) == 0 {
		return declined(c), nil
	}
	if c.Env.Models == nil {
		return nil, domain.Errorf(domain.CodeUnavailable, "Models cannot be asked here.")
	}
	resp, used, err := askSources(ctx, c, question, passages)
	if err != nil {
		return nil, err
	}
	if resp.Declined || saysNothing(resp.Text, c.Settings.Refusal) {
		return declined(c), nil
	}
	text, citations := verify(resp, used, c.Settings.Refusal, nothingFound)
	if len(citations) == 0 {
		return declined(c), nil // what no source supports is not said
	}
	return node.Outputs{"answer": {Type: domain.PortAnswer, Text: text, Citations: citations, Answered: true}}, nil
}

// declined is the result when nothing supports an answer.
func declined(c *node.Call[answerSettings]) node.Outputs {
	if c.Settings.Otherwise == "branch" {
		return node.Outputs{notAnswered: domain.TextValue(c.In.Text("question"))}
	}
	return node.Outputs{"answer": {Type: domain.PortAnswer, Text: c.Settings.Refusal, Citations: []domain.Citation{}}}
}

// askSources asks the model, leaving out the weaker half of the passages for as long as they
// do not fit its context. It gives the passages that were used.
func askSources(ctx context.Context, c *node.Call[answerSettings], question string, passages []domain.Passage) (model.ChatResponse, []domain.Passage, error) {
	for {
		held := &holdBack{show: c.Delta}
		resp, err := c.Env.Models.Chat(ctx, c.Settings.Model, answerRequest(c.Settings, question, passages), held.add)
		c.Use(usageOf(c.Settings.Model, resp))
		if domain.IsCode(err, domain.CodeTooLong) && len(passages) > 1 {
			passages = passages[:len(passages)/2]
			continue
		}
		return resp, passages, err
	}
}

// nothingFound is what a model writes when the sources do not answer. It is not a word of any
// language, so that no answer begins with it by chance.
const nothingFound = "NO_ANSWER"

// answerRequest writes the messages: rules in the system role, sources and question as data
// in the user's.
func answerRequest(s answerSettings, question string, passages []domain.Passage) model.ChatRequest {
	rules := []string{
		"Use only what the sources say. Add no knowledge of your own, and do not guess.",
		"After each statement put the number of the source that supports it in square brackets, such as [1] or [2][3]. Keep to the wording of the source where you can; if you write in another language than it, add its decisive words in quotation marks.",
		"If the sources do not answer the question, write only " + nothingFound + ".",
		sourceRule,
		map[string]string{
			"short": "Answer in one or two sentences.", "long": "Be thorough: give everything that the sources say about the question, in short paragraphs or a list.",
		}[s.Length],
		map[string]string{
			"friendly": "Sound warm and helpful.", "formal": "Sound formal and precise.", "simple": "Use simple words and short sentences.",
		}[s.Tone],
	}
	if rules[4] == "" {
		rules[4] = "Answer in a short paragraph."
	}
	if language := strings.TrimSpace(s.Language); language != "" {
		rules = append(rules, "Answer in this language: "+language+".")
	} else {
		rules = append(rules, "Answer in the language of the question.")
	}
	var system strings.Builder
	system.WriteString("You answer questions from numbered sources.\n")
	n := 0
	for _, r := range rules {
		if r != "" {
			n++
			fmt.Fprintf(&system, "\n%d. %s", n, r)
		}
	}
	if more := strings.TrimSpace(s.Instructions); more != "" {
		system.WriteString("\n\nFurther instructions:\n" + more)
	}
	return model.ChatRequest{
		Messages: []model.Message{
			{Role: model.RoleSystem, Content: system.String()},
			{Role: model.RoleUser, Content: sourceList(passages) + "\n\nQuestion: " + question},
		},
		Temperature: &s.Temperature, MaxTokens: s.MaxTokens,
		Grounding: &model.Grounding{Question: question, Passages: passages},
	}
}

// saysNothing reports whether a model declined: with the agreed word, or with the sentence
// that people are shown.
func saysNothing(text, refusal string) bool {
	text = strings.TrimSpace(text)
	return text == "" || strings.HasPrefix(text, nothingFound) || strings.HasSuffix(text, nothingFound) || strings.EqualFold(text, strings.TrimSpace(refusal))
}

// holdBack shows streamed text except while it may still become the agreed word.
type holdBack struct {
	show func(string)
	held string
	open bool
}

func (h *holdBack) add(delta string) {
	if h.open {
		h.show(delta)
		return
	}
	h.held += delta
	start := strings.TrimLeft(h.held, " \n\t")
	if strings.HasPrefix(start, nothingFound) || strings.HasPrefix(nothingFound, start) {
		return
	}
	h.open = true
	h.show(start)
}
