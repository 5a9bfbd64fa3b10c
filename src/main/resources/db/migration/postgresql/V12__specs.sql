-- Specs, and every revision that led to what they say now.

CREATE TABLE project (
  number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name   TEXT    NOT NULL UNIQUE,
  seq    BIGINT NOT NULL DEFAULT 0          -- of its latest edit
);

CREATE TABLE spec (
  number   BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project  BIGINT NOT NULL REFERENCES project (number),
  id       TEXT    NOT NULL,
  path     TEXT    NOT NULL,
  revision BIGINT NOT NULL,                 -- the latest
  deleted  BIGINT NOT NULL DEFAULT 0,
  created  BIGINT NOT NULL
);

CREATE UNIQUE INDEX spec_one_id ON spec (project, id) WHERE deleted = 0;
CREATE UNIQUE INDEX spec_one_path ON spec (project, path) WHERE deleted = 0;

CREATE TABLE spec_revision (
  spec    BIGINT NOT NULL REFERENCES spec (number),
  number  BIGINT NOT NULL,                  -- from 1, of this spec
  project BIGINT NOT NULL,
  seq     BIGINT NOT NULL,                  -- from 1, of this project
  action  TEXT    NOT NULL CHECK (action IN ('CREATE', 'UPDATE', 'MOVE', 'DELETE')),
  id      TEXT    NOT NULL,
  format  TEXT    NOT NULL,
  path    TEXT    NOT NULL,
  text    TEXT    NOT NULL,
  author  TEXT    NOT NULL,
  email   TEXT    NOT NULL,
  at      BIGINT NOT NULL,
  source  TEXT    NOT NULL CHECK (source IN ('API', 'GIT', 'CLI')),
  note    TEXT    NOT NULL,
  origin  TEXT    NOT NULL,
  PRIMARY KEY (spec, number)
);

CREATE UNIQUE INDEX spec_revision_seq ON spec_revision (project, seq);
