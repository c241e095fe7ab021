package node

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"sort"

	"greenlight/backend/domain"
)

// decodeSettings reads settings strictly: every name must be a field, every value of its
// type. Fields that are missing or null have their defaults.
func decodeSettings[S any](f *form, raw json.RawMessage, defaults S) (S, error) {
	s := defaults
	v := reflect.ValueOf(&s).Elem()
	// Lists of the defaults are shared between steps: copy them.
	for _, field := range f.fields {
		if list := v.Field(field.index); field.rows != nil {
			list.Set(reflect.AppendSlice(reflect.MakeSlice(list.Type(), 0, list.Len()), list))
		}
	}
	if len(bytes.TrimSpace(raw)) == 0 {
		return s, nil
	}
	return s, decodeObject(f, raw, v, "settings")
}

func decodeObject(f *form, raw json.RawMessage, dst reflect.Value, path string) error {
	var values map[string]json.RawMessage
	if err := json.Unmarshal(raw, &values); err != nil {
		return errNotObject(err).WithPath(path)
	}
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	sort.Strings(names) // the same mistake is named each time
	for _, name := range names {
		at := path + "." + name
		i, ok := f.byName[name]
		if !ok {
			return domain.Errorf(domain.CodeInvalid, "This step has a setting “%s” that this Greenlight does not know.", shorten(name)).
				WithHint("It was probably made with a newer version. Update Greenlight, or remove the step and add it anew.").WithPath(at)
		}
		if bytes.Equal(bytes.TrimSpace(values[name]), []byte("null")) {
			continue
		}
		if err := decodeField(f.fields[i], values[name], dst.Field(f.fields[i].index), at); err != nil {
			return err
		}
	}
	return nil
}

func decodeField(field formField, raw json.RawMessage, dst reflect.Value, path string) error {
	if field.rows != nil {
		return decodeList(field, raw, dst, path)
	}
	fresh := reflect.New(dst.Type())
	if err := json.Unmarshal(raw, fresh.Interface()); err != nil {
		return errWrongType(field, dst.Kind()).WithPath(path).WithCause(err)
	}
	dst.Set(fresh.Elem())
	return nil
}

func decodeList(field formField, raw json.RawMessage, dst reflect.Value, path string) error {
	var rows []json.RawMessage
	if err := json.Unmarshal(raw, &rows); err != nil {
		return errWrongType(field, reflect.Slice).WithPath(path).WithCause(err)
	}
	list := reflect.MakeSlice(dst.Type(), len(rows), len(rows))
	for i, row := range rows {
		for _, f := range field.rows.fields {
			list.Index(i).Field(f.index).Set(reflect.ValueOf(f.Default).Convert(list.Index(i).Field(f.index).Type()))
		}
		if err := decodeObject(field.rows, row, list.Index(i), fmt.Sprintf("%s[%d]", path, i)); err != nil {
			return err
		}
	}
	dst.Set(list)
	return nil
}

func errWrongType(field formField, kind reflect.Kind) *domain.Error {
	what := "a text"
	switch kind {
	case reflect.Bool:
		what = "on or off (true or false)"
	case reflect.Int:
		what = "a whole number"
	case reflect.Float64:
		what = "a number"
	case reflect.Slice:
		what = "a list"
	}
	name := field.Label
	if name == "" {
		name = field.Name
	}
	return domain.Errorf(domain.CodeInvalid, "“%s” must be %s.", name, what)
}

func errNotObject(cause error) *domain.Error {
	return domain.Errorf(domain.CodeInvalid, "The settings of this step are not a list of names and values.").
		WithHint("The file may be damaged. Remove the step and add it anew.").WithCause(cause)
}

// shorten keeps a name from a file readable in a message.
func shorten(name string) string {
	if r := []rune(name); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return name
}
