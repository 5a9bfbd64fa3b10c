-- What a spec's text says, kept beside it so that it can be asked for: title, requirements, fields.

ALTER TABLE spec ADD COLUMN format  TEXT    NOT NULL DEFAULT '';
ALTER TABLE spec ADD COLUMN title   TEXT    NOT NULL DEFAULT '';
ALTER TABLE spec ADD COLUMN status  TEXT    NOT NULL DEFAULT '';
ALTER TABLE spec ADD COLUMN domain  TEXT    NOT NULL DEFAULT '';
ALTER TABLE spec ADD COLUMN author  TEXT    NOT NULL DEFAULT '';  -- of the latest edit
ALTER TABLE spec ADD COLUMN email   TEXT    NOT NULL DEFAULT '';
ALTER TABLE spec ADD COLUMN updated INTEGER NOT NULL DEFAULT 0;
ALTER TABLE spec ADD COLUMN derived INTEGER NOT NULL DEFAULT 0;   -- by which way of reading

CREATE TABLE spec_requirement (
  spec      INTEGER NOT NULL REFERENCES spec (number),
  position  INTEGER NOT NULL,                -- from 1
  local     TEXT    NOT NULL,
  title     TEXT    NOT NULL,
  level     TEXT    NOT NULL,
  line      INTEGER NOT NULL,
  statement TEXT    NOT NULL,
  PRIMARY KEY (spec, position)
) STRICT;

CREATE INDEX spec_requirement_local ON spec_requirement (local);

CREATE TABLE spec_scenario (
  spec        INTEGER NOT NULL REFERENCES spec (number),
  position    INTEGER NOT NULL,              -- from 1
  requirement INTEGER NOT NULL,              -- its position; 0 of none
  name        TEXT    NOT NULL,
  line        INTEGER NOT NULL,
  text        TEXT    NOT NULL,
  PRIMARY KEY (spec, position)
) STRICT;

CREATE TABLE spec_dependency (
  spec     INTEGER NOT NULL REFERENCES spec (number),
  position INTEGER NOT NULL,                 -- from 1
  target   TEXT    NOT NULL,                 -- an id, whether or not a spec has it
  PRIMARY KEY (spec, position)
) STRICT;

CREATE INDEX spec_dependency_target ON spec_dependency (target);

CREATE TABLE spec_field (
  spec  INTEGER NOT NULL REFERENCES spec (number),
  name  TEXT    NOT NULL,
  value TEXT    NOT NULL,
  PRIMARY KEY (spec, name)
) STRICT;

CREATE INDEX spec_field_value ON spec_field (name, value);

-- When a spec came to which status; the moves only.
CREATE TABLE spec_status (
  spec   INTEGER NOT NULL REFERENCES spec (number),
  number INTEGER NOT NULL,                   -- of the revision
  status TEXT    NOT NULL,
  at     INTEGER NOT NULL,
  PRIMARY KEY (spec, number)
) STRICT;

-- Words are made by ourselves, so that both databases find the same. An entry's number is its
-- spec's, its kind and its place in one.
CREATE VIRTUAL TABLE search_text USING fts5 (
  title, statement, body,
  content = '', contentless_delete = 1, tokenize = 'ascii'
);

CREATE TABLE review (
  number    INTEGER PRIMARY KEY AUTOINCREMENT,
  project   INTEGER NOT NULL,
  spec      INTEGER NOT NULL REFERENCES spec (number),
  revision  INTEGER NOT NULL,                -- that is to be reviewed
  reviewer  TEXT    NOT NULL,
  requester TEXT    NOT NULL,
  state     TEXT    NOT NULL
    CHECK (state IN ('PENDING', 'APPROVED', 'REJECTED', 'COMMENTED', 'CANCELLED')),
  requested INTEGER NOT NULL,
  decided   INTEGER NOT NULL DEFAULT 0,      -- when it came to its state; 0 while pending
  comment   TEXT    NOT NULL
) STRICT;

CREATE INDEX review_spec ON review (spec);
CREATE INDEX review_state ON review (project, state, reviewer);

CREATE TABLE review_event (
  review   INTEGER NOT NULL REFERENCES review (number),
  position INTEGER NOT NULL,                 -- from 1
  state    TEXT    NOT NULL,
  who      TEXT    NOT NULL,
  comment  TEXT    NOT NULL,
  at       INTEGER NOT NULL,
  PRIMARY KEY (review, position)
) STRICT;

-- What commits of default branches were found to be. Shares are in tenths of a percent.
CREATE TABLE commit_score (
  repo         TEXT    NOT NULL,             -- forge:name
  commit_id    TEXT    NOT NULL,
  at           INTEGER NOT NULL,
  verdict      TEXT    NOT NULL,
  specs        INTEGER NOT NULL,
  requirements INTEGER NOT NULL,
  covered      INTEGER NOT NULL,
  tested       INTEGER NOT NULL,
  quality      INTEGER NOT NULL,             -- in tenths of a point; -1 of no spec
  drift        INTEGER NOT NULL,
  errors       INTEGER NOT NULL,
  warnings     INTEGER NOT NULL,
  infos        INTEGER NOT NULL,
  rules        TEXT    NOT NULL,             -- the version of the way to score
  version      TEXT    NOT NULL,             -- of this program
  PRIMARY KEY (repo, commit_id)
) STRICT;

CREATE INDEX commit_score_at ON commit_score (repo, at);

-- The same for each spec, where it differs from the commit before.
CREATE TABLE spec_score (
  repo         TEXT    NOT NULL,
  spec_id      TEXT    NOT NULL,
  commit_id    TEXT    NOT NULL,
  at           INTEGER NOT NULL,
  latest       INTEGER NOT NULL,
  quality      INTEGER NOT NULL,
  requirements INTEGER NOT NULL,
  covered      INTEGER NOT NULL,
  PRIMARY KEY (repo, spec_id, commit_id)
) STRICT;

CREATE INDEX spec_score_latest ON spec_score (repo, spec_id) WHERE latest = 1;
