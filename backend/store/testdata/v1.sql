-- A workspace as the first Greenlight made it (schema 1). Never change it: it tests migrations.
PRAGMA page_size = 8192;
PRAGMA auto_vacuum = incremental;
PRAGMA application_id = 1196575828;
PRAGMA user_version = 1;
CREATE TABLE setting (
  key        TEXT PRIMARY KEY,
  value      TEXT NOT NULL CHECK (json_valid(value)),
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE file (
  hash     TEXT PRIMARY KEY,
  size     INTEGER NOT NULL, -- bytes
  added_at INTEGER NOT NULL,
  data     BLOB NOT NULL
) STRICT;
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
CREATE TABLE flow_revision (
  flow_id     TEXT NOT NULL REFERENCES flow ON DELETE CASCADE,
  revision    INTEGER NOT NULL,
  saved_at    INTEGER NOT NULL,
  name        TEXT NOT NULL,
  description TEXT NOT NULL,
  graph       BLOB NOT NULL,
  PRIMARY KEY (flow_id, revision)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE run_event (
  run_id TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
  seq    INTEGER NOT NULL,
  type   TEXT NOT NULL,
  at     INTEGER NOT NULL,
  step   TEXT,
  PRIMARY KEY (run_id, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE result (
  key     TEXT PRIMARY KEY,
  size    INTEGER NOT NULL, -- bytes of value
  used_at INTEGER NOT NULL,
  value   TEXT NOT NULL
) STRICT;
CREATE INDEX result_by_use ON result (used_at, size);
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
INSERT INTO setting VALUES ('theme','"dark"',1795457912699870);
INSERT INTO file VALUES ('7365d029861e32c521f8089b00a6fb32daf0615025b69b599d1ce53501b845c2',6,1795457912699831,X'612066696C65');
INSERT INTO flow VALUES ('flow_frozen','HR helper','hr helper','It answers.',2,2,'{"nodes":[{"id":"n0","kind":"prompt","version":1,"title":"","x":0,"y":0,"settings":{"template":"Say \u201cyes\u201d to {{question}}"}},{"id":"n1","kind":"prompt","version":1,"title":"","x":220.5,"y":0,"settings":{"template":"Say \u201cyes\u201d to {{question}}"}}],"edges":[{"id":"e1","from":"n0","fromPort":"text","to":"n1","toPort":"text"}]}',1795435201123456,1795435202123456);
INSERT INTO flow_revision VALUES ('flow_frozen',1,1795457912694974,'HR helper','',X'AC90C10A833010447F45E61C4A147AC957147A6C3D48B39550CDDA642D4AC8BF970882D7422FCB831D98C72478B614616E09CEC2C06B28BC9C2F3C051E2781C2874274EC616A057132100CA0B0C0688575BB91449CEF234C82D0380D9D94D4B55BABFBDCE8FAB152DCC056C2554AEF99A238F6392367B597D73F95378D3E9DFF22D02A90ED8F3B505179061EF74D0A5F38080C84962226BC2B0B1F3FB9CDDF000000FFFF');
INSERT INTO flow_revision VALUES ('flow_frozen',2,1795457912696053,'HR helper','It answers.',X'AC90C10A833010447F45E61C4A147AC957147A6C3D48B39550CDDA642D4AC8BF970882D7422FCB831D98C72478B614616E09CEC2C06B28BC9C2F3C051E2781C2874274EC616A057132100CA0B0C0688575BB91449CEF234C82D0380D9D94D4B55BABFBDCE8FAB152DCC056C2554AEF99A238F6392367B597D73F95378D3E9DFF22D02A90ED8F3B505179061EF74D0A5F38080C84962226BC2B0B1F3FB9CDDF000000FFFF');
INSERT INTO run VALUES ('run_frozen','flow_frozen','HR helper',1,'done',1,'{"question":"How many days?"}','{"answer":{"type":"answer","text":"30 days","answered":true}}','[{"marker":1,"text":"30 days","knowledgeId":"","document":"","path":"","title":"","page":2,"start":3,"end":10}]','',1795435201123456,1795435209123456,9000.5,10,20,0.25,NULL);
INSERT INTO run VALUES ('run_open','flow_frozen','HR helper',1,'running',0,'{"question":"How many days?"}','{}','[]','',1795435201123456,0,0.0,0,0,0.0,X'AC90C10A833010447F45E61C4A147AC957147A6C3D48B39550CDDA642D4AC8BF970882D7422FCB831D98C72478B614616E09CEC2C06B28BC9C2F3C051E2781C2874274EC616A057132100CA0B0C0688575BB91449CEF234C82D0380D9D94D4B55BABFBDCE8FAB152DCC056C2554AEF99A238F6392367B597D73F95378D3E9DFF22D02A90ED8F3B505179061EF74D0A5F38080C84962226BC2B0B1F3FB9CDDF000000FFFF');
INSERT INTO run_step VALUES ('run_frozen','a',1,'search','Search','done',12.5,10,20,0.25,'ollama/x',1,1,1795435201123456,'','{"question":{"type":"text","text":"How many days?"}}','{"data":{"type":"data","data":{"a":[1,2.5,null]}},"found":{"type":"passages","passages":[{"rank":1,"score":0,"knowledgeId":"","document":"","path":"","title":"","page":0,"chunk":0,"start":0,"end":0,"text":"30 days\u0000\f “quoted”","keyword_rank":0,"meaning_rank":0,"similarity":0,"matched":["days"]}]}}');
INSERT INTO run_event VALUES ('run_frozen',1,'run_started',1795435201123456,NULL);
INSERT INTO run_event VALUES ('run_frozen',2,'step_done',1795435202123456,'{"node":"a","kind":"search","title":"Search","status":"done","ms":12.5,"tokens_in":10,"tokens_out":20,"cost":0.25,"model":"ollama/x","cached":true,"attempts":1,"inputs":null,"outputs":null,"startedAt":"2026-11-23T12:00:01.123456Z"}');
INSERT INTO run_event VALUES ('run_frozen',3,'run_done',1795435203123456,NULL);
INSERT INTO run_event VALUES ('run_open',1,'run_started',1795435201123456,NULL);
INSERT INTO result VALUES ('key',35,1795457912699899,'{"text":{"type":"text","text":"x"}}');
INSERT INTO job VALUES ('job_frozen','ingest','kb_1','running',1795435201123456,'{"id":"job_frozen","kind":"ingest","title":"Adding 3 files","subject":"kb_1","status":"running","done":1,"total":3,"unit":"files","note":"","seconds":0,"left":0,"createdAt":"2026-11-23T12:00:01.123456Z","finishedAt":"0001-01-01T00:00:00Z"}',X'7B2266696C6573223A5B22612E706466225D7D');
INSERT INTO provider VALUES ('ollama',1795435201123456,'{"name":"ollama","type":"ollama","preset":"","address":"http://127.0.0.1:11434","local":true,"hasKey":false,"addedAt":"2026-11-23T12:00:01.123456Z"}');
INSERT INTO model VALUES ('ollama/llama3.2:3b','ollama','chat',1795435201123456,'{"id":"ollama/llama3.2:3b","provider":"ollama","name":"llama3.2:3b","kind":"chat","title":"","description":"","local":true,"address":"","context":4096,"dimensions":0,"priceIn":0,"priceOut":0,"priceKnown":false,"digest":"","size":0,"parameters":"","quantised":"","licence":"","shutdown":"","addedAt":"2026-11-23T12:00:01.123456Z"}');
INSERT INTO egress VALUES (1,1795435201123456,'api.example','x','chat',100,200,200,2.0,0);
INSERT INTO eval_set VALUES ('set_frozen','Leave','leave','',1795457912699418,1795457912699648);
INSERT INTO eval_case VALUES ('case_1','set_frozen',1,'{"id":"case_1","ordinal":1,"inputs":{"question":"How many days?"},"expected":"30","refuse":false,"sources":[],"tags":[],"notes":""}');
INSERT INTO eval_case VALUES ('case_2','set_frozen',2,'{"id":"case_2","ordinal":2,"inputs":{},"expected":"","refuse":true,"sources":[],"tags":[],"notes":""}');
