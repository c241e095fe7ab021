//go:build !bindings

package app

// bindingsOnly is set in the build that writes the TypeScript declarations: it opens no
// workspace and needs no display.
const bindingsOnly = false
