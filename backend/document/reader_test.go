package document_test

import (
	"context"
	"fmt"
	"reflect"
	"sync"
	"testing"
	"time"

	"greenlight/backend/document"
	"greenlight/backend/domain"
)

func newReader(t testing.TB, opts document.ReaderOptions) *document.Reader {
	r := document.NewReader(opts)
	t.Cleanup(r.Close)
	return r
}

func read(r *document.Reader, name, data string) (*domain.Extracted, error) {
	return r.Read(context.Background(), document.Source{Name: name, Data: []byte(data)}, document.Options{})
}

func TestReaderReadsAsLoadDoes(t *testing.T) {
	r := newReader(t, document.ReaderOptions{})
	for name, s := range samples(t) {
		got, err := r.Read(context.Background(), document.Source{Name: s.file, Data: s.data}, document.Options{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if want := load(t, s.file, s.data); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: the process gives something else than Load", name)
		}
	}
}

func TestReaderSurvivesWhatFilesDo(t *testing.T) {
	short := newReader(t, document.ReaderOptions{Timeout: 2 * time.Second})
	long := newReader(t, document.ReaderOptions{MemoryLimit: 200 << 20})
	tests := []struct {
		data string
		code domain.Code
	}{
		{"hang", domain.CodeTimeout},
		{"exit", domain.CodeUnreadable},
		{"panic", domain.CodeUnreadable},
		{"die", domain.CodeUnreadable},
		{"grow", domain.CodeTooLarge},
	}
	var all sync.WaitGroup
	for _, tt := range tests {
		all.Go(func() {
			r := long
			if tt.code == domain.CodeTimeout {
				r = short
			}
			_, err := read(r, tt.data+".unruly", tt.data)
			if !domain.IsCode(err, tt.code) {
				t.Errorf("%s: %v (%s), want %s", tt.data, err, domain.ErrorCode(err), tt.code)
			}
			if e := domain.AsError(err); e == nil || e.Path != tt.data+".unruly" || e.Message == "" {
				t.Errorf("%s: the error %+v names no file", tt.data, e)
			}
			ex, err := read(r, "after.txt", "It goes on.")
			if err != nil || ex.Text != "It goes on." {
				t.Errorf("after %s: %v", tt.data, err)
			}
		})
	}
	all.Wait()
	if ex, err := read(long, "print.unruly", "print"); err != nil || ex.Text != "print" {
		t.Errorf("printing got between the messages: %v", err)
	}
}

func TestReaderCancel(t *testing.T) {
	r := newReader(t, document.ReaderOptions{Workers: 1})
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 2)
	go func() {
		_, err := r.Read(ctx, document.Source{Name: "a.unruly", Data: []byte("hang")}, document.Options{})
		done <- err
	}()
	go func() { // waits for the only worker
		_, err := r.Read(ctx, document.Source{Name: "b.unruly", Data: []byte("hang")}, document.Options{})
		done <- err
	}()
	time.Sleep(50 * time.Millisecond)
	cancel()
	for range 2 {
		if err := <-done; !domain.IsCode(err, domain.CodeCancelled) {
			t.Errorf("cancelled: %v", err)
		}
	}
}

func TestReaderCloseEndsWork(t *testing.T) {
	r := document.NewReader(document.ReaderOptions{})
	done := make(chan error)
	go func() {
		_, err := read(r, "a.unruly", "hang")
		done <- err
	}()
	time.Sleep(300 * time.Millisecond)
	r.Close()
	if err := <-done; err == nil {
		t.Error("the read came back without an error")
	}
	if _, err := read(r, "a.txt", "late"); err == nil {
		t.Error("a closed reader reads")
	}
}

func TestReaderManyFiles(t *testing.T) {
	r := newReader(t, document.ReaderOptions{})
	var all sync.WaitGroup
	for i := range 300 {
		all.Go(func() {
			text := fmt.Sprintf("File number %d.", i)
			if ex, err := read(r, "a.txt", text); err != nil || ex.Text != text {
				t.Errorf("%d: %v", i, err)
			}
		})
	}
	all.Wait()
}

func TestReaderPassword(t *testing.T) {
	data := sharedPDF(t, "libreoffice-writer-password.pdf")
	r := newReader(t, document.ReaderOptions{})
	src := document.Source{Name: "secret.pdf", Data: data}
	for _, password := range []string{"", "wrong"} {
		_, err := r.Read(context.Background(), src, document.Options{Password: password})
		if !domain.IsCode(err, domain.CodePassword) {
			t.Errorf("password %q: %v", password, err)
		}
	}
	ex, err := r.Read(context.Background(), src, document.Options{Password: "openpassword"})
	if err != nil || len(ex.Text) == 0 {
		t.Errorf("the right password: %v", err)
	}
}

func TestReaderRefusesHugeFiles(t *testing.T) {
	r := newReader(t, document.ReaderOptions{})
	_, err := r.Read(context.Background(), document.Source{Name: "a.txt", Data: make([]byte, document.MaxFileBytes+1)}, document.Options{})
	if !domain.IsCode(err, domain.CodeTooLarge) {
		t.Errorf("%v", err)
	}
}
