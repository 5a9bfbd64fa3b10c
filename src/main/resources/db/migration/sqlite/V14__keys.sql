-- Keys of the API, and who did what with them.

CREATE TABLE api_key (
  number     INTEGER PRIMARY KEY AUTOINCREMENT,
  project    INTEGER NOT NULL REFERENCES project (number),
  prefix     TEXT    NOT NULL UNIQUE,        -- the part of it that everybody may see
  hash       TEXT    NOT NULL,               -- SHA-256 of the whole, in hexadecimal
  name       TEXT    NOT NULL,
  email      TEXT    NOT NULL,
  role       TEXT    NOT NULL
    CHECK (role IN ('viewer', 'contributor', 'reviewer', 'domain_admin', 'org_admin')),
  per_minute INTEGER NOT NULL,
  created    INTEGER NOT NULL,
  expires    INTEGER,
  used       INTEGER,
  revoked    INTEGER
) STRICT;

CREATE INDEX api_key_of_project ON api_key (project, number);

CREATE TABLE deed (
  seq             INTEGER PRIMARY KEY AUTOINCREMENT,
  project         INTEGER NOT NULL,
  at              INTEGER NOT NULL,
  actor           TEXT    NOT NULL,
  email           TEXT    NOT NULL,
  key             TEXT    NOT NULL,          -- the key's prefix; empty for the server's token
  action          TEXT    NOT NULL,
  resource        TEXT    NOT NULL,
  source          TEXT    NOT NULL CHECK (source IN ('API', 'GIT', 'CLI')),
  request         TEXT    NOT NULL,
  revision_before INTEGER,
  revision_after  INTEGER
) STRICT;

CREATE INDEX deed_of_project ON deed (project, seq);

CREATE TRIGGER deed_keeps_its_lines BEFORE UPDATE ON deed
BEGIN
  SELECT RAISE(ABORT, 'the audit log is append-only');
END;

CREATE TRIGGER deed_loses_no_line BEFORE DELETE ON deed
BEGIN
  SELECT RAISE(ABORT, 'the audit log is append-only');
END;
