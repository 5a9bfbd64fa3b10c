-- What people are told: an outbox, and what is needed to tell each thing once.

-- One notice for one recipient on one channel.
CREATE TABLE notice (
  number    BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key       TEXT    NOT NULL UNIQUE,         -- of what happened, the rule and where it goes
  channel   TEXT    NOT NULL,
  recipient TEXT    NOT NULL,
  project   TEXT    NOT NULL,                -- '' of none
  rule      TEXT    NOT NULL,
  subject   TEXT    NOT NULL,
  title     TEXT    NOT NULL,
  body      TEXT    NOT NULL,
  page      TEXT    NOT NULL,
  urgent    BIGINT NOT NULL,
  created   BIGINT NOT NULL,
  parcel    BIGINT NOT NULL DEFAULT 0,      -- in which it is sent; 0 while it waits
  seen      BIGINT NOT NULL DEFAULT 0       -- by its reader, in the app
);

CREATE INDEX notice_waiting ON notice (channel, number) WHERE parcel = 0;
CREATE INDEX notice_of_parcel ON notice (parcel) WHERE parcel > 0;
CREATE INDEX notice_own ON notice (project, recipient, number) WHERE channel = 'in-app';

-- What goes to one recipient as one message.
CREATE TABLE notice_parcel (
  number    BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id        TEXT    NOT NULL UNIQUE,         -- as receivers know it again
  channel   TEXT    NOT NULL,
  recipient TEXT    NOT NULL,
  endpoint  TEXT    NOT NULL,                -- what fails as one thing
  urgent    BIGINT NOT NULL,
  state     TEXT    NOT NULL CHECK (state IN ('waiting', 'sent', 'failed')),
  failures  BIGINT NOT NULL DEFAULT 0,
  due       BIGINT NOT NULL,                -- not before
  changed   BIGINT NOT NULL,
  why       TEXT    NOT NULL DEFAULT ''
);

CREATE INDEX notice_parcel_due ON notice_parcel (channel, due) WHERE state = 'waiting';

-- Where nothing is sent any more.
CREATE TABLE notice_disabled (
  endpoint TEXT    PRIMARY KEY,
  channel  TEXT    NOT NULL,
  since    BIGINT NOT NULL,
  why      TEXT    NOT NULL
);

-- For what a rule holds, so that it does not tell it again.
CREATE TABLE notice_alarm (
  rule    TEXT    NOT NULL,
  subject TEXT    NOT NULL,
  since   BIGINT NOT NULL,
  PRIMARY KEY (rule, subject)
);
