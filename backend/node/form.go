package node

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// form is a settings struct seen as controls. It is made once per kind from the tags
//
//	json:"name" label:"…" help:"…" widget:"…" options:"value=Label=Help|value=Label"
//	min:"0" max:"2" step:"0.1" required:"true" advanced:"true" showif:"field=value|other"
//	placeholder:"…" default:"…" (in the rows of a list)
//
// Fields are strings, bools, ints, float64s, and slices of structs of these (lists).
type form struct {
	fields []formField
	byName map[string]int
}

type formField struct {
	Field
	index int   // in the struct
	rows  *form // of a list
}

// formOf reads the tags of S; a mistake in them panics, since only a programmer can make it.
func formOf[S any](kind string) *form {
	t := reflect.TypeFor[S]()
	if t.Kind() != reflect.Struct {
		panic(fmt.Sprintf("node: the settings of %q are not a struct", kind))
	}
	f, err := readForm(t)
	if err != nil {
		panic(fmt.Sprintf("node: the settings of %q: %v", kind, err))
	}
	return f
}

func readForm(t reflect.Type) (*form, error) {
	f := &form{byName: map[string]int{}}
	for i := range t.NumField() {
		field, err := readField(t.Field(i), i)
		if err != nil {
			return nil, fmt.Errorf("field %s: %w", t.Field(i).Name, err)
		}
		if _, twice := f.byName[field.Name]; twice {
			return nil, fmt.Errorf("field %s: the name %q is taken", t.Field(i).Name, field.Name)
		}
		f.byName[field.Name] = len(f.fields)
		f.fields = append(f.fields, field)
	}
	for _, field := range f.fields {
		if name, _, _ := strings.Cut(field.ShowIf, "="); field.ShowIf != "" {
			if _, ok := f.byName[name]; !ok {
				return nil, fmt.Errorf("showif of %q names no field: %q", field.Name, field.ShowIf)
			}
		}
	}
	return f, nil
}

func readField(sf reflect.StructField, index int) (formField, error) {
	tag := sf.Tag
	name, _, _ := strings.Cut(tag.Get("json"), ",")
	if name == "" || name == "-" || !sf.IsExported() {
		return formField{}, fmt.Errorf("needs an exported name and a json tag")
	}
	field := formField{index: index, Field: Field{
		Name: name, Label: tag.Get("label"), Help: tag.Get("help"), Widget: tag.Get("widget"),
		Required: tag.Get("required") == "true", Advanced: tag.Get("advanced") == "true",
		ShowIf: tag.Get("showif"), Placeholder: tag.Get("placeholder"),
		Options: readOptions(tag.Get("options")), Items: []Field{},
	}}
	if field.Label == "" && field.Widget != "hidden" {
		return formField{}, fmt.Errorf("needs a label")
	}
	var err error
	if field.Min, err = readNumber(tag.Get("min")); err != nil {
		return formField{}, err
	}
	if field.Max, err = readNumber(tag.Get("max")); err != nil {
		return formField{}, err
	}
	if s, err := readNumber(tag.Get("step")); err != nil {
		return formField{}, err
	} else if s != nil {
		field.Step = *s
	}
	return field, readType(sf, &field)
}

// readType fills in what follows from the Go type.
func readType(sf reflect.StructField, field *formField) error {
	widget := ""
	switch kind := sf.Type.Kind(); {
	case kind == reflect.String:
		widget = "text"
		if len(field.Options) > 0 {
			widget = "select"
		}
	case kind == reflect.Bool:
		widget = "switch"
	case kind == reflect.Int, kind == reflect.Float64:
		widget = "number"
		if kind == reflect.Int && field.Step == 0 {
			field.Step = 1
		}
	case kind == reflect.Slice && sf.Type.Elem().Kind() == reflect.Struct:
		widget = "list"
		rows, err := readForm(sf.Type.Elem())
		if err != nil {
			return err
		}
		field.rows = rows
	default:
		return fmt.Errorf("the type %s has no control", sf.Type)
	}
	if field.Widget == "" {
		field.Widget = widget
	}
	var err error
	field.Default, err = readDefault(sf.Type, sf.Tag.Get("default"))
	return err
}

func readDefault(t reflect.Type, text string) (any, error) {
	switch t.Kind() {
	case reflect.Bool:
		return text == "true", nil
	case reflect.Int:
		if text == "" {
			return 0, nil
		}
		return strconv.Atoi(text)
	case reflect.Float64:
		if text == "" {
			return 0.0, nil
		}
		return strconv.ParseFloat(text, 64)
	case reflect.Slice:
		return []any{}, nil
	}
	return text, nil
}

func readOptions(tag string) []Option {
	options := []Option{}
	if tag == "" {
		return options
	}
	for _, part := range strings.Split(tag, "|") {
		words := strings.SplitN(part, "=", 3)
		o := Option{Value: words[0], Label: words[0]}
		if len(words) > 1 {
			o.Label = words[1]
		}
		if len(words) > 2 {
			o.Help = words[2]
		}
		options = append(options, o)
	}
	return options
}

func readNumber(tag string) (*float64, error) {
	if tag == "" {
		return nil, nil
	}
	n, err := strconv.ParseFloat(tag, 64)
	if err != nil {
		return nil, fmt.Errorf("%q is not a number", tag)
	}
	return &n, nil
}

// describe gives the controls, with the defaults of a new step where they are given.
func (f *form) describe(defaults map[string]any) []Field {
	fields := make([]Field, 0, len(f.fields))
	for _, field := range f.fields {
		d := field.Field
		if v, ok := defaults[d.Name]; ok {
			d.Default = v
		}
		if field.rows != nil {
			d.Items = field.rows.describe(nil)
		}
		fields = append(fields, d)
	}
	return fields
}

// shown reports whether the field is visible with these settings.
func (f *form) shown(field formField, settings reflect.Value) bool {
	name, want, _ := strings.Cut(field.ShowIf, "=")
	if name == "" {
		return true
	}
	got := fmt.Sprint(settings.Field(f.fields[f.byName[name]].index).Interface())
	for _, w := range strings.Split(want, "|") {
		if got == w {
			return true
		}
	}
	return false
}
