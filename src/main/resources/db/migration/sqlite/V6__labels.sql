-- What we put on each open pull request, a label a line.
ALTER TABLE standing ADD COLUMN labels TEXT NOT NULL DEFAULT '';
