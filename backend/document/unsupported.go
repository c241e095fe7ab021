package document

import (
	"bytes"
	"strings"

	"greenlight/backend/domain"
)

// oleMagic starts the old binary files of Microsoft Office, and their encrypted new ones.
var oleMagic = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}

// kindsWeKnow are formats that we recognise in order to say what to do instead.
var kindsWeKnow = []struct {
	endings  string // separated by spaces
	magic    string // "" when the ending alone decides
	sentence string
	hint     string
}{
	{"doc dot", "", "This is an old Word file (.doc), which Greenlight cannot read.", "Open it in Word or LibreOffice and save it as .docx."},
	{"xls xlt", "", "This is an old Excel file (.xls), which Greenlight cannot read.", "Open it in Excel or LibreOffice and save it as .xlsx."},
	{"ppt pps", "", "This is an old PowerPoint file (.ppt), which Greenlight cannot read.", "Open it in PowerPoint or LibreOffice and save it as .pptx."},
	{"msg", "", "This is an Outlook message (.msg), which Greenlight cannot read.", "Save the message as .eml or PDF."},
	{"rtf", `{\rtf`, "This is a Rich Text file (.rtf), which Greenlight cannot read.", "Save it as .docx or PDF."},
	{"pages numbers key", "", "This is an Apple iWork file, which Greenlight cannot read.", "Export it as PDF, Word or Excel."},
	{"odp ods odg", "", "Greenlight reads OpenDocument text (.odt), and not this kind.", "Save it as PDF, .xlsx or .pptx."},
	{"mobi azw azw3", "", "This is a Kindle book, which Greenlight cannot read.", "Add it as EPUB or PDF."},
	{"xlsb", "", "This is a binary Excel file (.xlsb), which Greenlight cannot read.", "Save it as .xlsx."},
	{"png jpg jpeg gif tif tiff bmp webp heic svg", "", "This is a picture; Greenlight reads text only.", "Add a version with text, for example a PDF made with text recognition."},
	{"mp3 wav m4a ogg flac mp4 mov avi mkv webm", "", "This is sound or video; Greenlight reads text only.", "Add a transcript."},
	{"zip rar 7z tar gz tgz bz2 xz", "", "This is an archive.", "Unpack it and add the files in it."},
	{"exe dll so dmg iso bin msi app", "", "This is a program, not a document.", ""},
	{"", "\x89PNG", "This is a picture; Greenlight reads text only.", "Add a version with text, for example a PDF made with text recognition."},
	{"", "\xFF\xD8\xFF", "This is a picture; Greenlight reads text only.", "Add a version with text, for example a PDF made with text recognition."},
	{"", "GIF8", "This is a picture; Greenlight reads text only.", "Add a version with text, for example a PDF made with text recognition."},
	{"", "\x7FELF", "This is a program, not a document.", ""},
	{"", "Rar!", "This is an archive.", "Unpack it and add the files in it."},
	{"", "7z\xBC\xAF", "This is an archive.", "Unpack it and add the files in it."},
	{"", "\x1F\x8B", "This is an archive.", "Unpack it and add the files in it."},
}

// unsupported names the format of a file that no loader is sure about, or gives nil.
func unsupported(name string, head []byte) error {
	ext := fileEnding(name)
	for _, k := range kindsWeKnow {
		if k.magic != "" && bytes.HasPrefix(head, []byte(k.magic)) ||
			ext != "" && strings.Contains(" "+k.endings+" ", " "+ext+" ") {
			return domain.Errorf(domain.CodeUnsupported, "%s", k.sentence).WithHint("%s", k.hint).WithPath(name)
		}
	}
	if bytes.HasPrefix(head, oleMagic) && !Supported(name) {
		return domain.Errorf(domain.CodeUnsupported, "This is a file of an old Microsoft Office version, which Greenlight cannot read.").
			WithHint("Open it in Office or LibreOffice and save it in the current format, for example .docx.").WithPath(name)
	}
	return nil
}
