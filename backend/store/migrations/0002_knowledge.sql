-- Knowledge bases, their documents, and the search index.

CREATE TABLE knowledge (
  id          TEXT PRIMARY KEY,
  name        TEXT NOT NULL COLLATE NOCASE UNIQUE,
  description TEXT NOT NULL,
  sensitivity TEXT NOT NULL CHECK (sensitivity IN ('public', 'internal', 'confidential')),
  created_at  INTEGER NOT NULL,
  updated_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE document (
  id           TEXT PRIMARY KEY,
  knowledge_id TEXT NOT NULL REFERENCES knowledge (id) ON DELETE CASCADE,
  path         TEXT NOT NULL,
  title        TEXT NOT NULL,
  format       TEXT NOT NULL,
  hash         TEXT NOT NULL, -- of the original, see table file
  size         INTEGER NOT NULL,
  status       TEXT NOT NULL CHECK (status IN ('pending', 'ready', 'empty', 'failed')),
  pages        INTEGER NOT NULL,
  chunks       INTEGER NOT NULL, -- in the live index
  words        INTEGER NOT NULL,
  warnings     TEXT NOT NULL CHECK (json_valid(warnings)),
  error        TEXT NOT NULL, -- JSON, '' for none
  added_at     INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL,
  UNIQUE (knowledge_id, path)
) STRICT;

CREATE INDEX document_hash ON document (hash);
-- Counts for lists of knowledge bases without reading the rows.
CREATE INDEX document_counts ON document (knowledge_id, status, chunks, words);

-- What was read from a document. All offsets count code points of text.
CREATE TABLE content (
  document_id TEXT PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
  text        TEXT NOT NULL,
  pages       TEXT NOT NULL CHECK (json_valid(pages)),
  blocks      TEXT NOT NULL CHECK (json_valid(blocks))
) STRICT;

-- One searchable form of a knowledge base. Beside each row stand three tables, named by its
-- id: words_ID (FTS5 over stems), terms_ID (fts5vocab of it) and vector_ID (embeddings,
-- compared by sqlite-vec's functions).
CREATE TABLE search_index (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  knowledge_id  TEXT NOT NULL REFERENCES knowledge (id) ON DELETE CASCADE,
  embedding     TEXT NOT NULL,
  dimensions    INTEGER NOT NULL,
  chunk_words   INTEGER NOT NULL,
  chunk_overlap INTEGER NOT NULL,
  live          INTEGER NOT NULL CHECK (live IN (0, 1)),
  version       INTEGER NOT NULL -- rises with each change; copies in memory go by it
) STRICT;

CREATE UNIQUE INDEX search_index_live ON search_index (knowledge_id) WHERE live = 1;
CREATE INDEX search_index_knowledge ON search_index (knowledge_id);

-- Ids only ever rise, so that what is new since a moment is what has a greater id.
CREATE TABLE piece (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  index_id    INTEGER NOT NULL REFERENCES search_index (id) ON DELETE CASCADE,
  document_id TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  ordinal     INTEGER NOT NULL,
  start       INTEGER NOT NULL,
  end         INTEGER NOT NULL,
  page        INTEGER NOT NULL,
  page_label  TEXT NOT NULL,
  heading     TEXT NOT NULL,
  row         INTEGER NOT NULL,
  text        TEXT NOT NULL,
  UNIQUE (index_id, document_id, ordinal)
) STRICT;

CREATE INDEX piece_document ON piece (document_id);

-- The pieces of one document in one index, which have consecutive ids, with what search keeps
-- in memory of them: the number of words of each (32-bit little-endian) and a sketch of its
-- embedding (see index_sketch.go).
CREATE TABLE indexed (
  index_id    INTEGER NOT NULL REFERENCES search_index (id) ON DELETE CASCADE,
  first       INTEGER NOT NULL, -- id of the first piece, 0 when there is none
  document_id TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  hash        TEXT NOT NULL, -- of the document when it was indexed
  pieces      INTEGER NOT NULL,
  lengths     BLOB NOT NULL,
  sketches    BLOB NOT NULL,
  PRIMARY KEY (index_id, document_id)
) STRICT;

CREATE INDEX indexed_first ON indexed (index_id, first);
CREATE INDEX indexed_document ON indexed (document_id);

-- Ranges of pieces that were taken out, so that copies in memory can follow.
CREATE TABLE unindexed (
  index_id INTEGER NOT NULL REFERENCES search_index (id) ON DELETE CASCADE,
  version  INTEGER NOT NULL,
  first    INTEGER NOT NULL,
  pieces   INTEGER NOT NULL
) STRICT;

CREATE INDEX unindexed_version ON unindexed (index_id, version);

-- Vectors of models that cost time or money, by the SHA-256 of the text, so that no text is
-- embedded twice, not even after a crash.
CREATE TABLE embedded (
  id     INTEGER PRIMARY KEY,
  model  TEXT NOT NULL,
  hash   BLOB NOT NULL,
  vector BLOB NOT NULL,
  UNIQUE (model, hash)
) STRICT;
