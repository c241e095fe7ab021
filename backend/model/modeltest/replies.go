package modeltest

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math"
	"net/http"
	"strings"
	"time"
)

const defaultList = `{"object":"list","data":[{"id":"scripted-chat","object":"model","created":1700000000,"owned_by":"test","context_length":32768},{"id":"scripted-embed","object":"model","created":1700000000,"owned_by":"test"}]}`

// Dimensions of the server's own vectors.
const Dimensions = 64

// echo is the reply of a server without a script.
func echo(req Request) Reply {
	var f struct {
		Type   string `json:"type"`
		Schema struct {
			Schema json.RawMessage `json:"schema"`
		} `json:"json_schema"`
	}
	if req.Field("response_format", &f) && f.Type != "text" {
		return Reply{Text: example(f.Schema.Schema)}
	}
	var list []struct{ Content string }
	req.Field("messages", &list)
	last := ""
	if len(list) > 0 {
		last = strings.TrimSpace(list[len(list)-1].Content)
		last = last[strings.LastIndex(last, "\n")+1:]
	}
	return Reply{Text: "You said: " + last}
}

// example gives a value that fits simple schemas.
func example(schema json.RawMessage) string {
	var s struct {
		Type       string                     `json:"type"`
		Enum       []json.RawMessage          `json:"enum"`
		Properties map[string]json.RawMessage `json:"properties"`
		Items      json.RawMessage            `json:"items"`
	}
	if json.Unmarshal(schema, &s) != nil {
		return `{"ok":true}`
	}
	if len(s.Enum) > 0 {
		return string(s.Enum[0])
	}
	switch s.Type {
	case "string":
		return `"text"`
	case "number", "integer":
		return "1"
	case "boolean":
		return "true"
	case "array":
		return "[" + example(s.Items) + "]"
	}
	out := map[string]json.RawMessage{}
	for name, sub := range s.Properties {
		out[name] = json.RawMessage(example(sub))
	}
	b, err := json.Marshal(out)
	if err != nil {
		return "{}"
	}
	return string(b)
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // a client that left is not this side's error
}

func fail(w http.ResponseWriter, status int, code, message string) {
	writeJSON(w, status, map[string]any{"error": map[string]any{"message": message, "type": "scripted_error", "code": code}})
}

// refused answers requests without the key or with a refused field.
func (s *Server) refused(w http.ResponseWriter, req Request) bool {
	s.mu.Lock()
	key, refuse := s.key, s.refuse
	s.mu.Unlock()
	given := strings.TrimPrefix(req.Header.Get("Authorization"), "Bearer ") + req.Header.Get("Api-Key")
	if key != "" && given != key {
		fail(w, http.StatusUnauthorized, "invalid_api_key", "Incorrect API key provided: "+given)
		return true
	}
	for _, field := range refuse {
		name, kind, _ := strings.Cut(field, ":")
		var v any
		if !req.Field(name, &v) {
			continue
		}
		if m, ok := v.(map[string]any); kind == "" || ok && m["type"] == kind {
			fail(w, http.StatusBadRequest, "unsupported_parameter", fmt.Sprintf("Unsupported parameter: '%s' is not supported with this model. %s", name, kind))
			return true
		}
	}
	return false
}

// begin does what comes before an answer; false when there is none to give any more.
func begin(w http.ResponseWriter, r *http.Request, reply Reply) bool {
	if !pause(r, reply.Delay) {
		return false
	}
	if reply.StallAt < 0 {
		<-r.Context().Done()
		return false
	}
	if reply.CutAt < 0 {
		panic(http.ErrAbortHandler)
	}
	for name, v := range reply.Header {
		w.Header().Set(name, v)
	}
	switch {
	case reply.Redirect != "":
		http.Redirect(w, r, reply.Redirect, http.StatusTemporaryRedirect)
	case reply.Status != 0 && reply.Status != http.StatusOK && reply.Raw != "":
		w.WriteHeader(reply.Status)
		_, _ = w.Write([]byte(reply.Raw))
	case reply.Status != 0 && reply.Status != http.StatusOK:
		fail(w, reply.Status, reply.Code, reply.Text)
	default:
		return true
	}
	return false
}

func pause(r *http.Request, ms int) bool {
	if ms <= 0 {
		return r.Context().Err() == nil
	}
	select {
	case <-time.After(time.Duration(ms) * time.Millisecond):
		return true
	case <-r.Context().Done():
		return false
	}
}

func (r Reply) stretches() []string {
	if r.Chunks != nil {
		return r.Chunks
	}
	return strings.SplitAfter(r.Text, " ")
}

func (r Reply) usage(req Request) map[string]any {
	in, out := r.TokensIn, r.TokensOut
	if in == 0 {
		in = len(req.Messages())/4 + 1
	}
	if out == 0 {
		out = len(strings.Join(r.stretches(), ""))/4 + 1
	}
	return map[string]any{"prompt_tokens": in, "completion_tokens": out, "total_tokens": in + out}
}

func (r Reply) finish() any {
	switch r.Finish {
	case "":
		return "stop"
	case "-":
		return nil
	}
	return r.Finish
}

func chat(w http.ResponseWriter, r *http.Request, req Request, reply Reply) {
	if !begin(w, r, reply) {
		return
	}
	if reply.Raw != "" && reply.ErrorAt == 0 {
		w.Header().Set("Content-Type", "text/event-stream")
		_, _ = w.Write([]byte(reply.Raw))
		return
	}
	var stream bool
	req.Field("stream", &stream)
	if !stream || reply.Whole {
		message := map[string]any{"role": "assistant", "content": strings.Join(reply.stretches(), ""), "reasoning_content": reply.Reasoning}
		body := map[string]any{"id": "c1", "object": "chat.completion", "model": ChatModel,
			"choices": []any{map[string]any{"index": 0, "message": message, "finish_reason": reply.finish()}}}
		if !reply.NoUsage {
			body["usage"] = reply.usage(req)
		}
		writeJSON(w, http.StatusOK, body)
		return
	}
	streamChat(w, r, req, reply)
}

func streamChat(w http.ResponseWriter, r *http.Request, req Request, reply Reply) {
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	event := func(v any) {
		b, err := json.Marshal(v)
		if err == nil {
			_, _ = w.Write([]byte("data: " + string(b) + "\n\n"))
			_ = out.Flush()
		}
	}
	delta := func(d map[string]any, finish any) {
		event(map[string]any{"id": "c1", "object": "chat.completion.chunk", "model": ChatModel,
			"choices": []any{map[string]any{"index": 0, "delta": d, "finish_reason": finish}}})
	}
	delta(map[string]any{"role": "assistant", "content": ""}, nil)
	if reply.Reasoning != "" {
		delta(map[string]any{"reasoning_content": reply.Reasoning}, nil)
	}
	for i, s := range reply.stretches() {
		if !pause(r, reply.Pace) {
			return
		}
		delta(map[string]any{"content": s}, nil)
		switch i + 1 {
		case reply.StallAt:
			<-r.Context().Done()
			return
		case reply.CutAt:
			panic(http.ErrAbortHandler)
		case reply.EndAt:
			return
		case reply.ErrorAt:
			if reply.Raw != "" {
				_, _ = w.Write([]byte("data: " + reply.Raw + "\n\n"))
				return
			}
			event(map[string]any{"error": map[string]any{"message": "The server is overloaded.", "type": "server_error", "code": reply.Code}})
			return
		}
	}
	delta(map[string]any{}, reply.finish())
	var options struct {
		IncludeUsage bool `json:"include_usage"`
	}
	if req.Field("stream_options", &options) && options.IncludeUsage && !reply.NoUsage {
		event(map[string]any{"id": "c1", "object": "chat.completion.chunk", "model": ChatModel, "choices": []any{}, "usage": reply.usage(req)})
	}
	_, _ = w.Write([]byte("data: [DONE]\n\n"))
}

func embed(w http.ResponseWriter, r *http.Request, req Request, reply Reply) {
	if !begin(w, r, reply) {
		return
	}
	if reply.Raw != "" {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(reply.Raw))
		return
	}
	var texts []string
	if !req.Field("input", &texts) {
		var one string
		req.Field("input", &one)
		texts = []string{one}
	}
	data, chars := []any{}, 0
	vectors := reply.Vectors
	for i, t := range texts {
		chars += len(t)
		if reply.Vectors == nil {
			vectors = append(vectors, Vector(t))
		}
		if i < len(vectors) {
			data = append(data, map[string]any{"object": "embedding", "index": i, "embedding": vectors[i]})
		}
	}
	writeJSON(w, http.StatusOK, map[string]any{"object": "list", "model": EmbeddingModel, "data": data,
		"usage": map[string]any{"prompt_tokens": chars/4 + 1, "total_tokens": chars/4 + 1}})
}

// Vector gives the server's vector of a text: its words hashed into buckets, so that texts
// with common words are near each other.
func Vector(text string) []float32 {
	v := make([]float32, Dimensions)
	for _, word := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r < '0' || r > '9' && r < 'a' || r > 'z' && r < 128 }) {
		h := fnv.New32a()
		_, _ = h.Write([]byte(word)) // never fails
		v[h.Sum32()%Dimensions]++
	}
	sum := 0.0
	for _, x := range v {
		sum += float64(x * x)
	}
	if sum == 0 {
		v[0], sum = 1, 1
	}
	for i := range v {
		v[i] /= float32(math.Sqrt(sum))
	}
	return v
}
