package engine

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf8"

	"greenlight/backend/domain"
)

// The form of an exported assistant. FlowFileVersion rises when older programs could not read
// a file any more.
const (
	FlowFileFormat  = "greenlight-assistant"
	FlowFileVersion = 1
)

// Limits of an exported assistant.
const (
	MaxFlowFile     = 16 << 20 // bytes of a file
	MaxNodeSettings = 1 << 20  // bytes of one step's settings
	maxIDLength     = 200
	maxPosition     = 1e6 // pixels from the middle of the canvas
)

// flowFile is the text of an exported assistant. Identity, revision and times are the
// workspace's and stay behind; so do knowledge bases and models, which are named by id only.
type flowFile struct {
	Format  string   `json:"format"`
	Version int      `json:"version"`
	Flow    fileFlow `json:"assistant"`
}

type fileFlow struct {
	Name        string        `json:"name"`
	Description string        `json:"description"`
	Nodes       []domain.Node `json:"steps"`
	Edges       []domain.Edge `json:"connections"`
}

// ExportFlow writes an assistant as the text of a file, indented for people and version
// control. The same assistant gives the same text.
func ExportFlow(flow domain.Flow) (string, error) {
	nodes := make([]domain.Node, len(flow.Nodes))
	for i, n := range flow.Nodes {
		if len(bytes.TrimSpace(n.Settings)) == 0 {
			n.Settings = json.RawMessage("{}")
		}
		nodes[i] = n
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(flowFile{FlowFileFormat, FlowFileVersion, fileFlow{flow.Name, flow.Description, nodes, append([]domain.Edge{}, flow.Edges...)}})
	if err != nil {
		return "", domain.Errorf(domain.CodeInvalid, "This assistant cannot be written to a file: the settings of a step are damaged.").WithCause(err)
	}
	return b.String(), nil
}

// ImportFlow reads the text of an exported assistant. The flow has no id, revision or times.
// Text that is not an exported assistant is refused with CodeUnreadable, one of a newer
// Greenlight with CodeNewer, one that is too big with CodeTooLarge, and one that contradicts
// itself with CodeInvalid. Steps of unknown kinds and wrong settings are let in: Check says
// them on the canvas, where they can be repaired.
func ImportFlow(text string) (domain.Flow, error) {
	if len(text) > MaxFlowFile {
		return domain.Flow{}, domain.Errorf(domain.CodeTooLarge, "This file is larger than %d MB, too large for an assistant.", MaxFlowFile>>20)
	}
	if !utf8.ValidString(text) {
		return domain.Flow{}, errNoFlowFile(errors.New("not UTF-8"))
	}
	text = strings.TrimPrefix(text, "\ufeff") // editors on Windows add a byte order mark
	if err := checkHeader(text); err != nil {
		return domain.Flow{}, err
	}
	var file flowFile
	dec := json.NewDecoder(strings.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&file); err != nil {
		return domain.Flow{}, fileError(err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return domain.Flow{}, errNoFlowFile(errors.New("text after the end"))
	}
	name, err := domain.CleanName("assistant", file.Flow.Name)
	if err != nil {
		return domain.Flow{}, err
	}
	flow := domain.Flow{Name: name, Description: file.Flow.Description, Nodes: file.Flow.Nodes, Edges: file.Flow.Edges}
	return flow, checkShape(&flow)
}

// checkHeader reads format and version alone, so that a file of a newer form is named as such
// and not as damaged.
func checkHeader(text string) error {
	var header struct {
		Format  string `json:"format"`
		Version int    `json:"version"`
	}
	if err := json.Unmarshal([]byte(text), &header); err != nil || header.Format != FlowFileFormat {
		return errNoFlowFile(err)
	}
	if header.Version > FlowFileVersion {
		return domain.Errorf(domain.CodeNewer, "This assistant was exported by a newer Greenlight.").WithHint("Update Greenlight, then import it again.")
	}
	if header.Version < 1 {
		return domain.Errorf(domain.CodeInvalid, "This file does not say which version of the form it has.").WithHint("Export the assistant again.")
	}
	return nil
}

// fileError says which part of the file is wrong.
func fileError(err error) error {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		return domain.Errorf(domain.CodeInvalid, "“%s” in this file holds a %s where something else belongs.", wrong.Field, wrong.Value).
			WithHint("Export the assistant again.").WithCause(err)
	}
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return domain.Errorf(domain.CodeInvalid, "This file has an entry “%s” that this Greenlight does not know.", strings.Trim(name, `"`)).
			WithHint("It was probably made with a newer version. Update Greenlight, then import it again.").WithCause(err)
	}
	return errNoFlowFile(err)
}

func errNoFlowFile(cause error) error {
	return domain.Errorf(domain.CodeUnreadable, "This is not an assistant exported from Greenlight, or it is damaged.").
		WithHint("Choose a file that “Export” has made.").WithCause(cause)
}

// checkShape refuses a graph that could not be stored or drawn.
func checkShape(flow *domain.Flow) error {
	switch {
	case len([]rune(flow.Description)) > 4000:
		return domain.Errorf(domain.CodeTooLarge, "The description is longer than 4000 characters.").WithPath("description")
	case len(flow.Nodes) > MaxNodes:
		return domain.Errorf(domain.CodeTooLarge, "This assistant has %d steps; at most %d are possible.", len(flow.Nodes), MaxNodes)
	case len(flow.Edges) > MaxEdges:
		return domain.Errorf(domain.CodeTooLarge, "This assistant has %d connections; at most %d are possible.", len(flow.Edges), MaxEdges)
	}
	if flow.Nodes == nil {
		flow.Nodes = []domain.Node{}
	}
	if flow.Edges == nil {
		flow.Edges = []domain.Edge{}
	}
	steps := make(map[string]bool, len(flow.Nodes))
	for i := range flow.Nodes {
		n := &flow.Nodes[i]
		if err := checkNodeShape(n); err != nil {
			return domain.At(err, fmt.Sprintf("step %d", i+1))
		}
		if steps[n.ID] {
			return domain.Errorf(domain.CodeInvalid, "Two steps have the identifier “%s”.", n.ID)
		}
		steps[n.ID] = true
	}
	edges := make(map[string]bool, len(flow.Edges))
	for i, e := range flow.Edges {
		at := fmt.Sprintf("connection %d", i+1)
		switch {
		case e.ID == "" || len(e.ID) > maxIDLength || edges[e.ID]:
			return domain.Errorf(domain.CodeInvalid, "A connection has no identifier of its own.").WithPath(at)
		case !steps[e.From] || !steps[e.To]:
			return domain.Errorf(domain.CodeInvalid, "A connection leads to a step that is not in the file.").WithPath(at)
		case len(e.FromPort) > maxIDLength || len(e.ToPort) > maxIDLength:
			return domain.Errorf(domain.CodeInvalid, "A connection names an output or input that cannot exist.").WithPath(at)
		}
		edges[e.ID] = true
	}
	return nil
}

func checkNodeShape(n *domain.Node) error {
	if len(bytes.TrimSpace(n.Settings)) == 0 {
		n.Settings = json.RawMessage("{}")
	}
	switch {
	case n.ID == "" || len(n.ID) > maxIDLength:
		return domain.Errorf(domain.CodeInvalid, "It has no identifier, or one that is too long.")
	case n.Kind == "" || len(n.Kind) > maxIDLength:
		return domain.Errorf(domain.CodeInvalid, "It does not say what kind of step it is.")
	case len([]rune(n.Title)) > 120:
		return domain.Errorf(domain.CodeInvalid, "Its title is longer than 120 characters.")
	case len(n.Settings) > MaxNodeSettings:
		return domain.Errorf(domain.CodeTooLarge, "Its settings are larger than %d kB.", MaxNodeSettings>>10)
	case n.Settings[0] != '{':
		return domain.Errorf(domain.CodeInvalid, "Its settings are not a list of names and values.")
	}
	for _, x := range []float64{n.X, n.Y, n.Width, n.Height} {
		if math.Abs(x) > maxPosition {
			return domain.Errorf(domain.CodeInvalid, "It lies outside the canvas.")
		}
	}
	return nil
}
