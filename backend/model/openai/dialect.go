package openai

import (
	"encoding/json"
	"strings"

	"greenlight/backend/model"
)

// format is how a JSON answer is asked for.
type format int

const (
	formatSchema format = iota // response_format json_schema
	formatObject               // response_format json_object, the schema in words
	formatWords                // in words alone
)

// dialect is what a service was found to refuse for a model. The zero value is full OpenAI.
type dialect struct {
	format           format
	noStreamOptions  bool
	noTemperature    bool
	noTopP           bool
	noSeed           bool
	noStop           bool
	noLimit          bool // neither name of the length limit is known
	completionTokens bool // the length limit is called max_completion_tokens
}

// firstDialect is what is known of a model before it was asked. OpenAI's reasoning models
// take no temperature and have the new name of the length limit.
func firstDialect(preset, name string) dialect {
	if preset != "openai" && preset != "azure" {
		return dialect{}
	}
	d := dialect{completionTokens: preset == "openai"}
	for _, stem := range []string{"o1", "o3", "o4", "gpt-5", "gpt-6"} {
		if strings.HasPrefix(name, stem) && !strings.Contains(name, "chat") {
			return dialect{completionTokens: true, noTemperature: true, noTopP: true, noStop: true}
		}
	}
	return d
}

func (p *provider) dialect(name string) dialect {
	p.mu.Lock()
	defer p.mu.Unlock()
	if d, ok := p.dialects[name]; ok {
		return d
	}
	return firstDialect(p.conn.Provider.Preset, name)
}

func (p *provider) learn(name string, d dialect) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.dialects[name] = d
}

// adapt changes the dialect after a refusal (status 400, 404, 422 or 501) whose text names
// something optional that was sent. It reports whether asking again makes sense.
func (d *dialect) adapt(said string, req model.ChatRequest) bool {
	said = strings.ToLower(said)
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(said, w) {
				return true
			}
		}
		return false
	}
	switch {
	case !d.noStreamOptions && has("stream_options", "include_usage"):
		d.noStreamOptions = true
	case req.JSON && d.format == formatSchema && len(req.Schema) > 0 && has("response_format", "json_schema", "schema", "structured output", "grammar"):
		d.format = formatObject
	case req.JSON && d.format < formatWords && has("response_format", "json_object", "json mode", "json_schema", "structured output"):
		d.format = formatWords
	case req.MaxTokens > 0 && !d.completionTokens && has("max_completion_tokens"):
		d.completionTokens = true
	case req.MaxTokens > 0 && !d.noLimit && has("max_completion_tokens", "max_tokens") && has("unsupported", "not supported", "unknown", "unrecognized", "extra", "not permitted", "unexpected"):
		if d.completionTokens {
			d.completionTokens, d.noLimit = false, has("max_tokens'", "max_tokens\"")
		} else {
			d.noLimit = true
		}
	case req.Temperature != nil && !d.noTemperature && has("temperature"):
		d.noTemperature = true
	case req.TopP != nil && !d.noTopP && has("top_p"):
		d.noTopP = true
	case req.Seed != nil && !d.noSeed && has("seed"):
		d.noSeed = true
	case len(req.Stop) > 0 && !d.noStop && has("'stop'", "\"stop\"", "stop sequence"):
		d.noStop = true
	default:
		return false
	}
	return true
}

// extra gives the optional fields of a request.
func (d dialect) extra(req model.ChatRequest) map[string]any {
	out := map[string]any{}
	if req.Temperature != nil && !d.noTemperature {
		out["temperature"] = *req.Temperature
	}
	if req.TopP != nil && !d.noTopP {
		out["top_p"] = *req.TopP
	}
	if req.Seed != nil && !d.noSeed {
		out["seed"] = *req.Seed
	}
	if len(req.Stop) > 0 && !d.noStop {
		out["stop"] = req.Stop
	}
	switch {
	case req.MaxTokens <= 0 || d.noLimit:
	case d.completionTokens:
		out["max_completion_tokens"] = req.MaxTokens
	default:
		out["max_tokens"] = req.MaxTokens
	}
	if !d.noStreamOptions {
		out["stream_options"] = map[string]any{"include_usage": true}
	}
	if req.JSON {
		d.addFormat(out, req.Schema)
	}
	return out
}

func (d dialect) addFormat(out map[string]any, schema json.RawMessage) {
	switch {
	case d.format == formatSchema && len(schema) > 0:
		out["response_format"] = map[string]any{"type": "json_schema",
			"json_schema": map[string]any{"name": "answer", "schema": schema, "strict": strict(schema)}}
	case d.format < formatWords:
		out["response_format"] = map[string]any{"type": "json_object"}
	}
}

// instructed reports whether the JSON form has to be said in words as well.
func (d dialect) instructed(req model.ChatRequest) bool {
	return req.JSON && (d.format != formatSchema || len(req.Schema) == 0)
}

// strict reports whether a schema obeys the rules of OpenAI's strict mode: each object names
// all its properties as required and allows no others.
func strict(schema json.RawMessage) bool {
	var v any
	return json.Unmarshal(schema, &v) == nil && strictValue(v)
}

func strictValue(v any) bool {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			if !strictValue(e) {
				return false
			}
		}
	case map[string]any:
		if props, ok := v["properties"].(map[string]any); ok || v["type"] == "object" {
			required, _ := v["required"].([]any)
			if v["additionalProperties"] != false || len(required) != len(props) {
				return false
			}
		}
		for _, e := range v {
			if !strictValue(e) {
				return false
			}
		}
	}
	return true
}
