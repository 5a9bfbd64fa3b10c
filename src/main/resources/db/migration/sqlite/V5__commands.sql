-- What people told us in comments, and what came of it.
CREATE TABLE command (
  seq     INTEGER PRIMARY KEY AUTOINCREMENT,
  repo    TEXT    NOT NULL,             -- forge:name
  number  INTEGER NOT NULL,
  comment TEXT    NOT NULL,             -- the forge's id
  author  TEXT    NOT NULL,             -- the login
  line    TEXT    NOT NULL,
  seen    TEXT    NOT NULL,             -- the head that the author was told of
  at      INTEGER NOT NULL,
  state   TEXT    NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'done', 'refused')),
  answer  TEXT    NOT NULL DEFAULT '',  -- Markdown
  granted TEXT    NOT NULL DEFAULT '',  -- a fingerprint, or attestations
  told    INTEGER NOT NULL DEFAULT 0,   -- whether the answer was published
  UNIQUE (repo, number, comment)
) STRICT;

CREATE INDEX command_granted ON command (repo) WHERE granted <> '';
