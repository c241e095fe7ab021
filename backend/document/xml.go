package document

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"

	"golang.org/x/net/html/charset"

	"greenlight/backend/domain"
)

// element is a node of a parsed XML part. Names are without their namespace, which the
// formats that we read never need.
type element struct {
	name     string
	attrs    []xml.Attr
	children []*element
	text     string // of a text node, whose name is ""
}

// attr gives the value of an attribute by its local name, "" when there is none.
func (e *element) attr(name string) string {
	for _, a := range e.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// child gives the first child of that name; an empty element when there is none, so that
// steps can be chained.
func (e *element) child(name string) *element {
	for _, c := range e.children {
		if c.name == name {
			return c
		}
	}
	return &element{}
}

// has reports whether there is a child of that name.
func (e *element) has(name string) bool { return e.child(name).name != "" }

// find gives all elements of that name below e, in order. It does not look inside of those
// it finds.
func (e *element) find(name string) []*element {
	var out []*element
	for _, c := range e.children {
		if c.name == name {
			out = append(out, c)
		} else {
			out = append(out, c.find(name)...)
		}
	}
	return out
}

// allText joins the text below e.
func (e *element) allText() string {
	var b bytes.Buffer
	var visit func(e *element)
	visit = func(e *element) {
		b.WriteString(e.text)
		for _, c := range e.children {
			visit(c)
		}
	}
	visit(e)
	return b.String()
}

// maxXMLNodes bounds the nodes of one part. A thousand pages of Word are about a million.
const maxXMLNodes = 12_000_000

// parseXML reads a part into a tree. Entities other than the five of XML are errors, so none
// can be expanded; depth and number of nodes are bounded.
func parseXML(ctx context.Context, data []byte) (*element, error) {
	d := newDecoder(data)
	root := &element{}
	stack := []*element{root}
	for n := 0; ; n++ {
		if n&0xFFF == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if n > maxXMLNodes {
			return nil, tooLarge("The file is built of too many parts.")
		}
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		top := stack[len(stack)-1]
		switch t := token.(type) {
		case xml.StartElement:
			if len(stack) > maxXMLDepth {
				return nil, tooDeep()
			}
			e := &element{name: t.Name.Local, attrs: t.Attr}
			top.children = append(top.children, e)
			stack = append(stack, e)
		case xml.EndElement:
			if len(stack) == 1 || top.name != t.Name.Local {
				return nil, errors.New("unbalanced XML at " + t.Name.Local)
			}
			stack = stack[:len(stack)-1]
		case xml.CharData:
			if len(t) > 0 {
				top.children = append(top.children, &element{text: string(t)})
			}
		}
	}
	if len(stack) > 1 {
		return nil, errors.New("the XML ends inside of " + stack[len(stack)-1].name)
	}
	return root, nil
}

// walkXML calls f for each element, in document order.
func walkXML(ctx context.Context, data []byte, f func(e *element) error) error {
	root, err := parseXML(ctx, data)
	if err != nil {
		return err
	}
	var visit func(e *element) error
	visit = func(e *element) error {
		for _, c := range e.children {
			if c.name == "" {
				continue
			}
			if err := f(c); err != nil {
				return err
			}
			if err := visit(c); err != nil {
				return err
			}
		}
		return nil
	}
	return visit(root)
}

func newDecoder(data []byte) *xml.Decoder {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.CharsetReader = charset.NewReaderLabel
	return d
}

func tooDeep() *domain.Error {
	return domain.Errorf(domain.CodeUnreadable, "The file is nested deeper than any document is.").
		WithHint("Open it in the program that made it, save it again, and add the new file.")
}
