package document

import (
	"strconv"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// list walks <ul> and <ol>. Items keep their markers, so that the text reads as shown.
func (w *htmlWalker) list(n *html.Node, depth int) {
	w.flush()
	l := htmlList{ordered: n.DataAtom == atom.Ol, next: 1}
	if start, err := strconv.Atoi(attr(n, "start")); err == nil && l.ordered {
		l.next = start
	}
	w.lists = append(w.lists, l)
	inItem, marker := w.inItem, w.marker
	w.inItem, w.marker = false, ""
	w.children(n, depth)
	w.flush()
	w.inItem, w.marker = inItem, marker
	w.lists = w.lists[:len(w.lists)-1]
}

func (w *htmlWalker) item(n *html.Node, depth int) {
	w.flush()
	inItem, marker := w.inItem, w.marker
	w.inItem, w.marker = true, "•"
	if len(w.lists) > 0 {
		if l := &w.lists[len(w.lists)-1]; l.ordered {
			if v, err := strconv.Atoi(attr(n, "value")); err == nil {
				l.next = v
			}
			w.marker = strconv.Itoa(l.next) + "."
			l.next++
		}
	}
	w.children(n, depth)
	w.flush()
	w.inItem, w.marker = inItem, marker
}
