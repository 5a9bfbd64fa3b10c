-- Planned moments that were worked, or are being worked.
CREATE TABLE timetable (
  name         TEXT    NOT NULL,
  planned      BIGINT  NOT NULL,
  PRIMARY KEY (name, planned)
);
