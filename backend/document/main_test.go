package document_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"greenlight/backend/document"
	"greenlight/backend/domain"
)

// unruly is a format that does to its process what broken libraries do.
type unruly struct{}

func (unruly) Name() string         { return "test-unruly" }
func (unruly) Title() string        { return "unruly" }
func (unruly) Extensions() []string { return []string{"unruly"} }
func (unruly) Detect(name string, _ []byte) int {
	if strings.HasSuffix(name, ".unruly") {
		return 3
	}
	return 0
}

func (unruly) Load(ctx context.Context, src document.Source, _ document.Options) (*domain.Extracted, error) {
	switch string(src.Data) {
	case "hang":
		for {
			time.Sleep(time.Hour)
		}
	case "exit":
		os.Exit(3)
	case "panic":
		panic("as asked")
	case "die":
		go func() { panic("beyond recovery") }()
		time.Sleep(time.Hour)
	case "grow":
		var hoard [][]byte
		for {
			b := make([]byte, 8<<20)
			for i := 0; i < len(b); i += 4096 {
				b[i] = 1
			}
			hoard = append(hoard, b)
			if len(hoard) > 4096 {
				return nil, errors.New("nobody stopped it")
			}
		}
	case "print":
		_, _ = os.Stdout.WriteString("noise between the messages")
	}
	return &domain.Extracted{Format: "test-unruly", Text: string(src.Data), Pages: []domain.Page{{Number: 1, End: len(src.Data)}}}, nil
}

func TestMain(m *testing.M) {
	document.RegisterForTest(unruly{})
	document.RunWorkerIfAsked()
	os.Exit(m.Run())
}
