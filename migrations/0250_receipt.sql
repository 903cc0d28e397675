-- A letter that lay for days is counted from the day on which it came.

-- Null: the city got it when it was registered.
ALTER TABLE case_file ADD COLUMN received_at timestamptz CHECK (received_at < registered_at);
