package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"

	"greenlight/backend/domain"
)

// dispatcher calls the methods of bound structs by name, as the Wails window does, so that a
// browser reaches exactly what the window reaches.
type dispatcher struct{ methods map[string]reflect.Value }

var errorType = reflect.TypeFor[error]()

// newDispatcher takes the exported methods of pointers to structs, as "Struct.Method".
func newDispatcher(bound []any) *dispatcher {
	d := &dispatcher{methods: map[string]reflect.Value{}}
	for _, b := range bound {
		v := reflect.ValueOf(b)
		t := v.Type()
		for i := range t.NumMethod() {
			d.methods[t.Elem().Name()+"."+t.Method(i).Name] = v.Method(i)
		}
	}
	return d
}

// call runs a method with JSON arguments and gives its result, nil when it has none.
func (d *dispatcher) call(name string, args []json.RawMessage) (any, error) {
	m, ok := d.methods[name]
	if !ok {
		return nil, domain.Errorf(domain.CodeNotFound, "The interface has no call “%s”.", name)
	}
	t := m.Type()
	if len(args) != t.NumIn() {
		return nil, domain.Errorf(domain.CodeInvalid, "“%s” takes %d values, not %d.", name, t.NumIn(), len(args))
	}
	in := make([]reflect.Value, len(args))
	for i, raw := range args {
		p := reflect.New(t.In(i))
		dec := json.NewDecoder(bytes.NewReader(raw))
		if err := dec.Decode(p.Interface()); err != nil {
			return nil, domain.Errorf(domain.CodeInvalid, "Value %d of “%s” has the wrong shape.", i+1, name).WithCause(err)
		}
		in[i] = p.Elem()
	}
	return split(m.Call(in))
}

// split parts the results of a bound method into value and error.
func split(out []reflect.Value) (any, error) {
	var value any
	for _, v := range out {
		if v.Type().Implements(errorType) {
			if err, ok := v.Interface().(error); ok && err != nil {
				return nil, err
			}
			continue
		}
		value = v.Interface()
	}
	return value, nil
}

// safeCall is call with panics turned into errors: a defect in one method must not end the
// program for everybody.
func (d *dispatcher) safeCall(name string, args []json.RawMessage) (result any, err error) {
	defer func() {
		if r := recover(); r != nil {
			result, err = nil, fmt.Errorf("panic in %s: %v", name, r)
		}
	}()
	return d.call(name, args)
}
