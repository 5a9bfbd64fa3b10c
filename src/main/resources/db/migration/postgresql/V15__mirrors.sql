-- What is known of git by the bridge between a project and a branch.

CREATE TABLE mirror (
  project  BIGINT PRIMARY KEY REFERENCES project (number),
  id       TEXT    NOT NULL,                -- in the trailers of our commits
  repo     TEXT    NOT NULL UNIQUE,         -- forge:name
  branch   TEXT    NOT NULL,
  cursor   TEXT    NOT NULL DEFAULT '',     -- the commit up to which git is known
  seen_seq BIGINT NOT NULL DEFAULT 0,      -- the edit up to which git has what the store said
  permit   TEXT    NOT NULL DEFAULT '',     -- what a person let pass, by its head
  proposal TEXT    NOT NULL DEFAULT ''      -- where we left the branch of our pull request
);

-- A spec that both sides have, or had.
CREATE TABLE mirror_item (
  spec     BIGINT PRIMARY KEY REFERENCES spec (number),
  project  BIGINT NOT NULL,
  path     TEXT    NOT NULL,                -- both agreed on
  text     TEXT    NOT NULL,                -- both agreed on
  git_path TEXT    NOT NULL,                -- where git has it at the cursor; '' for nowhere
  git_blob TEXT    NOT NULL,
  agreed   BIGINT NOT NULL,                -- the revision at which that was so
  exported BIGINT NOT NULL                 -- the revision up to which git has every edit
);

CREATE INDEX mirror_item_project ON mirror_item (project);

-- What a person has to settle, or was settled and would be lost otherwise.
CREATE TABLE conflict (
  number   BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project  BIGINT NOT NULL REFERENCES project (number),
  spec     BIGINT NOT NULL,                -- 0 for the whole project
  label    TEXT    NOT NULL,
  base     TEXT,
  git      TEXT,
  store    TEXT,
  state    TEXT    NOT NULL CHECK (state IN ('open', 'decided', 'resolved', 'overruled')),
  choice   TEXT    NOT NULL DEFAULT '',
  proposal TEXT    NOT NULL DEFAULT '',     -- the pull request that shows it
  created  BIGINT NOT NULL,
  changed  BIGINT NOT NULL
);

CREATE UNIQUE INDEX conflict_one_open ON conflict (project, spec, label)
  WHERE state IN ('open', 'decided');
CREATE INDEX conflict_of_project ON conflict (project, number);

-- What the bridge wrote of late, to notice what bounces.
CREATE TABLE mirror_write (
  spec BIGINT NOT NULL,
  at   BIGINT NOT NULL,
  side TEXT    NOT NULL CHECK (side IN ('git', 'store'))
);

CREATE INDEX mirror_write_spec ON mirror_write (spec, at);
