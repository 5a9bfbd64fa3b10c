-- What a spec's text says, kept beside it so that it can be asked for: title, requirements, fields.

ALTER TABLE spec ADD COLUMN format  TEXT    NOT NULL DEFAULT '';
ALTER TABLE spec ADD COLUMN title   TEXT    NOT NULL DEFAULT '';
ALTER TABLE spec ADD COLUMN status  TEXT    NOT NULL DEFAULT '';
ALTER TABLE spec ADD COLUMN domain  TEXT    NOT NULL DEFAULT '';
ALTER TABLE spec ADD COLUMN author  TEXT    NOT NULL DEFAULT '';  -- of the latest edit
ALTER TABLE spec ADD COLUMN email   TEXT    NOT NULL DEFAULT '';
ALTER TABLE spec ADD COLUMN updated BIGINT NOT NULL DEFAULT 0;
ALTER TABLE spec ADD COLUMN derived BIGINT NOT NULL DEFAULT 0;   -- by which way of reading

CREATE TABLE spec_requirement (
  spec      BIGINT NOT NULL REFERENCES spec (number),
  position  BIGINT NOT NULL,                -- from 1
  local     TEXT    NOT NULL,
  title     TEXT    NOT NULL,
  level     TEXT    NOT NULL,
  line      BIGINT NOT NULL,
  statement TEXT    NOT NULL,
  PRIMARY KEY (spec, position)
);

CREATE INDEX spec_requirement_local ON spec_requirement (local);

CREATE TABLE spec_scenario (
  spec        BIGINT NOT NULL REFERENCES spec (number),
  position    BIGINT NOT NULL,              -- from 1
  requirement BIGINT NOT NULL,              -- its position; 0 of none
  name        TEXT    NOT NULL,
  line        BIGINT NOT NULL,
  text        TEXT    NOT NULL,
  PRIMARY KEY (spec, position)
);

CREATE TABLE spec_dependency (
  spec     BIGINT NOT NULL REFERENCES spec (number),
  position BIGINT NOT NULL,                 -- from 1
  target   TEXT    NOT NULL,                 -- an id, whether or not a spec has it
  PRIMARY KEY (spec, position)
);

CREATE INDEX spec_dependency_target ON spec_dependency (target);

CREATE TABLE spec_field (
  spec  BIGINT NOT NULL REFERENCES spec (number),
  name  TEXT    NOT NULL,
  value TEXT    NOT NULL,
  PRIMARY KEY (spec, name)
);

CREATE INDEX spec_field_value ON spec_field (name, value);

-- When a spec came to which status; the moves only.
CREATE TABLE spec_status (
  spec   BIGINT NOT NULL REFERENCES spec (number),
  number BIGINT NOT NULL,                   -- of the revision
  status TEXT    NOT NULL,
  at     BIGINT NOT NULL,
  PRIMARY KEY (spec, number)
);

-- Words are made by ourselves, so that both databases find the same. An entry's number is its
-- spec's, its kind and its place in one.
CREATE TABLE search_text (
  number BIGINT PRIMARY KEY,
  words  TSVECTOR NOT NULL
);

CREATE INDEX search_text_words ON search_text USING GIN (words);

-- Sorted as SQLite does: by bytes, whatever the language of the database.
ALTER TABLE spec ALTER COLUMN id TYPE TEXT COLLATE "C";
ALTER TABLE spec ALTER COLUMN path TYPE TEXT COLLATE "C";

CREATE TABLE review (
  number    BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project   BIGINT  NOT NULL,
  spec      BIGINT  NOT NULL REFERENCES spec (number),
  revision  BIGINT  NOT NULL,                -- that is to be reviewed
  reviewer  TEXT    NOT NULL,
  requester TEXT    NOT NULL,
  state     TEXT    NOT NULL
    CHECK (state IN ('PENDING', 'APPROVED', 'REJECTED', 'COMMENTED', 'CANCELLED')),
  requested BIGINT  NOT NULL,
  decided   BIGINT  NOT NULL DEFAULT 0,      -- when it came to its state; 0 while pending
  comment   TEXT    NOT NULL
);

CREATE INDEX review_spec ON review (spec);
CREATE INDEX review_state ON review (project, state, reviewer);

CREATE TABLE review_event (
  review   BIGINT  NOT NULL REFERENCES review (number),
  position BIGINT  NOT NULL,                 -- from 1
  state    TEXT    NOT NULL,
  who      TEXT    NOT NULL,
  comment  TEXT    NOT NULL,
  at       BIGINT  NOT NULL,
  PRIMARY KEY (review, position)
);

-- What commits of default branches were found to be. Shares are in tenths of a percent.
CREATE TABLE commit_score (
  repo         TEXT    NOT NULL,             -- forge:name
  commit_id    TEXT    NOT NULL,
  at           BIGINT  NOT NULL,
  verdict      TEXT    NOT NULL,
  specs        BIGINT  NOT NULL,
  requirements BIGINT  NOT NULL,
  covered      BIGINT  NOT NULL,
  tested       BIGINT  NOT NULL,
  quality      BIGINT  NOT NULL,             -- in tenths of a point; -1 of no spec
  drift        BIGINT  NOT NULL,
  errors       BIGINT  NOT NULL,
  warnings     BIGINT  NOT NULL,
  infos        BIGINT  NOT NULL,
  rules        TEXT    NOT NULL,             -- the version of the way to score
  version      TEXT    NOT NULL,             -- of this program
  PRIMARY KEY (repo, commit_id)
);

CREATE INDEX commit_score_at ON commit_score (repo, at);

-- The same for each spec, where it differs from the commit before.
CREATE TABLE spec_score (
  repo         TEXT    NOT NULL,
  spec_id      TEXT    NOT NULL,
  commit_id    TEXT    NOT NULL,
  at           BIGINT  NOT NULL,
  latest       BIGINT  NOT NULL,
  quality      BIGINT  NOT NULL,
  requirements BIGINT  NOT NULL,
  covered      BIGINT  NOT NULL,
  PRIMARY KEY (repo, spec_id, commit_id)
);

CREATE INDEX spec_score_latest ON spec_score (repo, spec_id) WHERE latest = 1;
