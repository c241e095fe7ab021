//go:build !unix

package ollama

import "os/exec"

func ownGroup(*exec.Cmd) {}

// askToEnd kills: there is no gentler way for a program without a window.
func askToEnd(cmd *exec.Cmd) { _ = cmd.Process.Kill() } // an error means that it has just ended

func endGroup(*exec.Cmd) {}
