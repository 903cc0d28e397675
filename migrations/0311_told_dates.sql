-- A case's dates are told to the CRM: how often they were, and where the built-in one keeps them.

-- How often something else was told of the run's dates; part of the effect's key.
ALTER TABLE case_run ADD COLUMN dates_revision integer NOT NULL DEFAULT 0;

ALTER TABLE crm_record
  ADD COLUMN promise_at   timestamptz,
  ADD COLUMN statutory_at timestamptz;
