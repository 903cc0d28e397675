-- The department's system owns when work is planned: what was last told or seen there, so that a change of it is known as one.
ALTER TABLE external_record ADD COLUMN planned_at timestamptz;
