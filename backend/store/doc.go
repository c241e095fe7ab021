// Package store keeps a workspace in one SQLite file. It holds all SQL of Greenlight, the
// numbered migrations and the search index (FTS5 and sqlite-vec), with one file per noun.
//
// # How it writes
//
// There is one writer connection and a pool of read-only ones. Every change runs through
// Store.write, which is one BEGIN IMMEDIATE transaction: after a crash the file holds all of
// a change or nothing of it. A method that returned nil has committed.
//
// The file is in WAL mode with synchronous=NORMAL. A commit is then in the operating
// system's cache before the method returns, so that it survives the death of the process
// (kill -9, a crash). When the whole machine loses power, the last commits before it may be
// missing, but the file is never damaged (https://www.sqlite.org/wal.html, "Performance
// Considerations"). What must survive that as well (a migration's copy, a backup, a restore)
// is flushed to disk explicitly.
//
// # Conventions
//
// Times are whole microseconds since 1970 in UTC, 0 for none. Lists and objects are JSON in
// TEXT columns. Lists that are given back are never nil. Every error is a *domain.Error.
package store
