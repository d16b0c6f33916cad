-- Where a unit goes when its line is done (§5.2.2): out of 菊水 to its place, or
-- back from it. stands: it is there already, with its PC or by another record.
WITH l AS (
    SELECT l.unit_id, l.job_id, j.kind,
        CASE WHEN l.to_place_id IS NOT NULL THEN l.to_place_id
             WHEN j.kind = '設置' THEN j.place_id
             ELSE (SELECT p.id FROM place p
                   WHERE p.deleted IS NULL AND p.kind = '市管理'
                   ORDER BY p.name = '菊水分庁舎' DESC, p.id LIMIT 1)
        END AS place,
        CASE WHEN l.to_place_id IS NOT NULL THEN l.to_dept_id END AS dept
    FROM job_line l
    JOIN job j ON j.id = l.job_id
    WHERE l.id = :id AND j.kind IN ('設置', '撤去')
)
SELECT l.unit_id, l.job_id, l.place, l.dept,
    CASE l.kind WHEN '設置' THEN '稼働中' ELSE '管理外' END, l.kind,
    u.place_id IS l.place AND u.dept_id IS l.dept
FROM l
JOIN unit u ON u.id = l.unit_id
