-- What reasons lifted of a record.
SELECT "key", reason FROM pass
WHERE "row" = :row AND tab = :tab AND deleted IS NULL
ORDER BY id
