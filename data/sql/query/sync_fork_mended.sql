-- The ledger keeps the refusal; the place means nothing any more.
UPDATE refusal SET seq = NULL WHERE writer = :writer
