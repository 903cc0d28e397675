-- The case above hears of a late part.
ALTER TABLE alert ADD COLUMN part_id uuid REFERENCES case_file;
CREATE INDEX alert_by_part ON alert (part_id) WHERE part_id IS NOT NULL;
