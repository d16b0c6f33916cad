-- What src/domain/pass.c noted of this copy: time, worker and words, in columns.
WITH noted AS (
    SELECT CAST(substr(key, 8) AS INTEGER) AS id,
        CAST(substr(value, 1, 12) AS INTEGER) AS at,
        CAST(substr(value, 14, 20) AS INTEGER) AS worker,
        substr(value, 35) AS what
    FROM meta WHERE key >= 'access/' AND key < 'access0'
)
SELECT n.id AS id, n.at AS at, p.name AS who, n.what AS what
FROM noted n LEFT JOIN person p ON p.id = n.worker
WHERE :id IS NULL OR n.id = :id
