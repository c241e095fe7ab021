package modeltest_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"greenlight/backend/model/modeltest"
)

func post(t *testing.T, url, body string) (int, string) {
	t.Helper()
	resp, err := http.Post(url, "application/json", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	if err := resp.Body.Close(); err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(b)
}

func TestTheServerIsScriptedFromOutside(t *testing.T) {
	s := modeltest.NewServer(t)
	root := strings.TrimSuffix(s.URL, "/v1")
	if status, body := post(t, root+"/_script", `[{"text":"first"},{"status":503,"text":"no"}]`); status != http.StatusNoContent {
		t.Fatalf("%d %s", status, body)
	}
	ask := `{"model":"m","messages":[{"role":"user","content":"hello"}]}`
	if _, body := post(t, s.URL+"/chat/completions", ask); !strings.Contains(body, `"first"`) {
		t.Errorf("first: %s", body)
	}
	if status, _ := post(t, s.URL+"/chat/completions", ask); status != 503 {
		t.Errorf("second: %d", status)
	}
	if _, body := post(t, s.URL+"/chat/completions", ask); !strings.Contains(body, "You said: hello") {
		t.Errorf("third: %s", body)
	}
	resp, err := http.Get(root + "/_requests")
	if err != nil {
		t.Fatal(err)
	}
	var seen struct {
		Requests []struct{ Path, Body string } `json:"requests"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&seen); err != nil {
		t.Fatal(err)
	}
	if err := resp.Body.Close(); err != nil {
		t.Fatal(err)
	}
	if len(seen.Requests) != 3 || seen.Requests[0].Body != ask || seen.Requests[0].Path != "/v1/chat/completions" {
		t.Errorf("%+v", seen)
	}
	if status, _ := post(t, root+"/_script", "nonsense"); status != http.StatusBadRequest {
		t.Errorf("a broken script gives %d", status)
	}
}

func TestVectorsOfLikeTextsAreNear(t *testing.T) {
	dot := func(a, b []float32) (sum float32) {
		for i := range a {
			sum += a[i] * b[i]
		}
		return sum
	}
	a, b, c := modeltest.Vector("paid leave expires"), modeltest.Vector("leave expires in march"), modeltest.Vector("canteen noon")
	if dot(a, b) <= dot(a, c) {
		t.Errorf("%g is not nearer than %g", dot(a, b), dot(a, c))
	}
}
