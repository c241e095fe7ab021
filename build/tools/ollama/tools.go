//go:build tools

// Package tools pins the Ollama server that the integration tests build and start.
package tools

import (
	_ "github.com/gen2brain/malgo" // carries miniaudio.h, which the module archive of Ollama leaves out
	_ "github.com/ollama/ollama"
)
