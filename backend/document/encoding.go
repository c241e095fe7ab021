package document

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"

	"greenlight/backend/domain"
)

// byteOrderMarks are tried in order: the mark of UTF-32 starts with that of UTF-16.
var byteOrderMarks = []struct {
	mark string
	enc  encoding.Encoding
}{
	{"\xEF\xBB\xBF", unicode.UTF8BOM},
	{"\xFF\xFE\x00\x00", utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)},
	{"\x00\x00\xFE\xFF", utf32.UTF32(utf32.BigEndian, utf32.UseBOM)},
	{"\xFF\xFE", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
	{"\xFE\xFF", unicode.UTF16(unicode.BigEndian, unicode.UseBOM)},
}

// decoded is a text with what was found out about its encoding.
type decoded struct {
	text    string
	guessed string // name of the encoding when it was a guess that may be wrong, else ""
}

// decodeText turns the bytes of a text file into a string. The encoding is, in this order,
// what a byte order mark says, UTF-8 when the bytes are valid, what declared names, UTF-16 by
// its pattern of zeros, and a guess from letter statistics. Binary data is refused.
func decodeText(data []byte, declared string) (decoded, error) {
	for _, m := range byteOrderMarks {
		if bytes.HasPrefix(data, []byte(m.mark)) {
			return decodeAs(m.enc, data, "")
		}
	}
	if enc := zeroPattern(data); enc != nil {
		return decodeAs(enc, data, "")
	}
	if looksBinary(data) {
		return decoded{}, domain.Errorf(domain.CodeUnreadable, "The file does not hold text.").
			WithHint("Check that its name has the right ending.")
	}
	if validUTF8(data) {
		return decoded{text: strings.ToValidUTF8(string(data), "\uFFFD")}, nil
	}
	if declared != "" {
		if enc, name := charset.Lookup(declared); enc != nil && name != "utf-8" {
			return decodeAs(enc, data, "")
		}
	}
	return guess(data)
}

// validUTF8 allows a sequence that is cut off at the end of a truncated file.
func validUTF8(data []byte) bool {
	for i := 0; i <= utf8.UTFMax-1 && i <= len(data); i++ {
		if utf8.Valid(data[:len(data)-i]) {
			return true
		}
		if i < len(data) && data[len(data)-1-i] < 0x80 {
			return false
		}
	}
	return false
}

func decodeAs(enc encoding.Encoding, data []byte, guessed string) (decoded, error) {
	out, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return decoded{}, domain.Errorf(domain.CodeUnreadable, "The text is in an encoding that cannot be read.").
			WithHint("Save the file as UTF-8.").WithCause(err)
	}
	return decoded{text: string(out), guessed: guessed}, nil
}

// guess asks letter statistics. Windows-1252, by far the most common of the old encodings,
// is taken when they are not sure.
func guess(data []byte) (decoded, error) {
	sample := data[:min(len(data), 256<<10)]
	var enc encoding.Encoding = charmap.Windows1252
	name := "windows-1252"
	if r, err := chardet.NewTextDetector().DetectBest(sample); err == nil && r.Confidence >= 30 {
		if found, canonical := charset.Lookup(r.Charset); found != nil && canonical != "utf-8" {
			enc, name = found, canonical
		}
	}
	return decodeAs(enc, data, name)
}

// zeroPattern recognises UTF-16 without a mark: Latin text has a zero in every second byte.
func zeroPattern(data []byte) encoding.Encoding {
	sample := data[:min(len(data), 4096)&^1]
	if len(sample) < 8 {
		return nil
	}
	var zeros [2]int
	for i, c := range sample {
		if c == 0 {
			zeros[i&1]++
		}
	}
	half := len(sample) / 2
	switch {
	case zeros[1]*10 > half*6 && zeros[0]*10 < half:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case zeros[0]*10 > half*6 && zeros[1]*10 < half:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	return nil
}

// looksBinary reports whether the start of data holds control characters as no text does.
func looksBinary(data []byte) bool {
	sample := data[:min(len(data), 8192)]
	bad := 0
	for _, c := range sample {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1B && c != '\b' || c == 0x7F {
			bad++
		}
	}
	return bad*50 > len(sample)
}

// looksLikeText is what the loaders of text formats ask before they claim a file.
func looksLikeText(head []byte) bool {
	for _, m := range byteOrderMarks {
		if bytes.HasPrefix(head, []byte(m.mark)) {
			return true
		}
	}
	return zeroPattern(head) != nil || !looksBinary(head)
}

// warnEncoding tells that the encoding was guessed.
func (b *builder) warnEncoding(d decoded) {
	if d.guessed != "" {
		b.warn("encoding", "The file does not say how its letters are stored; it was read as "+d.guessed+". If letters look wrong, save it as UTF-8.", 0)
	}
}
