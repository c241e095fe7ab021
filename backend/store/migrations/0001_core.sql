-- What every workspace holds. Times are microseconds since 1970, UTC; 0 is none.

-- Choices and small facts of the workspace, one JSON value a key.
CREATE TABLE setting (
  key        TEXT PRIMARY KEY,
  value      TEXT NOT NULL CHECK (json_valid(value)),
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Original files by the SHA-256 of their content (hex), each stored once.
CREATE TABLE file (
  hash     TEXT PRIMARY KEY,
  size     INTEGER NOT NULL, -- bytes
  added_at INTEGER NOT NULL,
  data     BLOB NOT NULL
) STRICT;
