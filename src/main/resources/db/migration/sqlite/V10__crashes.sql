-- How often the process ended while a job ran: seldom the job's fault, so it counts apart from its attempts.
ALTER TABLE job ADD COLUMN crashes INTEGER NOT NULL DEFAULT 0;
