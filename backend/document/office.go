package document

import (
	"bytes"
	"errors"

	"github.com/xuri/excelize/v2"

	"greenlight/backend/domain"
)

// decryptOffice opens the encryption of Office files ([MS-OFFCRYPTO]), which wrap the zipped
// document into an old binary container. Files that are not encrypted come back as they are.
func decryptOffice(data []byte, password, title string) ([]byte, error) {
	if !bytes.HasPrefix(data, oleMagic) {
		return data, nil
	}
	if !bytes.Contains(data, utf16("EncryptedPackage")) {
		return nil, domain.Errorf(domain.CodeUnsupported, "This is a file of an old Microsoft Office version, which Greenlight cannot read.").
			WithHint("Open it in Office or LibreOffice and save it in the current format, for example .docx.")
	}
	if password == "" {
		return nil, domain.Errorf(domain.CodePassword, "The file is protected by a password.").WithHint("Give the password and try again.")
	}
	plain, err := excelize.Decrypt(data, &excelize.Options{Password: password})
	if errors.Is(err, excelize.ErrWorkbookPassword) || err == nil && !isZip(plain) {
		return nil, domain.Errorf(domain.CodePassword, "The password is wrong.").WithHint("Check the password and try again.")
	}
	if err != nil {
		return nil, damaged(title, err)
	}
	return plain, nil
}

// utf16 gives the little endian bytes of an ASCII name.
func utf16(s string) []byte {
	out := make([]byte, 0, 2*len(s))
	for i := range len(s) {
		out = append(out, s[i], 0)
	}
	return out
}
