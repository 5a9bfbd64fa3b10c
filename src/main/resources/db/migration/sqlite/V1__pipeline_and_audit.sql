-- Times are milliseconds since 1970 UTC.

CREATE TABLE delivery (
  seq         INTEGER PRIMARY KEY AUTOINCREMENT,
  forge       TEXT    NOT NULL,
  id          TEXT    NOT NULL,
  event       TEXT    NOT NULL,
  received_at INTEGER NOT NULL,
  state       TEXT    NOT NULL
    CHECK (state IN ('received', 'planned', 'ignored', 'unreadable', 'failed')),
  reason      TEXT    NOT NULL DEFAULT '',
  UNIQUE (forge, id)
) STRICT;

CREATE INDEX delivery_unplanned ON delivery (seq) WHERE state = 'received';
CREATE INDEX delivery_age ON delivery (received_at);

-- Apart from its delivery, so that a change of state does not write a large body again.
CREATE TABLE delivery_body (
  delivery INTEGER PRIMARY KEY REFERENCES delivery (seq) ON DELETE CASCADE,
  body     BLOB    NOT NULL
) STRICT;

CREATE TABLE job (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  key           TEXT    NOT NULL,
  repo          TEXT    NOT NULL,
  lane          TEXT    NOT NULL,
  state         TEXT    NOT NULL
    CHECK (state IN ('waiting', 'running', 'done', 'failed', 'replaced')),
  place         INTEGER NOT NULL,            -- order of claiming within a repository
  waiting_since INTEGER NOT NULL,            -- of the first job that this one replaced
  ready_at      INTEGER NOT NULL,            -- not claimed before
  attempts      INTEGER NOT NULL DEFAULT 0,  -- counted when claimed, so that a crash counts
  failure       TEXT,                        -- why only the last word is left to say
  reason        TEXT    NOT NULL DEFAULT '', -- of the latest retry or end
  ended_at      INTEGER,
  replaced_by   INTEGER,                     -- the job that does its work too
  delivery      INTEGER REFERENCES delivery (seq) ON DELETE SET NULL,
  body          TEXT    NOT NULL
) STRICT;

CREATE UNIQUE INDEX job_one_running ON job (key) WHERE state = 'running';
CREATE UNIQUE INDEX job_one_waiting ON job (key) WHERE state = 'waiting';
CREATE INDEX job_waiting ON job (lane, place) WHERE state = 'waiting';
CREATE INDEX job_running ON job (lane) WHERE state = 'running';
CREATE INDEX job_replaced ON job (replaced_by) WHERE replaced_by IS NOT NULL;
CREATE INDEX job_ended ON job (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX job_of_delivery ON job (delivery);

-- When a repository was last served, so that a busy one does not hold up the others.
CREATE TABLE job_turn (
  lane   TEXT    NOT NULL,
  repo   TEXT    NOT NULL,
  served INTEGER NOT NULL,
  PRIMARY KEY (lane, repo)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  seq    INTEGER PRIMARY KEY AUTOINCREMENT,
  job    INTEGER NOT NULL,
  at     INTEGER NOT NULL,
  effect TEXT    NOT NULL
    CHECK (effect IN ('created', 'updated', 'unchanged', 'declined', 'failed')),
  what   TEXT    NOT NULL,
  place  TEXT    NOT NULL,
  detail TEXT    NOT NULL
) STRICT;

CREATE INDEX audit_of_job ON audit (job, seq);

CREATE TRIGGER audit_keeps_its_lines BEFORE UPDATE ON audit
BEGIN
  SELECT RAISE(ABORT, 'the audit log is append-only');
END;

CREATE TRIGGER audit_loses_no_line BEFORE DELETE ON audit
BEGIN
  SELECT RAISE(ABORT, 'the audit log is append-only');
END;

-- What the readiness probe writes to.
CREATE TABLE probe (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  at INTEGER NOT NULL
) STRICT;

INSERT INTO probe (id, at) VALUES (1, 0);
