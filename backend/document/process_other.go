//go:build !linux

package document

import "os/exec"

// On other systems a reading process ends when its input closes, which happens when this
// program dies, and it watches its own memory.

func detach(*exec.Cmd) {}

func kill(cmd *exec.Cmd) error { return cmd.Process.Kill() }

func residentBytes(int) int64 { return 0 }

func limitMemory(int64) {}
