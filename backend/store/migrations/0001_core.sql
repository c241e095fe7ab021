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

-- Assistants as drawn now. name_key is the name folded for comparison.
CREATE TABLE flow (
  id          TEXT PRIMARY KEY,
  name        TEXT NOT NULL,
  name_key    TEXT NOT NULL UNIQUE,
  description TEXT NOT NULL,
  steps       INTEGER NOT NULL,
  revision    INTEGER NOT NULL,
  graph       TEXT NOT NULL CHECK (json_valid(graph)), -- {"nodes":[…],"edges":[…]}
  created_at  INTEGER NOT NULL,
  updated_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX flow_by_change ON flow (updated_at DESC);

-- Earlier and present states of assistants; graph is compressed (raw DEFLATE).
CREATE TABLE flow_revision (
  flow_id     TEXT NOT NULL REFERENCES flow ON DELETE CASCADE,
  revision    INTEGER NOT NULL,
  saved_at    INTEGER NOT NULL,
  name        TEXT NOT NULL,
  description TEXT NOT NULL,
  graph       BLOB NOT NULL,
  PRIMARY KEY (flow_id, revision)
) STRICT, WITHOUT ROWID;

-- Runs of assistants. flow_id is NULL for a graph that was never stored. graph is what a run
-- executes (raw DEFLATE), kept until it is done so that it can be taken up again.
CREATE TABLE run (
  id          TEXT PRIMARY KEY,
  flow_id     TEXT REFERENCES flow ON DELETE CASCADE,
  flow_name   TEXT NOT NULL,
  revision    INTEGER NOT NULL,
  status      TEXT NOT NULL,
  answered    INTEGER NOT NULL,
  inputs      TEXT NOT NULL,
  outputs     TEXT NOT NULL,
  citations   TEXT NOT NULL,
  error       TEXT NOT NULL, -- JSON, '' for none
  started_at  INTEGER NOT NULL,
  finished_at INTEGER NOT NULL,
  ms          REAL NOT NULL,
  tokens_in   INTEGER NOT NULL,
  tokens_out  INTEGER NOT NULL,
  cost        REAL NOT NULL, -- US dollars
  graph       BLOB
) STRICT;
CREATE INDEX run_by_flow ON run (flow_id, started_at DESC);
CREATE INDEX run_by_start ON run (started_at DESC);
CREATE INDEX run_unfinished ON run (started_at) WHERE finished_at = 0;

-- The latest state of each step of a run. One that is done, with its outputs, is the
-- checkpoint from which the run goes on after a crash.
CREATE TABLE run_step (
  run_id     TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
  node       TEXT NOT NULL,
  ordinal    INTEGER NOT NULL, -- place in the trace
  kind       TEXT NOT NULL,
  title      TEXT NOT NULL,
  status     TEXT NOT NULL,
  ms         REAL NOT NULL,
  tokens_in  INTEGER NOT NULL,
  tokens_out INTEGER NOT NULL,
  cost       REAL NOT NULL,
  model      TEXT NOT NULL,
  cached     INTEGER NOT NULL,
  attempts   INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  error      TEXT NOT NULL,
  inputs     TEXT NOT NULL,
  outputs    TEXT NOT NULL,
  PRIMARY KEY (run_id, node)
) STRICT;

-- Lifecycle events in their order. step is the event's step as JSON without its inputs and
-- outputs, which are in run_step; NULL for events of the whole run.
CREATE TABLE run_event (
  run_id TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
  seq    INTEGER NOT NULL,
  type   TEXT NOT NULL,
  at     INTEGER NOT NULL,
  step   TEXT,
  PRIMARY KEY (run_id, seq)
) STRICT, WITHOUT ROWID;

-- Results of steps that can be used again. The key is a hash of everything that the result
-- depends on.
CREATE TABLE result (
  key     TEXT PRIMARY KEY,
  size    INTEGER NOT NULL, -- bytes of value
  used_at INTEGER NOT NULL,
  value   TEXT NOT NULL
) STRICT;
CREATE INDEX result_by_use ON result (used_at, size);

-- Long work. payload is what its kind needs to go on after a crash.
CREATE TABLE job (
  id         TEXT PRIMARY KEY,
  kind       TEXT NOT NULL,
  subject    TEXT NOT NULL,
  status     TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  data       TEXT NOT NULL CHECK (json_valid(data)),
  payload    BLOB
) STRICT;
CREATE INDEX job_by_start ON job (created_at DESC);
CREATE INDEX job_open ON job (status) WHERE status IN ('queued', 'running');

-- Connections to providers of models, and the catalogue.
CREATE TABLE provider (
  name     TEXT PRIMARY KEY,
  added_at INTEGER NOT NULL,
  data     TEXT NOT NULL CHECK (json_valid(data))
) STRICT, WITHOUT ROWID;

CREATE TABLE model (
  id       TEXT PRIMARY KEY,
  provider TEXT NOT NULL REFERENCES provider ON DELETE CASCADE,
  kind     TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  data     TEXT NOT NULL CHECK (json_valid(data))
) STRICT, WITHOUT ROWID;
CREATE INDEX model_by_provider ON model (provider);

-- What left for which host: sizes, never content.
CREATE TABLE egress (
  id       INTEGER PRIMARY KEY,
  at       INTEGER NOT NULL,
  host     TEXT NOT NULL,
  provider TEXT NOT NULL,
  purpose  TEXT NOT NULL,
  sent     INTEGER NOT NULL,
  received INTEGER NOT NULL,
  status   INTEGER NOT NULL,
  ms       REAL NOT NULL,
  local    INTEGER NOT NULL
) STRICT;
CREATE INDEX egress_by_time ON egress (at DESC);

-- Test sets and their tests.
CREATE TABLE eval_set (
  id          TEXT PRIMARY KEY,
  name        TEXT NOT NULL,
  name_key    TEXT NOT NULL UNIQUE,
  description TEXT NOT NULL,
  created_at  INTEGER NOT NULL,
  updated_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE eval_case (
  id      TEXT PRIMARY KEY,
  set_id  TEXT NOT NULL REFERENCES eval_set ON DELETE CASCADE,
  ordinal INTEGER NOT NULL, -- from 1
  data    TEXT NOT NULL CHECK (json_valid(data)),
  UNIQUE (set_id, ordinal)
) STRICT;
