-- How pull requests were judged, so that it can be tried how other rules would judge them.
CREATE TABLE judgement (
  repo    TEXT   NOT NULL,               -- forge:name
  number  INTEGER NOT NULL,
  head    TEXT   NOT NULL,
  base    TEXT   NOT NULL,               -- whose rules held
  verdict TEXT   NOT NULL,
  title   TEXT   NOT NULL,
  version TEXT   NOT NULL,               -- of this program
  at      INTEGER NOT NULL,
  PRIMARY KEY (repo, number, head)
) STRICT, WITHOUT ROWID;

CREATE INDEX judgement_at ON judgement (at);
