package document

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"

	"greenlight/backend/domain"
)

// jsonLoader reads JSON and JSON Lines. A list of records becomes rows, one a record, as
// "name: value | name: value"; other data becomes lines of that form under headings.
type jsonLoader struct{}

func (jsonLoader) Name() string         { return "json" }
func (jsonLoader) Title() string        { return "JSON" }
func (jsonLoader) Extensions() []string { return []string{"json", "jsonl", "ndjson"} }

func (l jsonLoader) Detect(name string, head []byte) int {
	if byEnding(l, name) > 0 && looksLikeText(head) {
		return 2
	}
	return 0
}

func (l jsonLoader) Load(ctx context.Context, src Source, _ Options) (*domain.Extracted, error) {
	d, err := decodeText(src.Data, "")
	if err != nil {
		return nil, err
	}
	j := jsonReader{b: newBuilder(ctx)}
	j.b.warnEncoding(d)
	j.b.page("")
	if e := fileEnding(src.Name); e == "jsonl" || e == "ndjson" {
		err = j.lines(d.text)
	} else {
		err = j.document(d.text)
	}
	if err != nil {
		return nil, err
	}
	return j.b.finish(l.Name(), "")
}

type jsonReader struct{ b *builder }

// lines reads one value a line. A bad line is named in a warning; the others count.
func (j *jsonReader) lines(text string) error {
	number, good := 0, 0
	for line := range strings.SplitSeq(text, "\n") {
		number++
		if !j.b.ok() {
			return nil
		}
		if strings.TrimSpace(line) == "" {
			continue
		}
		v, err := decodeJSON(line)
		if err != nil {
			j.b.warn("partial", "Line "+strconv.Itoa(number)+" is no valid JSON and was left out.", 0)
			continue
		}
		good++
		j.record(number, v)
	}
	if good == 0 {
		return damaged("JSON Lines", nil)
	}
	return nil
}

// document reads a file of one value, or of several one after the other.
func (j *jsonReader) document(text string) error {
	v, err := decodeJSON(text)
	if err != nil {
		if trial := (&jsonReader{b: newBuilder(j.b.ctx)}); strings.Contains(strings.TrimSpace(text), "\n") && trial.lines(text) == nil && len(trial.b.warnings) == 0 {
			return j.lines(text)
		}
		return damaged("JSON", err)
	}
	switch v := v.(type) {
	case []any:
		j.list(v)
	case object:
		j.fields(v, 1)
	default:
		j.b.paragraph(scalar(v))
	}
	return nil
}

// list adds the records of a list.
func (j *jsonReader) list(items []any) {
	for i, v := range items {
		j.record(i+1, v)
	}
}

// record adds one record as a row. Values within values are named by their path.
func (j *jsonReader) record(number int, v any) {
	var names, values []string
	flatten("", v, func(name, value string) {
		names, values = append(names, name), append(values, value)
	})
	j.b.row(number, names, values)
}

// fields adds the fields of an object: plain values as lines, and what has parts under a
// heading of its name.
func (j *jsonReader) fields(o object, level int) {
	var lines []string
	for _, f := range o {
		if s, ok := plainValue(f.value); ok && s != "" {
			lines = append(lines, f.name+": "+s)
		}
	}
	j.b.paragraph(strings.Join(lines, "\n"))
	for _, f := range o {
		if !j.b.ok() {
			return
		}
		if _, ok := plainValue(f.value); ok {
			continue
		}
		j.b.heading(level, f.name)
		switch v := f.value.(type) {
		case object:
			j.fields(v, level+1)
		case []any:
			j.list(v)
		}
	}
}

// plainValue gives a value that fits on a line: a scalar, or a short list of them.
func plainValue(v any) (string, bool) {
	switch v := v.(type) {
	case object:
		return "", len(v) == 0
	case []any:
		var out []string
		for _, item := range v {
			s, ok := plainValue(item)
			if _, nested := item.([]any); !ok || nested || len(s) > 100 {
				return "", false
			}
			out = append(out, s)
		}
		return strings.Join(out, ", "), len(out) <= 50
	}
	return oneLine(scalar(v)), true
}

// flatten calls f for each plain value below v with its path, "address.city".
func flatten(path string, v any, f func(name, value string)) {
	if s, ok := plainValue(v); ok {
		f(path, s)
		return
	}
	join := func(name string) string {
		if path == "" {
			return name
		}
		return path + "." + name
	}
	switch v := v.(type) {
	case object:
		for _, field := range v {
			flatten(join(field.name), field.value, f)
		}
	case []any:
		for i, item := range v {
			flatten(join(strconv.Itoa(i+1)), item, f)
		}
	}
}

func scalar(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case bool:
		if v {
			return "yes"
		}
		return "no"
	}
	return ""
}

// object is a JSON object with its fields in the order of the file.
type object []field

type field struct {
	name  string
	value any
}

// decodeJSON reads exactly one value, with bounded depth.
func decodeJSON(s string) (any, error) {
	d := json.NewDecoder(strings.NewReader(s))
	d.UseNumber()
	v, err := decodeValue(d, 0)
	if err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows the value")
	}
	return v, nil
}

func decodeValue(d *json.Decoder, depth int) (any, error) {
	if depth > maxJSONDepth {
		return nil, tooDeep()
	}
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	delim, ok := token.(json.Delim)
	if !ok {
		return token, nil
	}
	if delim == '[' {
		out := []any{}
		for d.More() {
			v, err := decodeValue(d, depth+1)
			if err != nil {
				return nil, err
			}
			out = append(out, v)
		}
		_, err := d.Token()
		return out, err
	}
	out := object{}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil, err
		}
		key, ok := name.(string)
		if !ok {
			return nil, errors.New("a field without a name")
		}
		v, err := decodeValue(d, depth+1)
		if err != nil {
			return nil, err
		}
		out = append(out, field{key, v})
	}
	_, err = d.Token()
	return out, err
}
