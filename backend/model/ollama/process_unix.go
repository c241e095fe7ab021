//go:build unix

package ollama

import (
	"os/exec"
	"syscall"
)

// ownGroup puts the server in a process group of its own, so that Ctrl-C in a terminal reaches
// Greenlight alone, which then stops the server in order.
func ownGroup(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

func askToEnd(cmd *exec.Cmd) { _ = cmd.Process.Signal(syscall.SIGTERM) } // an error means that it has just ended

// endGroup ends what the server left behind, such as a model runner after a crash.
func endGroup(cmd *exec.Cmd) { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) } // mostly nothing is left
