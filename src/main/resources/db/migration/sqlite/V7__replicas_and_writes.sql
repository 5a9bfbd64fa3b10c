-- Jobs may be worked on by several processes.
ALTER TABLE job ADD COLUMN tenant TEXT NOT NULL DEFAULT '';     -- forge:owner, for whom turns are kept too
ALTER TABLE job ADD COLUMN owner TEXT;                          -- the process that runs it, or ran it last
ALTER TABLE job ADD COLUMN fence INTEGER NOT NULL DEFAULT 0;    -- counts claims: who holds an older one has lost it
ALTER TABLE job ADD COLUMN started_at INTEGER;                  -- of the latest claim

CREATE INDEX job_pace ON job (key, started_at) WHERE started_at IS NOT NULL;

-- Turns are kept for tenants and for repositories; when, so that it is known who is active.
DROP TABLE job_turn;

CREATE TABLE job_turn (
  lane   TEXT    NOT NULL,
  scope  TEXT    NOT NULL,             -- a repository (forge:name), or a tenant (forge:owner/)
  served INTEGER NOT NULL,
  at     INTEGER NOT NULL,
  PRIMARY KEY (lane, scope)
) STRICT, WITHOUT ROWID;

-- The processes that work. Each moves its beat; one whose beat stands still counts as dead.
CREATE TABLE process (
  id   TEXT    NOT NULL PRIMARY KEY,
  beat INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Every write to a forge, kept before it leaves and after it was answered.
CREATE TABLE forge_write (
  seq      INTEGER PRIMARY KEY AUTOINCREMENT,
  job      INTEGER NOT NULL,
  fence    INTEGER NOT NULL,           -- of the claim it was made under
  key      TEXT    NOT NULL,           -- of the job, the address and the content: the same write has the same
  method   TEXT    NOT NULL,
  path     TEXT    NOT NULL,
  begun_at INTEGER NOT NULL,
  ended_at INTEGER,                    -- empty while nobody knows what became of it
  status   INTEGER                     -- of the answer; 0 where none came
) STRICT;

CREATE INDEX forge_write_of_job ON forge_write (job, seq);
CREATE INDEX forge_write_open ON forge_write (job) WHERE ended_at IS NULL;
