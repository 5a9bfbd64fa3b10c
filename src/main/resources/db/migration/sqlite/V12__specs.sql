-- Specs, and every revision that led to what they say now.

CREATE TABLE project (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  name   TEXT    NOT NULL UNIQUE,
  seq    INTEGER NOT NULL DEFAULT 0          -- of its latest edit
) STRICT;

CREATE TABLE spec (
  number   INTEGER PRIMARY KEY AUTOINCREMENT,
  project  INTEGER NOT NULL REFERENCES project (number),
  id       TEXT    NOT NULL,
  path     TEXT    NOT NULL,
  revision INTEGER NOT NULL,                 -- the latest
  deleted  INTEGER NOT NULL DEFAULT 0,
  created  INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX spec_one_id ON spec (project, id) WHERE deleted = 0;
CREATE UNIQUE INDEX spec_one_path ON spec (project, path) WHERE deleted = 0;

CREATE TABLE spec_revision (
  spec    INTEGER NOT NULL REFERENCES spec (number),
  number  INTEGER NOT NULL,                  -- from 1, of this spec
  project INTEGER NOT NULL,
  seq     INTEGER NOT NULL,                  -- from 1, of this project
  action  TEXT    NOT NULL CHECK (action IN ('CREATE', 'UPDATE', 'MOVE', 'DELETE')),
  id      TEXT    NOT NULL,
  format  TEXT    NOT NULL,
  path    TEXT    NOT NULL,
  text    TEXT    NOT NULL,
  author  TEXT    NOT NULL,
  email   TEXT    NOT NULL,
  at      INTEGER NOT NULL,
  source  TEXT    NOT NULL CHECK (source IN ('API', 'GIT', 'CLI')),
  note    TEXT    NOT NULL,
  origin  TEXT    NOT NULL,
  PRIMARY KEY (spec, number)
) STRICT;

CREATE UNIQUE INDEX spec_revision_seq ON spec_revision (project, seq);
