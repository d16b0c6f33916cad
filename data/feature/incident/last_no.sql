-- The highest number a copy gave, deleted and merged incidents included.
SELECT max(CAST(substr(no, length(:from) + 1) AS INTEGER))
FROM incident
WHERE no >= :from AND no < :below
