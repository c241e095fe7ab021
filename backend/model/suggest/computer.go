package suggest

import "runtime"

// Computer is what decides which models can run.
type Computer struct {
	Memory int64 // bytes, 0 when unknown
	Cores  int
}

// This describes the computer on which the program runs, or the part of it that a container
// may use.
func This() Computer { return Computer{Memory: memory(), Cores: runtime.NumCPU()} }
