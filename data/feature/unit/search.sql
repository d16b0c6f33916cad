-- Of 200,000 units the index finds them, no more than can be looked through:
-- the rest is in their own list.
WITH met(id) AS (
    SELECT unit FROM (SELECT k.unit AS unit FROM unit_key k
                      WHERE k.key >= :fold AND k.key < :fold_hi
                      ORDER BY k.key LIMIT 1000)
    UNION
    SELECT unit FROM (SELECT search.rowid AS unit FROM search
                      WHERE search.text MATCH coalesce(:match, '""')
                      LIMIT 1000)
), seen AS (
    SELECT u.id, u.state, u.place_id, u.machine_id, u.model_id, u.role,
           u.dept_id,
           EXISTS (SELECT 1 FROM incident i
                   WHERE i.unit_id = u.id AND i.deleted IS NULL
                     AND i.completed_at IS NULL AND i.returned_at IS NULL)
               AS open,
           EXISTS (SELECT 1 FROM unit_key k
                   WHERE k.unit = u.id AND k.key = :fold) AS whole
    FROM met CROSS JOIN unit u ON u.id = met.id
    WHERE u.deleted IS NULL
)
SELECT u.id AS id, NULL AS mark, '機器' AS kind,
       u.machine_id || coalesce(' ' || m.short, '')
       || CASE WHEN u.role IS NULL OR u.role = '－' THEN ''
               ELSE ' ' || u.role END
       || coalesce(' ' || p.name, '') || coalesce(' ' || nullif(d.name, p.name), '') AS what,
       CASE WHEN u.open THEN '障害' ELSE u.state END AS state,
       'unit' AS target, u.open AS open, NULL AS list, NULL AS incident_id,
       u.id AS unit_id, u.place_id AS place_id,
       CASE WHEN u.whole THEN 0 WHEN u.open THEN 1 ELSE 2 END * 1000 + 900
           AS sort
FROM seen u
LEFT JOIN model m ON m.id = u.model_id
LEFT JOIN place p ON p.id = u.place_id
LEFT JOIN dept d ON d.id = u.dept_id
UNION ALL
SELECT 1, NULL, '機器', 'ほかにもあります。一覧「機器」で続けます', NULL, '',
       0, 'units', NULL, NULL, NULL, 9999
WHERE (SELECT count(*) FROM met) >= 1000
