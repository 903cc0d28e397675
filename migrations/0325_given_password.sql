-- Whoever got a password from an administrator chooses one of their own before anything else: until then two people know it.
ALTER TABLE person ADD COLUMN password_given boolean NOT NULL DEFAULT false;
