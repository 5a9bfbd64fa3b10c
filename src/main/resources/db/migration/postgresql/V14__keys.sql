-- Keys of the API, and who did what with them.

CREATE TABLE api_key (
  number     BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project    BIGINT NOT NULL REFERENCES project (number),
  prefix     TEXT    NOT NULL UNIQUE,        -- the part of it that everybody may see
  hash       TEXT    NOT NULL,               -- SHA-256 of the whole, in hexadecimal
  name       TEXT    NOT NULL,
  email      TEXT    NOT NULL,
  role       TEXT    NOT NULL
    CHECK (role IN ('viewer', 'contributor', 'reviewer', 'domain_admin', 'org_admin')),
  per_minute BIGINT NOT NULL,
  created    BIGINT NOT NULL,
  expires    BIGINT,
  used       BIGINT,
  revoked    BIGINT
);

CREATE INDEX api_key_of_project ON api_key (project, number);

CREATE TABLE deed (
  seq             BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project         BIGINT NOT NULL,
  at              BIGINT NOT NULL,
  actor           TEXT    NOT NULL,
  email           TEXT    NOT NULL,
  key             TEXT    NOT NULL,          -- the key's prefix; empty for the server's token
  action          TEXT    NOT NULL,
  resource        TEXT    NOT NULL,
  source          TEXT    NOT NULL CHECK (source IN ('API', 'GIT', 'CLI')),
  request         TEXT    NOT NULL,
  revision_before BIGINT,
  revision_after  BIGINT
);

CREATE INDEX deed_of_project ON deed (project, seq);

CREATE TRIGGER deed_keeps_its_lines BEFORE UPDATE OR DELETE ON deed
  FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();

CREATE TRIGGER deed_loses_no_line BEFORE TRUNCATE ON deed
  FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
