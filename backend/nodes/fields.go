package nodes

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"greenlight/backend/domain"
	"greenlight/backend/node"
)

// promptField is one field of a form that a model fills in.
type promptField struct {
	Name    string `json:"name" label:"Field" help:"The name of the field." required:"true" max:"60"`
	Type    string `json:"type" label:"Holds" help:"What may stand in it." default:"text" options:"text=Text|choice=One of several choices|number=A number|yes_no=Yes or no|list=A list of texts"`
	Choices string `json:"choices" label:"Choices" help:"Separated by commas." showif:"type=choice" required:"true" max:"4000"`
	Help    string `json:"help" label:"Explanation" help:"What the model should put here." max:"1000"`
}

// choices parts a list at commas, keeping capitals.
func (f promptField) choices() []string {
	var list []string
	for _, c := range strings.FieldsFunc(f.Choices, func(r rune) bool { return r == ',' || r == '\n' || r == ';' }) {
		if c = strings.TrimSpace(c); c != "" {
			list = append(list, c)
		}
	}
	return list
}

// checkFields checks the form of a prompt's result.
func checkFields(s promptSettings) []domain.Problem {
	if strings.TrimSpace(s.Schema) != "" {
		var object map[string]json.RawMessage
		if json.Unmarshal([]byte(s.Schema), &object) != nil {
			return []domain.Problem{node.Wrong("schema", "The JSON Schema is not a JSON object.", "Correct it, or empty it and use the fields.")}
		}
		return nil
	}
	if len(s.Fields) == 0 {
		return []domain.Problem{node.Wrong("fields", "The result has no fields yet.", "Add what the model should fill in.")}
	}
	var problems []domain.Problem
	seen := map[string]bool{}
	for i, f := range s.Fields {
		if f.Name != "" && seen[f.Name] {
			problems = append(problems, node.Wrong(fmt.Sprintf("fields[%d].name", i), fmt.Sprintf("Two fields have the name “%s”.", f.Name), "Give one of them another name."))
		}
		seen[f.Name] = true
		if f.Type == "choice" && f.Choices != "" && len(f.choices()) < 2 {
			problems = append(problems, node.Wrong(fmt.Sprintf("fields[%d].choices", i), fmt.Sprintf("“%s” has only one choice.", f.Name), "Write at least two, separated by a comma."))
		}
	}
	return problems
}

// schemaOf gives the JSON Schema of a prompt's result: the expert's own, or one made from the
// fields, which keeps their order because models fill in a form from top to bottom.
func schemaOf(s promptSettings) json.RawMessage {
	if own := strings.TrimSpace(s.Schema); own != "" {
		return json.RawMessage(own)
	}
	var properties, required bytes.Buffer
	for i, f := range s.Fields {
		if i > 0 {
			properties.WriteByte(',')
			required.WriteByte(',')
		}
		name := quoted(f.Name)
		properties.WriteString(name + ":" + fieldSchema(f))
		required.WriteString(name)
	}
	return json.RawMessage(`{"type":"object","properties":{` + properties.String() + `},"required":[` + required.String() + `],"additionalProperties":false}`)
}

func fieldSchema(f promptField) string {
	about := ""
	if f.Help != "" {
		about = `,"description":` + quoted(f.Help)
	}
	switch f.Type {
	case "number":
		return `{"type":"number"` + about + `}`
	case "yes_no":
		return `{"type":"boolean"` + about + `}`
	case "list":
		return `{"type":"array","items":{"type":"string"}` + about + `}`
	case "choice":
		names := make([]string, 0, len(f.choices()))
		for _, c := range f.choices() {
			names = append(names, quoted(c))
		}
		return `{"type":"string","enum":[` + strings.Join(names, ",") + `]` + about + `}`
	}
	return `{"type":"string"` + about + `}`
}

// quoted writes a JSON string. Strings of settings are valid UTF-8, so this cannot fail.
func quoted(s string) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if enc.Encode(s) != nil {
		return `""`
	}
	return strings.TrimSpace(b.String())
}
