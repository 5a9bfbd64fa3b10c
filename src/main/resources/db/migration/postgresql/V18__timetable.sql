-- The last moment of each schedule that was worked, or is being worked.
CREATE TABLE timetable (
  name    TEXT    PRIMARY KEY,
  planned BIGINT  NOT NULL
);
