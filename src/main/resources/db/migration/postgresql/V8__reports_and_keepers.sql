-- Whole reports behind links, part by part, packed with gzip.
CREATE TABLE report (
  name  TEXT    NOT NULL,              -- in the link
  part  TEXT    NOT NULL,              -- a page's number, or 'json'
  at    BIGINT NOT NULL,
  body  BYTEA    NOT NULL,
  PRIMARY KEY (name, part)
);

CREATE INDEX report_age ON report (at);

-- What every process that serves the same people must know alike.
CREATE TABLE shared_key (
  name  TEXT NOT NULL PRIMARY KEY,
  value BYTEA NOT NULL
);

-- The process that kept a delivery plans it; the others only when it does not.
ALTER TABLE delivery ADD COLUMN keeper TEXT NOT NULL DEFAULT '';
