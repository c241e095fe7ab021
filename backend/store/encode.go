package store

import (
	"encoding/json"
	"time"

	"greenlight/backend/domain"
)

// micros is a time as it is stored: microseconds since 1970, 0 for the zero time.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// fromMicros is the reverse, in UTC.
func fromMicros(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}

// now is the present moment as precisely as it is stored, so that what a save gives back
// equals what a later read gives.
func now() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }

// toJSON gives v as JSON text.
func toJSON(v any) (string, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return "", domain.Errorf(domain.CodeInvalid, "This value cannot be stored.").WithCause(err)
	}
	return string(b), nil
}

// fromJSON reads JSON text into v; "" leaves v as it is.
func fromJSON(text string, v any) error {
	if text == "" {
		return nil
	}
	if err := json.Unmarshal([]byte(text), v); err != nil {
		return domain.Errorf(domain.CodeDamaged, "A stored value cannot be read.").
			WithHint("Restore the latest backup.").WithCause(err)
	}
	return nil
}

// errorJSON gives an error as JSON text, "" for nil.
func errorJSON(e *domain.Error) (string, error) {
	if e == nil {
		return "", nil
	}
	return toJSON(e)
}
