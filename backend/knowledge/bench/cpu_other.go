//go:build !unix

package main

// cpuSeconds gives the processor time that this process has used, or 0 when it is unknown.
func cpuSeconds() float64 { return 0 }
