-- Who acts; what was worked on site so far, from the last visit.
SELECT kk_worker() AS worker, v.started_at AS "from", v.left_at AS "to"
FROM (SELECT 1)
LEFT JOIN visit v
     ON v.id = (SELECT x.id FROM visit x
                WHERE x.incident_id = :incident AND x.deleted IS NULL
                  AND x.maker IS NOT 1 AND x.started_at IS NOT NULL
                ORDER BY x.started_at DESC LIMIT 1)
