package store

import (
	"bytes"
	"compress/flate"
	"errors"
	"io"
	"sync"

	"greenlight/backend/domain"
)

// packer compresses texts (raw DEFLATE, RFC 1951). Graphs shrink to about a fifth, passages
// to about a third. Its writers, which take 1 MB each, are used again.
type packer struct{ writers sync.Pool }

// pack compresses a text.
func (p *packer) pack(text string) ([]byte, error) {
	var out bytes.Buffer
	return p.packInto(&out, text)
}

func (p *packer) packInto(out *bytes.Buffer, text string) ([]byte, error) {
	w, ok := p.writers.Get().(*flate.Writer)
	if !ok {
		var err error
		if w, err = flate.NewWriter(out, flate.BestSpeed); err != nil {
			return nil, domain.AsError(err)
		}
	}
	w.Reset(out)
	_, err := io.WriteString(w, text)
	if err := errors.Join(err, w.Close()); err != nil {
		return nil, domain.AsError(err)
	}
	p.writers.Put(w)
	return out.Bytes(), nil
}

// unpack is the reverse of pack; CodeDamaged when packed is not what pack made.
func unpack(packed []byte) (string, error) {
	r := flate.NewReader(bytes.NewReader(packed))
	text, err := io.ReadAll(r)
	if err := errors.Join(err, r.Close()); err != nil {
		return "", domain.Errorf(domain.CodeDamaged, "A stored value cannot be read.").
			WithHint("Restore the latest backup.").WithCause(err)
	}
	return string(text), nil
}

// longText is from how many bytes on a JSON text is compressed. packedMark starts those; no
// JSON text starts with it.
const (
	longText   = 512
	packedMark = 1
)

// packLong gives a JSON text as it is stored in a packed column.
func (p *packer) packLong(text string) ([]byte, error) {
	if len(text) < longText {
		return []byte(text), nil
	}
	return p.packInto(bytes.NewBuffer([]byte{packedMark}), text)
}

// unpackLong is the reverse of packLong.
func unpackLong(stored []byte) (string, error) {
	if len(stored) > 0 && stored[0] == packedMark {
		return unpack(stored[1:])
	}
	return string(stored), nil
}
