-- By what specs are measured, and what was found in each.
ALTER TABLE spec_score ADD COLUMN rules    TEXT    NOT NULL DEFAULT '';
ALTER TABLE spec_score ADD COLUMN domain   TEXT    NOT NULL DEFAULT '';
ALTER TABLE spec_score ADD COLUMN errors   INTEGER NOT NULL DEFAULT 0;
ALTER TABLE spec_score ADD COLUMN warnings INTEGER NOT NULL DEFAULT 0;
ALTER TABLE spec_score ADD COLUMN drift    INTEGER NOT NULL DEFAULT 0;
ALTER TABLE spec_score ADD COLUMN gone     INTEGER NOT NULL DEFAULT 0; -- 1 where the commit removed it

CREATE INDEX spec_score_at ON spec_score (repo, at);

-- What was decided about a commit that set off a trigger, and what came of it.
CREATE TABLE guard_case (
  number       INTEGER PRIMARY KEY AUTOINCREMENT,
  repo         TEXT    NOT NULL,             -- forge:name
  commit_id    TEXT    NOT NULL,
  once         TEXT    NOT NULL,             -- what may happen once only
  trigger_name TEXT    NOT NULL,
  deed         TEXT    NOT NULL,
  state        TEXT    NOT NULL,
  reasons      TEXT    NOT NULL,             -- a line each
  page         TEXT    NOT NULL DEFAULT '',  -- of what was opened
  opened       INTEGER NOT NULL,
  changed      INTEGER NOT NULL,
  UNIQUE (repo, once)
) STRICT;

CREATE INDEX guard_case_opened ON guard_case (repo, opened);

-- Alarms that stand.
CREATE TABLE guard_alarm (
  repo         TEXT    NOT NULL,
  trigger_name TEXT    NOT NULL,
  since        INTEGER NOT NULL,
  PRIMARY KEY (repo, trigger_name)
) STRICT;

-- Whether the guard may do anything; no row: it may.
CREATE TABLE guard_switch (
  name         TEXT    NOT NULL PRIMARY KEY,
  is_on        INTEGER NOT NULL,
  by_whom      TEXT    NOT NULL,
  reason       TEXT    NOT NULL,
  at           INTEGER NOT NULL
) STRICT;

-- What was measured at runtime.
CREATE TABLE metric_sample (
  project      INTEGER NOT NULL REFERENCES project (number),
  name         TEXT    NOT NULL,             -- canonical
  at           INTEGER NOT NULL,
  amount       REAL    NOT NULL,
  PRIMARY KEY (project, name, at)
) STRICT;

CREATE INDEX metric_sample_at ON metric_sample (project, at);
