-- What is known of each forge's webhook to us.
CREATE TABLE hook (
  forge     TEXT    NOT NULL PRIMARY KEY,
  looked_at INTEGER NOT NULL DEFAULT 0,   -- when a process last looked, or began to
  heard_to  INTEGER NOT NULL DEFAULT 0,   -- what was sent before it is here, or was asked for again
  swept_at  INTEGER NOT NULL DEFAULT 0,   -- when repositories were last compared with what was judged
  state     TEXT    NOT NULL DEFAULT 'unknown' CHECK (state IN ('works', 'off', 'unknown')),
  why       TEXT    NOT NULL DEFAULT '',
  since     INTEGER NOT NULL DEFAULT 0,   -- when the state was first seen
  found     INTEGER NOT NULL DEFAULT 0    -- deliveries that were missed and made good, ever
) STRICT, WITHOUT ROWID;
