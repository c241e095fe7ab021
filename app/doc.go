// Package app is the desktop surface: one bound struct per screen with methods of a few
// lines, native dialogs, the event emitter, and the bridge that serves the same structs to a
// browser over HTTP on loopback.
package app
