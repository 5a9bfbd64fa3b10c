-- What each open pull request was told last.
CREATE TABLE standing (
  repo      TEXT    NOT NULL,            -- forge:name
  number    INTEGER NOT NULL,
  head      TEXT    NOT NULL,
  verdict   TEXT    NOT NULL,
  title     TEXT    NOT NULL,
  commented INTEGER NOT NULL DEFAULT 0,  -- whether a comment was ever begun
  PRIMARY KEY (repo, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX standing_at ON standing (repo, head);
