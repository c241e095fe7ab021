package node

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"greenlight/backend/domain"
)

// converters holds, by the type of the input and then of the output, how a value crosses an
// edge. A pair without an entry does not fit. It is the one table behind Accepts, Accepted
// and Convert.
var converters = map[domain.PortType]map[domain.PortType]func(domain.Value) (domain.Value, error){
	domain.PortText: {
		domain.PortText:     keep,
		domain.PortAnswer:   toText,
		domain.PortPassages: toText,
		domain.PortData:     toText,
	},
	domain.PortPassages: {
		domain.PortPassages: keep,
	},
	domain.PortAnswer: {
		domain.PortAnswer: keep,
	},
	domain.PortData: {
		domain.PortData:     keep,
		domain.PortText:     textToData,
		domain.PortAnswer:   answerToData,
		domain.PortPassages: passagesToData,
	},
	domain.PortAny: {
		domain.PortText:     keep,
		domain.PortPassages: keep,
		domain.PortAnswer:   keep,
		domain.PortData:     keep,
	},
}

// typeOrder is the order in which types are listed.
var typeOrder = []domain.PortType{domain.PortText, domain.PortAnswer, domain.PortPassages, domain.PortData, domain.PortAny}

// Accepts reports whether an edge may lead from an output of type out to an input of type
// in. An output whose type is not known yet ("any") fits everywhere.
func Accepts(in, out domain.PortType) bool {
	if out == domain.PortAny {
		_, known := converters[in]
		return known
	}
	_, ok := converters[in][out]
	return ok
}

// Accepted gives the whole table for the interface: by input type, the output types that fit.
func Accepted() map[string][]string {
	table := make(map[string][]string, len(typeOrder))
	for _, in := range typeOrder {
		outs := []string{}
		for _, out := range typeOrder {
			if Accepts(in, out) {
				outs = append(outs, string(out))
			}
		}
		table[string(in)] = outs
	}
	return table
}

// Convert makes a value fit an input of type in. It fails with CodeInvalid when the types
// do not fit, or when a text is not the JSON that a data input needs.
func Convert(v domain.Value, in domain.PortType) (domain.Value, error) {
	f, ok := converters[in][v.Type]
	if !ok {
		return domain.Value{}, domain.Errorf(domain.CodeInvalid, "This input takes %s and cannot take %s.", TypeName(in), TypeName(v.Type))
	}
	return f(v)
}

// TypeName is what people call a type of port, for use in a sentence.
func TypeName(t domain.PortType) string {
	switch t {
	case domain.PortText:
		return "text"
	case domain.PortPassages:
		return "found pieces"
	case domain.PortAnswer:
		return "an answer with sources"
	case domain.PortData:
		return "data"
	case domain.PortAny:
		return "anything"
	}
	return "an unknown type"
}

// AsText gives any value as text: found pieces as a numbered list with their places, data as
// JSON, except that a JSON string is given without its quotes.
func AsText(v domain.Value) string {
	switch v.Type {
	case domain.PortPassages:
		return passagesText(v.Passages)
	case domain.PortData:
		var s string
		if json.Unmarshal(v.Data, &s) == nil {
			return s
		}
		return string(bytes.TrimSpace(v.Data))
	default:
		return v.Text
	}
}

func passagesText(passages []domain.Passage) string {
	var b strings.Builder
	for i, p := range passages {
		if i > 0 {
			b.WriteString("\n\n")
		}
		fmt.Fprintf(&b, "[%d] %s", i+1, p.Title)
		switch {
		case p.PageLabel != "":
			fmt.Fprintf(&b, ", %s", p.PageLabel)
		case p.Page > 0:
			fmt.Fprintf(&b, ", page %d", p.Page)
		}
		b.WriteString("\n")
		b.WriteString(p.Text)
	}
	return b.String()
}

func keep(v domain.Value) (domain.Value, error) { return v, nil }

func toText(v domain.Value) (domain.Value, error) { return domain.TextValue(AsText(v)), nil }

func textToData(v domain.Value) (domain.Value, error) {
	text := strings.TrimSpace(v.Text)
	if !json.Valid([]byte(text)) {
		return domain.Value{}, domain.Errorf(domain.CodeInvalid, "This input takes data, and the text that reached it is not written as data (JSON).").
			WithHint("Let the step before give its result as fields, or connect the text to an input that takes text.")
	}
	return domain.Value{Type: domain.PortData, Data: json.RawMessage(text)}, nil
}

func answerToData(v domain.Value) (domain.Value, error) {
	citations := v.Citations
	if citations == nil {
		citations = []domain.Citation{}
	}
	return domain.DataValue(struct {
		Text      string            `json:"text"`
		Answered  bool              `json:"answered"`
		Citations []domain.Citation `json:"citations"`
	}{v.Text, v.Answered, citations})
}

func passagesToData(v domain.Value) (domain.Value, error) {
	passages := v.Passages
	if passages == nil {
		passages = []domain.Passage{}
	}
	return domain.DataValue(passages)
}
