-- The city's mail that a case was taken from, as it came (§5.1.1).
ALTER TABLE incident ADD COLUMN handed_text TEXT;
