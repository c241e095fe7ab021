package modeltest

import (
	"encoding/json"
	"net/http"
)

// control lets a test in another process script the server: POST /_script takes a list of
// replies, POST /_refuse a list of fields, and GET /_requests tells what was asked.
func (s *Server) control(w http.ResponseWriter, r *http.Request, body []byte) {
	bad := func(err error) { fail(w, http.StatusBadRequest, "script", err.Error()) }
	switch r.Method + " " + r.URL.Path {
	case "POST /_script":
		var replies []Reply
		if err := json.Unmarshal(body, &replies); err != nil {
			bad(err)
			return
		}
		s.Script(replies...)
		w.WriteHeader(http.StatusNoContent)
	case "POST /_refuse":
		var fields []string
		if err := json.Unmarshal(body, &fields); err != nil {
			bad(err)
			return
		}
		s.Refuse(fields...)
		w.WriteHeader(http.StatusNoContent)
	case "GET /_requests":
		type seen struct {
			Method    string `json:"method"`
			Path      string `json:"path"`
			Body      string `json:"body"`
			Cancelled bool   `json:"cancelled"`
		}
		out := []seen{}
		for _, q := range s.Requests() {
			out = append(out, seen{q.Method, q.Path, string(q.Body), q.Cancelled})
		}
		writeJSON(w, http.StatusOK, map[string]any{"requests": out, "mostAtOnce": s.MostAtOnce()})
	default:
		fail(w, http.StatusNotFound, "not_found", "unknown control "+r.URL.Path)
	}
}
