ALTER TABLE system_state
  -- Somebody wants all cases compared before it is time.
  ADD COLUMN compare_asked boolean NOT NULL DEFAULT false;
