-- What steps took and gave repeats whole passages, so it is kept compressed when it is long:
-- a byte 1 and raw DEFLATE, else JSON as it is.
CREATE TABLE run_step_packed (
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
  inputs     BLOB NOT NULL,
  outputs    BLOB NOT NULL,
  PRIMARY KEY (run_id, node)
) STRICT;
INSERT INTO run_step_packed
  SELECT run_id, node, ordinal, kind, title, status, ms, tokens_in, tokens_out, cost, model, cached, attempts, started_at, error,
    CAST(inputs AS BLOB), CAST(outputs AS BLOB)
  FROM run_step;
DROP TABLE run_step;
ALTER TABLE run_step_packed RENAME TO run_step;

-- The triggers of results are made anew, since they name the table that is replaced.
DROP TRIGGER document_removed;
DROP TRIGGER document_replaced;
CREATE TABLE result_packed (
  key     TEXT PRIMARY KEY,
  size    INTEGER NOT NULL, -- bytes of value
  used_at INTEGER NOT NULL,
  value   BLOB NOT NULL
) STRICT;
INSERT INTO result_packed SELECT key, size, used_at, CAST(value AS BLOB) FROM result;
DROP TABLE result;
ALTER TABLE result_packed RENAME TO result;
CREATE INDEX result_by_use ON result (used_at, size);

CREATE TRIGGER document_removed AFTER DELETE ON document BEGIN
  DELETE FROM result;
END;

CREATE TRIGGER document_replaced AFTER UPDATE OF hash ON document WHEN old.hash <> new.hash BEGIN
  DELETE FROM result;
END;
