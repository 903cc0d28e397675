-- How the built-in EOD numbers and keeps: the unit's symbol and, by classification, the class of the list of files (JRWA) with its archive
-- category. A file keeps what it was opened under. Numbers run by symbol, class and year; those that were given stay.
ALTER TABLE unit ADD COLUMN symbol text NOT NULL DEFAULT '';
ALTER TABLE classification ADD COLUMN jrwa_class text NOT NULL DEFAULT '', ADD COLUMN archive_category text NOT NULL DEFAULT '';
ALTER TABLE dms_file ADD COLUMN jrwa_class text NOT NULL DEFAULT '', ADD COLUMN archive_category text NOT NULL DEFAULT '';
ALTER TABLE dms_file_counter RENAME COLUMN department TO symbol;
ALTER TABLE dms_file_counter ADD COLUMN jrwa_class text NOT NULL DEFAULT '';
ALTER TABLE dms_file_counter DROP CONSTRAINT dms_file_counter_pkey;
ALTER TABLE dms_file_counter ADD PRIMARY KEY (tenant_id, symbol, jrwa_class, year);
