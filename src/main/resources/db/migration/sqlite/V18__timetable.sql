-- The last moment of each schedule that was worked, or is being worked.
CREATE TABLE timetable (
  name    TEXT    PRIMARY KEY,
  planned INTEGER NOT NULL
) STRICT;
