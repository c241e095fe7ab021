// Package domain holds the nouns of Greenlight and the rules that they carry by
// themselves. It does no input or output and imports the standard library alone.
//
// All offsets into text count Unicode code points (runes), never bytes, so that
// they mean the same in Go, SQLite, TypeScript and in files handed to others.
package domain
