package document

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"

	"greenlight/backend/domain"
)

// The parent and its reading processes talk over pipes. A message is two frames, each a
// length (4 bytes, little endian) and its bytes: JSON first, then data (a file or a picture).

type requestKind string

const (
	requestRead   requestKind = "read"
	requestRender requestKind = "render"
)

type request struct {
	Kind     requestKind
	Name     string
	Password string
	NoSecond bool
	Page     int
	DPI      int
	Start    int // in the page's text
	End      int
}

type reply struct {
	Extracted *domain.Extracted
	Error     *domain.Error
	Cause     string // of Error, for the log
	Width     int
	Height    int
	Boxes     []Box
	Spent     bool // the process should be replaced
	lost      bool // the process died or was ended
}

// maxFrame is the longest frame that either side accepts: the largest text as JSON.
const maxFrame = 1 << 30

func writeMessage(w io.Writer, head any, data []byte) error {
	b, err := json.Marshal(head)
	if err != nil {
		return err
	}
	for _, frame := range [][]byte{b, data} {
		var n [4]byte
		binary.LittleEndian.PutUint32(n[:], uint32(len(frame)))
		if _, err := w.Write(n[:]); err != nil {
			return err
		}
		if _, err := w.Write(frame); err != nil {
			return err
		}
	}
	return nil
}

func readMessage(r io.Reader, head any) ([]byte, error) {
	b, err := readFrame(r)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(b, head); err != nil {
		return nil, err
	}
	return readFrame(r)
}

func readFrame(r io.Reader) ([]byte, error) {
	var n [4]byte
	if _, err := io.ReadFull(r, n[:]); err != nil {
		return nil, err
	}
	size := binary.LittleEndian.Uint32(n[:])
	if size > maxFrame {
		return nil, fmt.Errorf("a frame of %d bytes", size)
	}
	frame := make([]byte, size)
	_, err := io.ReadFull(r, frame)
	return frame, err
}
