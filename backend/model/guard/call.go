package guard

import (
	"context"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// Call goes with a request through the transport: it says what the request is for and
// notes what came back.
type Call struct {
	Purpose  string // "chat", "embed", "list", "pull", …
	Activity func() // called for every stretch of the answer that arrives; may be nil

	mu         sync.Mutex
	status     int
	retryAfter time.Duration
}

type callKey struct{}

// With attaches a Call to the requests made with the context.
func With(ctx context.Context, c *Call) context.Context { return context.WithValue(ctx, callKey{}, c) }

func callOf(ctx context.Context) *Call {
	if c, ok := ctx.Value(callKey{}).(*Call); ok {
		return c
	}
	return &Call{Purpose: "other"}
}

// Status gives the HTTP status of the last answer, 0 when there was none.
func (c *Call) Status() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.status
}

// RetryAfter gives how long the provider asks to wait, 0 when it does not say.
func (c *Call) RetryAfter() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.retryAfter
}

func (c *Call) answered(resp *http.Response, now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.status, c.retryAfter = resp.StatusCode, ParseRetryAfter(resp.Header, now)
}

// ParseRetryAfter reads how long to wait from an answer's headers: Retry-After in seconds or
// as a date (RFC 9110, 10.2.3), or the milliseconds of retry-after-ms, which Azure and OpenAI
// send. It gives 0 when there is none, and never more than a day.
func ParseRetryAfter(h http.Header, now time.Time) time.Duration {
	wait := time.Duration(0)
	if ms, err := strconv.ParseFloat(h.Get("Retry-After-Ms"), 64); err == nil && ms > 0 {
		wait = seconds(ms / 1000)
	} else if v := h.Get("Retry-After"); v != "" {
		if s, err := strconv.ParseFloat(v, 64); err == nil && s > 0 {
			wait = seconds(s)
		} else if at, err := http.ParseTime(v); err == nil {
			wait = at.Sub(now)
		}
	}
	return max(0, min(wait, 24*time.Hour))
}

func seconds(s float64) time.Duration {
	return time.Duration(min(s, 24*3600) * float64(time.Second))
}
