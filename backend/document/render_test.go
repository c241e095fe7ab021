package document_test

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"slices"
	"strings"
	"testing"

	"greenlight/backend/document"
	"greenlight/backend/domain"
)

// passage gives the code point offsets of s in text.
func passage(t *testing.T, text, s string) (start, end int) {
	t.Helper()
	at := strings.Index(text, s)
	if at < 0 {
		t.Fatalf("%q is not in the text", s)
	}
	start = len([]rune(text[:at]))
	return start, start + len([]rune(s))
}

func render(t *testing.T, r *document.Reader, src document.Source, page, start, end int) (document.PageImage, image.Image) {
	t.Helper()
	img, err := r.RenderPage(context.Background(), src, document.Options{}, page, 100, start, end)
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(img.PNG))
	if err != nil {
		t.Fatal(err)
	}
	if b := picture.Bounds(); b.Dx() != img.Width || b.Dy() != img.Height || img.Width < 100 {
		t.Fatalf("a picture of %v is said to be %d x %d", b, img.Width, img.Height)
	}
	for _, box := range img.Boxes {
		if box.X < 0 || box.Y < 0 || box.W <= 0 || box.H <= 0 || box.X+box.W > 1.0001 || box.Y+box.H > 1.0001 {
			t.Fatalf("the box %+v lies outside of the page", box)
		}
	}
	return img, picture
}

// ink is the share of dark points in an area given in fractions.
func ink(img image.Image, b document.Box) float64 {
	w, h := float64(img.Bounds().Dx()), float64(img.Bounds().Dy())
	dark, all := 0, 0
	for y := int(b.Y * h); y < int((b.Y+b.H)*h); y++ {
		for x := int(b.X * w); x < int((b.X+b.W)*w); x++ {
			r, _, _, _ := img.At(x, y).RGBA()
			all++
			if r < 0x8000 {
				dark++
			}
		}
	}
	return float64(dark) / float64(max(all, 1))
}

func TestRenderMarksThePassage(t *testing.T) {
	r := newReader(t, document.ReaderOptions{})
	src := document.Source{Name: "a.pdf", Data: minimalPDF("The first line of the text stands here and goes on to the", "second one, which ends the sentence. And more comes.")}
	ex, err := r.Read(context.Background(), src, document.Options{})
	if err != nil {
		t.Fatal(err)
	}
	start, end := passage(t, ex.Text, "goes on to the second one")
	img, picture := render(t, r, src, 1, start, end)
	if len(img.Boxes) != 2 {
		t.Fatalf("%d boxes, want one a line: %+v", len(img.Boxes), img.Boxes)
	}
	first, second := img.Boxes[0], img.Boxes[1]
	if first.X < 0.4 || second.X > 0.15 || second.Y <= first.Y {
		t.Errorf("the boxes lie at the wrong places: %+v", img.Boxes)
	}
	for _, b := range img.Boxes {
		if ink(picture, b) < 0.1 {
			t.Errorf("nothing is drawn within the box %+v", b)
		}
	}
	if img, _ := render(t, r, src, 1, 0, 0); len(img.Boxes) != 0 {
		t.Error("an empty passage has boxes")
	}
	if img, _ := render(t, r, src, 1, len([]rune(ex.Text))+5, len([]rune(ex.Text))+50); len(img.Boxes) != 0 {
		t.Error("a passage beyond the text has boxes")
	}
}

// TestRenderRealPages marks a stretch in the middle of every page of real files, also rotated
// ones and with tables, and looks for ink within each box.
func TestRenderRealPages(t *testing.T) {
	r := newReader(t, document.ReaderOptions{})
	for _, name := range []string{"multicolumn.pdf", "pdflatex-outline.pdf", "habibi-rotated.pdf", "google-doc-document.pdf", "002-trivial-libre-office-writer.pdf"} {
		src := document.Source{Name: name, Data: sharedPDF(t, name)}
		fresh := newReader(t, document.ReaderOptions{}) // has not read the file: finds the pages by itself
		ex, err := r.Read(context.Background(), src, document.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range ex.Pages {
			start := p.Start + (p.End-p.Start)/3
			end := min(start+200, p.End)
			img, picture := render(t, r, src, p.Number, start, end)
			if len(img.Boxes) == 0 {
				t.Errorf("%s page %d: no boxes", name, p.Number)
			}
			for _, b := range img.Boxes {
				if ink(picture, b) == 0 {
					t.Errorf("%s page %d: nothing is drawn within %+v", name, p.Number, b)
				}
			}
			if p.Number == 1 {
				again, _ := render(t, fresh, src, 1, start, end)
				if !slices.Equal(again.Boxes, img.Boxes) {
					t.Errorf("%s: a new reader finds other boxes", name)
				}
			}
			if other := p.Number%len(ex.Pages) + 1; other != p.Number {
				if img, _ := render(t, r, src, other, start, end); len(img.Boxes) != 0 {
					t.Errorf("%s: the passage of page %d is marked on page %d", name, p.Number, other)
				}
			}
		}
	}
}

func TestRenderRefuses(t *testing.T) {
	r := newReader(t, document.ReaderOptions{})
	src := document.Source{Name: "a.pdf", Data: minimalPDF("One page.")}
	if _, err := r.RenderPage(context.Background(), src, document.Options{}, 2, 100, 0, 0); !domain.IsCode(err, domain.CodeNotFound) {
		t.Errorf("page 2 of 1: %v", err)
	}
	text := document.Source{Name: "a.txt", Data: []byte("Some text.")}
	if _, err := r.RenderPage(context.Background(), text, document.Options{}, 1, 100, 0, 0); !domain.IsCode(err, domain.CodeUnsupported) {
		t.Errorf("a text file: %v", err)
	}
}
