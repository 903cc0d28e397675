-- Where the writer listens for commands that other nodes forward, and the secret that proves both ends have this database.
-- In the lease's own row, so that they change hands with it.
ALTER TABLE lease
  ADD COLUMN link_address text NOT NULL DEFAULT '',
  ADD COLUMN link_secret text NOT NULL DEFAULT '';
