package app

import "reflect"

// full replaces nil slices and maps within v by empty ones, at any depth: the generated
// TypeScript says that they are always there, and JSON's null would break that promise.
func full[T any](v T) T {
	rv := reflect.ValueOf(&v).Elem()
	fill(rv)
	return v
}

func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			fill(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() {
				fill(f)
			}
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return // bytes and raw JSON
		}
		if v.IsNil() {
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		}
		for i := range v.Len() {
			fill(v.Index(i))
		}
	case reflect.Map:
		fillMap(v)
	}
}

func fillMap(v reflect.Value) {
	if v.IsNil() {
		v.Set(reflect.MakeMap(v.Type()))
		return
	}
	for _, key := range v.MapKeys() {
		copied := reflect.New(v.Type().Elem()).Elem()
		copied.Set(v.MapIndex(key))
		fill(copied)
		v.SetMapIndex(key, copied)
	}
}
