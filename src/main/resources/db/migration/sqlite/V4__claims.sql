-- What each open pull request changes, and what follows from that.
CREATE TABLE claim (
  repo   TEXT    NOT NULL,            -- forge:name
  number INTEGER NOT NULL,
  kind   TEXT    NOT NULL CHECK (kind IN ('changes', 'reaches')),
  name   TEXT    NOT NULL,            -- a requirement's key, or a spec's id
  PRIMARY KEY (repo, number, kind, name)
) STRICT, WITHOUT ROWID;
