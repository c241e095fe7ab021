package openai

import (
	"bytes"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"sync/atomic"
	"time"

	gopenai "github.com/sashabaranov/go-openai"
)

// doer sends one call's request. It adds the fields that the library cannot express (it
// leaves out a temperature of 0, for one), turns a whole JSON answer of a service that does
// not stream into a stream of one event, and notes whether a stream came to its end.
type doer struct {
	http     *http.Client
	extra    map[string]any
	azureKey string
	finished atomic.Bool // the stream's end mark was read
}

// Do sends the request.
func (d *doer) Do(req *http.Request) (*http.Response, error) {
	if d.azureKey != "" {
		req.Header.Del("Authorization")
		req.Header.Set(gopenai.AzureAPIKeyHeader, d.azureKey)
	}
	if len(d.extra) > 0 && req.Body != nil {
		if err := d.patch(req); err != nil {
			return nil, err
		}
	}
	stream := req.Header.Get("Accept") == "text/event-stream"
	resp, err := d.http.Do(req) //nolint:gosec // the client reaches the provider's own address only, see package guard
	if err != nil || !stream || resp.StatusCode != http.StatusOK {
		return resp, err
	}
	if kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type")); kind == "application/json" {
		return d.wrap(resp)
	}
	resp.Body = &streamBody{ReadCloser: resp.Body, finished: &d.finished}
	return resp, nil
}

// patch adds the extra fields to the request's JSON.
func (d *doer) patch(req *http.Request) error {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return err
	}
	if err := req.Body.Close(); err != nil {
		return err
	}
	fields := map[string]any{}
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	if err := dec.Decode(&fields); err != nil {
		return err
	}
	for name, v := range d.extra {
		fields[name] = v
	}
	if body, err = json.Marshal(fields); err != nil {
		return err
	}
	req.Body = io.NopCloser(bytes.NewReader(body))
	req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	req.ContentLength = int64(len(body))
	return nil
}

// wrap makes a stream of one event from a whole answer.
func (d *doer) wrap(resp *http.Response) (*http.Response, error) {
	whole, err := io.ReadAll(resp.Body)
	if closeErr := resp.Body.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return nil, err
	}
	var line bytes.Buffer
	line.WriteString("data: ")
	if err := json.Compact(&line, whole); err != nil {
		line.Reset()
		line.WriteString("data: {not JSON}")
	}
	line.WriteString("\n\ndata: [DONE]\n\n")
	d.finished.Store(true)
	resp.Body = io.NopCloser(&line)
	resp.ContentLength = int64(line.Len())
	return resp, nil
}

const endMark = "[DONE]"

// streamBody watches for the end mark, and reads the few bytes after it on closing, so that
// the connection can be used again.
type streamBody struct {
	io.ReadCloser
	finished *atomic.Bool
	tail     []byte
	ended    bool
}

func (b *streamBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if !b.finished.Load() {
		b.tail = append(b.tail, p[:n]...)
		if bytes.Contains(b.tail, []byte(endMark)) {
			b.finished.Store(true)
		}
		b.tail = append(b.tail[:0], b.tail[max(0, len(b.tail)-len(endMark)+1):]...)
	}
	b.ended = b.ended || err != nil
	return n, err
}

func (b *streamBody) Close() error {
	if b.finished.Load() && !b.ended {
		late := time.AfterFunc(200*time.Millisecond, func() { _ = b.ReadCloser.Close() })
		_, _ = io.Copy(io.Discard, io.LimitReader(b.ReadCloser, 4096)) // nothing of worth is lost
		late.Stop()
	}
	return b.ReadCloser.Close()
}
