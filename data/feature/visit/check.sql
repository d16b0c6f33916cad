-- Who was there, and that nobody is there twice (of two sites: incident/check.sql).
WITH v AS (
    SELECT v.*, m.dev_type AS dev_type, w.roster_from, w.roster_to, w.org,
        kk_day(coalesce(v.arrived_at, v.started_at, v.planned_at,
                        kk_now())) AS day,
        coalesce(v.arrived_at, v.started_at) AS since
    FROM visit v
    JOIN incident i ON i.id = v.incident_id AND i.deleted IS NULL
    LEFT JOIN person w ON w.id = v.who_id AND w.deleted IS NULL
    LEFT JOIN unit u ON u.id = i.unit_id
    LEFT JOIN model m ON m.id = u.model_id
    WHERE v.id = :id AND v.deleted IS NULL
)
SELECT 'roster' AS key, 'who_id' AS "column",
    kk_day_long(day) || ' の従事者名簿にない人です。名簿に載っている人だけを'
    || '選べます' AS words, '拒否' AS weight
FROM v
WHERE who_id IS NOT NULL AND maker IS NOT 1
  AND (org IS NOT '受託者' OR roster_from IS NULL OR roster_from > day
       OR roster_to < day)
  AND (org IS NOT '受託者' OR day <> kk_today() OR NOT EXISTS (
       SELECT 1 FROM roster_day d
       WHERE roster_from <= d.day
         AND (roster_to IS NULL OR roster_to >= d.day)))
UNION ALL
-- Nobody arrives twice without leaving: it is the same visit said again, or the
-- departure stands on another machine.
SELECT 'there', 'arrived_at',
    kk_time_text(min(coalesce(o.arrived_at, o.started_at)))
    || ' から現地にいることになっています。先に撤収を記録するか、'
    || '「訪問を訂正」で直してください', '未記録'
FROM v
JOIN visit o ON o.incident_id = v.incident_id AND o.id <> v.id
    AND o.deleted IS NULL
    AND coalesce(o.maker, 0) = coalesce(v.maker, 0)
    AND o.who_id IS v.who_id AND o.left_at IS NULL
    AND coalesce(o.arrived_at, o.started_at) IS NOT NULL
WHERE v.since IS NOT NULL AND v.left_at IS NULL
HAVING count(*) > 0
UNION ALL
-- R29: the control PC of a scanner wants more setting up.
SELECT 'worked_on', 'worked_on',
    '作業した機器を入れてください（スキャナ、制御PC、両方）', '未記録'
FROM v
WHERE maker = 1 AND left_at IS NOT NULL AND dev_type = '打番スキャナ'
  AND worked_on IS NULL
