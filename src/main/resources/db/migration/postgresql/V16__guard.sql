-- By what specs are measured, and what was found in each.
ALTER TABLE spec_score ADD COLUMN rules    TEXT    NOT NULL DEFAULT '';
ALTER TABLE spec_score ADD COLUMN domain   TEXT    NOT NULL DEFAULT '';
ALTER TABLE spec_score ADD COLUMN errors   BIGINT  NOT NULL DEFAULT 0;
ALTER TABLE spec_score ADD COLUMN warnings BIGINT  NOT NULL DEFAULT 0;
ALTER TABLE spec_score ADD COLUMN drift    BIGINT  NOT NULL DEFAULT 0;
ALTER TABLE spec_score ADD COLUMN gone     BIGINT  NOT NULL DEFAULT 0; -- 1 where the commit removed it

CREATE INDEX spec_score_at ON spec_score (repo, at);

-- What was decided about a commit that set off a trigger, and what came of it.
CREATE TABLE guard_case (
  number       BIGINT  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  repo         TEXT    NOT NULL,             -- forge:name
  commit_id    TEXT    NOT NULL,
  once         TEXT    NOT NULL,             -- what may happen once only
  trigger_name TEXT    NOT NULL,
  deed         TEXT    NOT NULL,
  state        TEXT    NOT NULL,
  reasons      TEXT    NOT NULL,             -- a line each
  page         TEXT    NOT NULL DEFAULT '',  -- of what was opened
  opened       BIGINT  NOT NULL,
  changed      BIGINT  NOT NULL,
  UNIQUE (repo, once)
);

CREATE INDEX guard_case_opened ON guard_case (repo, opened);

-- Alarms that stand.
CREATE TABLE guard_alarm (
  repo         TEXT    NOT NULL,
  trigger_name TEXT    NOT NULL,
  since        BIGINT  NOT NULL,
  PRIMARY KEY (repo, trigger_name)
);

-- Whether the guard may do anything; no row: it may.
CREATE TABLE guard_switch (
  name         TEXT    NOT NULL PRIMARY KEY,
  is_on        BIGINT  NOT NULL,
  by_whom      TEXT    NOT NULL,
  reason       TEXT    NOT NULL,
  at           BIGINT  NOT NULL
);

-- What was measured at runtime.
CREATE TABLE metric_sample (
  project      BIGINT  NOT NULL REFERENCES project (number),
  name         TEXT    NOT NULL,             -- canonical
  at           BIGINT  NOT NULL,
  amount       DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (project, name, at)
);

CREATE INDEX metric_sample_at ON metric_sample (project, at);
