-- How many cases went on when a month was made final: the next month begins
-- with them, as they were told.
ALTER TABLE delivery ADD COLUMN goes_on INTEGER;
