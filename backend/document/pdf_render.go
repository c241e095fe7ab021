package document

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"math"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/requests"

	"greenlight/backend/domain"
)

const (
	minDPI, maxDPI = 20, 400
	// maxImageSide bounds a rendered page; posters at 400 dpi would take gigabytes.
	maxImageSide = 6000
)

// render draws a page (number from 1) and finds the boxes of the passage [start, end), in
// code points from the start of the page's text.
func (l *pdfLoader) render(ctx context.Context, src Source, opts Options, number, dpi, start, end int) (PageImage, error) {
	doc, err := l.engine.open(ctx, src.Data, opts.Password)
	if err != nil {
		return PageImage{}, err
	}
	defer closeQuietly(doc)
	if number < 1 || number > doc.pages {
		return PageImage{}, domain.Errorf(domain.CodeNotFound, "The file has no page %d.", number)
	}
	index := number - 1
	page := doc.read(ctx, index, newSecondReader(src.Data, opts))
	out, err := doc.draw(index, dpi)
	if err != nil {
		return PageImage{}, readFailed(ctx, err)
	}
	out.Boxes = doc.boxes(index, page.charsBetween(ctx, start, end))
	return out, ctx.Err()
}

// charsBetween gives the characters of a stretch of the page's text. It lays the page out as
// the loader does, by the same code, so that the offsets are the same.
func (p *pdfPage) charsBetween(ctx context.Context, start, end int) []pdfChar {
	if start >= end {
		return nil
	}
	b := newBuilder(ctx)
	b.page("")
	p.emit(b)
	var out []pdfChar
	at := 0 // block
	for _, u := range p.units {
		if len(u.text) == 0 {
			continue
		}
		if at >= len(b.blocks) {
			break
		}
		from := b.blocks[at].Start
		for i, c := range u.chars {
			if from+i >= start && from+i < end && c.index >= 0 && c.visible() {
				out = append(out, c)
			}
		}
		at++
	}
	return out
}

// draw renders a page to PNG.
func (d *pdfDoc) draw(index, dpi int) (PageImage, error) {
	size, err := d.FPDF_GetPageSizeByIndex(&requests.FPDF_GetPageSizeByIndex{Document: d.ref, Index: index})
	if err != nil {
		return PageImage{}, err
	}
	dpi = min(max(dpi, minDPI), maxDPI)
	if longest := max(size.Width, size.Height) / 72; longest*float64(dpi) > maxImageSide {
		dpi = max(int(maxImageSide/longest), 1)
	}
	img, free, err := d.picture(index, dpi)
	if err != nil {
		return PageImage{}, err
	}
	defer free()
	var buf bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := encoder.Encode(&buf, img); err != nil {
		return PageImage{}, err
	}
	b := img.Bounds()
	return PageImage{PNG: buf.Bytes(), Width: b.Dx(), Height: b.Dy(), Boxes: []Box{}}, nil
}

// picture renders a page. The image is valid until free is called.
func (d *pdfDoc) picture(index, dpi int) (image.Image, func(), error) {
	r, err := d.RenderPageInDPI(&requests.RenderPageInDPI{Page: d.page(index), DPI: dpi, RenderFlags: enums.FPDF_RENDER_FLAG_ANNOT})
	if err != nil {
		return nil, nil, err
	}
	return r.Result.RenderedImage, r.Cleanup, nil
}

// boxes joins characters to one box a line, in fractions of the page as it is shown.
func (d *pdfDoc) boxes(index int, chars []pdfChar) []Box {
	out := []Box{}
	var line []pdfChar
	flush := func() {
		if len(line) == 0 {
			return
		}
		l, b, r, t := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
		for _, c := range line {
			l, b, r, t = min(l, c.left), min(b, c.bottom), max(r, c.right), max(t, c.top)
		}
		if box, ok := d.shown(index, l, b, r, t); ok {
			out = append(out, box)
		}
		line = nil
	}
	for _, c := range chars {
		if len(line) > 0 && !sameLine(line[len(line)-1], line[0], c) {
			flush()
		}
		line = append(line, c)
	}
	flush()
	return out
}

// sameLine reports whether c goes on after before on the line that first starts.
func sameLine(before, first, c pdfChar) bool {
	if c.angle != before.angle {
		return false
	}
	left, _, base := turned(c, c.angle)
	_, right, otherBase := turned(before, c.angle)
	_, _, firstBase := turned(first, c.angle)
	height := max(c.top-c.bottom, before.top-before.bottom, 4)
	if c.angle&1 == 1 {
		height = max(c.right-c.left, before.right-before.left, 4)
	}
	return min(math.Abs(base-otherBase), math.Abs(base-firstBase)) < 0.6*height && left >= right-height
}

// shown turns a rectangle on the page into fractions of the page as it is shown, with the
// page's rotation and crop applied.
func (d *pdfDoc) shown(index int, left, bottom, right, top float64) (Box, bool) {
	const scale = 100_000 // PDFium answers in whole pixels
	at := func(x, y float64) (float64, float64, bool) {
		r, err := d.FPDF_PageToDevice(&requests.FPDF_PageToDevice{Page: d.page(index), SizeX: scale, SizeY: scale, PageX: x, PageY: y})
		if err != nil {
			return 0, 0, false
		}
		return float64(r.DeviceX) / scale, float64(r.DeviceY) / scale, true
	}
	x1, y1, ok1 := at(left, bottom)
	x2, y2, ok2 := at(right, top)
	if !ok1 || !ok2 {
		return Box{}, false
	}
	x1, x2, y1, y2 = clamp(min(x1, x2)), clamp(max(x1, x2)), clamp(min(y1, y2)), clamp(max(y1, y2))
	return Box{X: x1, Y: y1, W: x2 - x1, H: y2 - y1}, x2 > x1 && y2 > y1
}

func clamp(v float64) float64 { return min(max(v, 0), 1) }

// invisible counts the characters of pale words that do not stand out from their ground: it
// draws the page and looks. White letters in a dark table head are seen; on paper they are not.
func (d *pdfDoc) invisible(index int, pale []pdfLine) int {
	if len(pale) == 0 {
		return 0
	}
	img, free, err := d.picture(index, 72)
	if err != nil {
		return 0
	}
	defer free()
	bounds := img.Bounds()
	n := 0
	for _, l := range pale {
		for _, box := range d.boxes(index, l.chars) {
			area := image.Rect(int(box.X*float64(bounds.Dx())), int(box.Y*float64(bounds.Dy())),
				int(math.Ceil((box.X+box.W)*float64(bounds.Dx()))), int(math.Ceil((box.Y+box.H)*float64(bounds.Dy())))).Intersect(bounds)
			if contrast(img, area) < 24 {
				n += len(l.chars)
				break
			}
		}
	}
	return n
}

// contrast is the difference of the lightest and darkest point of an area, from 0 to 255.
func contrast(img image.Image, area image.Rectangle) int {
	low, high := 255, 0
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			r, g, b, _ := img.At(x, y).RGBA()
			v := int((299*r + 587*g + 114*b) / 1000 >> 8)
			low, high = min(low, v), max(high, v)
		}
	}
	return high - low
}
