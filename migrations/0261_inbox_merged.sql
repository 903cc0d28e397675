-- What was made by hand elsewhere may be a second record of a case that has one there already.
ALTER TABLE inbox_item DROP CONSTRAINT inbox_item_decision_check;
ALTER TABLE inbox_item ADD CONSTRAINT inbox_item_decision_check CHECK (decision IN ('adopted', 'merged', 'ignored'));
