package node

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"greenlight/backend/domain"
)

// Site is where a step stands when it is checked.
type Site struct {
	World World
	// Inputs are the types that reach each input port; a port without a connection is absent.
	// A nil map means that the connections are not known, and checks that need them pass.
	Inputs map[string][]domain.PortType
}

// HasModel reports whether the model is in the catalogue; without a World it is.
func (s Site) HasModel(id string, kind domain.ModelKind) bool {
	return s.World == nil || s.World.HasModel(id, kind)
}

// HasKnowledge reports whether the knowledge base exists; without a World it does.
func (s Site) HasKnowledge(ref string) bool {
	return s.World == nil || s.World.HasKnowledge(ref)
}

// Receives reports whether a value of one of the types reaches some input, or may do so.
func (s Site) Receives(types ...domain.PortType) bool {
	if s.Inputs == nil {
		return true
	}
	for _, reached := range s.Inputs {
		for _, t := range reached {
			if t == domain.PortAny {
				return true
			}
			for _, want := range types {
				if t == want {
					return true
				}
			}
		}
	}
	return false
}

// Wrong makes a problem that forbids a run, at a settings field.
func Wrong(field, message, hint string) domain.Problem {
	return domain.Problem{Code: string(domain.CodeInvalid), Severity: domain.SeverityError, Message: message, Hint: hint, Field: field, Fix: "open_field"}
}

// Doubtful makes a problem that a person should look at, at a settings field.
func Doubtful(field, message, hint string) domain.Problem {
	p := Wrong(field, message, hint)
	p.Severity = domain.SeverityWarning
	return p
}

// checkFields checks what the tags say: required, limits, options, and that models and
// knowledge bases exist. Hidden fields are not checked.
func checkFields[S any](f *form, settings S, site Site) []domain.Problem {
	return checkStruct(f, reflect.ValueOf(settings), site, "")
}

func checkStruct(f *form, v reflect.Value, site Site, prefix string) []domain.Problem {
	var problems []domain.Problem
	for _, field := range f.fields {
		if !f.shown(field, v) {
			continue
		}
		problems = append(problems, checkField(field, v.Field(field.index), site, prefix+field.Name)...)
	}
	return problems
}

func checkField(field formField, v reflect.Value, site Site, name string) []domain.Problem {
	switch v.Kind() {
	case reflect.String:
		return checkString(field, v.String(), site, name)
	case reflect.Int:
		return checkRange(field, float64(v.Int()), name)
	case reflect.Float64:
		return checkRange(field, v.Float(), name)
	case reflect.Slice:
		return checkList(field, v, site, name)
	}
	return nil
}

func checkString(field formField, s string, site Site, name string) []domain.Problem {
	switch field.Widget {
	case "model":
		return checkModel(field, s, site, name)
	case "knowledge":
		return checkKnowledge(field, s, site, name)
	}
	switch {
	case field.Required && strings.TrimSpace(s) == "":
		return []domain.Problem{Wrong(name, fmt.Sprintf("“%s” is empty.", field.Label), "Fill it in.")}
	case field.Max != nil && utf8.RuneCountInString(s) > int(*field.Max):
		return []domain.Problem{Wrong(name, fmt.Sprintf("“%s” is longer than %s characters.", field.Label, number(*field.Max)), "Shorten it.")}
	case len(field.Options) > 0 && !hasOption(field.Options, s):
		return []domain.Problem{Wrong(name, fmt.Sprintf("“%s” has the unknown choice “%s”.", field.Label, shorten(s)), "Choose one of the list.")}
	}
	return nil
}

func checkModel(field formField, id string, site Site, name string) []domain.Problem {
	p := domain.Problem{Code: string(domain.CodeNoModel), Severity: domain.SeverityError, Field: name, Fix: "choose_model", Hint: "Choose a model."}
	switch {
	case id == "" && field.Required:
		p.Message = "No model is chosen."
	case id != "" && !site.HasModel(id, domain.ModelChat):
		p.Message = fmt.Sprintf("The model “%s” is not in your list of models.", shorten(id))
		p.Hint = "Choose another model, or add this one under Models."
	default:
		return nil
	}
	return []domain.Problem{p}
}

func checkKnowledge(field formField, ref string, site Site, name string) []domain.Problem {
	p := domain.Problem{Code: "no_knowledge", Severity: domain.SeverityError, Field: name, Fix: "choose_knowledge", Hint: "Choose where to search."}
	switch {
	case ref == "" && field.Required:
		p.Message = "No knowledge is chosen."
	case ref != "" && !site.HasKnowledge(ref):
		p.Message = "The knowledge that this step searches is gone."
		p.Hint = "Choose another, or add it under Knowledge."
	default:
		return nil
	}
	return []domain.Problem{p}
}

func checkRange(field formField, n float64, name string) []domain.Problem {
	low, high := field.Min != nil && n < *field.Min, field.Max != nil && n > *field.Max
	if !low && !high {
		return nil
	}
	message := ""
	switch {
	case field.Min != nil && field.Max != nil:
		message = fmt.Sprintf("“%s” must be between %s and %s.", field.Label, number(*field.Min), number(*field.Max))
	case low:
		message = fmt.Sprintf("“%s” must be at least %s.", field.Label, number(*field.Min))
	default:
		message = fmt.Sprintf("“%s” must be at most %s.", field.Label, number(*field.Max))
	}
	return []domain.Problem{Wrong(name, message, "Change the number.")}
}

func checkList(field formField, v reflect.Value, site Site, name string) []domain.Problem {
	var problems []domain.Problem
	switch n := float64(v.Len()); {
	case field.Min != nil && n < *field.Min:
		problems = append(problems, Wrong(name, fmt.Sprintf("“%s” needs at least %s.", field.Label, number(*field.Min)), "Add one."))
	case field.Max != nil && n > *field.Max:
		problems = append(problems, Wrong(name, fmt.Sprintf("“%s” has more than %s entries.", field.Label, number(*field.Max)), "Remove some."))
	}
	for i := range v.Len() {
		problems = append(problems, checkStruct(field.rows, v.Index(i), site, fmt.Sprintf("%s[%d].", name, i))...)
	}
	return problems
}

func hasOption(options []Option, value string) bool {
	for _, o := range options {
		if o.Value == value {
			return true
		}
	}
	return false
}

func number(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }
