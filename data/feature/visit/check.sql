-- Who was there, and that nobody is there twice (of two sites: incident/check.sql).
WITH v AS (
    SELECT v.*, m.dev_type AS dev_type, d.id AS desk_id, d.short AS desk,
        kk_desk_why(d.id, '訪問', v.planned_at) AS desk_why,
        w.roster_from, w.roster_to, w.org,
        kk_day(coalesce(v.arrived_at, v.started_at, v.planned_at,
                        kk_now())) AS day,
        coalesce(v.arrived_at, v.started_at) AS since
    FROM visit v
    JOIN incident i ON i.id = v.incident_id AND i.deleted IS NULL
    LEFT JOIN person w ON w.id = v.who_id AND w.deleted IS NULL
    LEFT JOIN unit u ON u.id = i.unit_id
    LEFT JOIN model m ON m.id = u.model_id
    LEFT JOIN vendor_desk d ON d.id = m.desk_id AND d.deleted IS NULL
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
-- 別表3: hours of visits where they are stated, closed days of any desk.
SELECT 'desk_closed', 'planned_at',
    desk || ' の訪問 ' || kk_time_text(planned_at) || ' は'
    || CASE WHEN desk_why = '時間外'
            THEN '訪問の受付時間外です'
            WHEN kk_desk_open(desk_id, '訪問', planned_at) IS NULL
            THEN '休みかどうか分かりません（' || desk_why || '）'
            ELSE '休みです（' || desk_why || '）' END, '注意'
FROM v
WHERE maker = 1 AND desk_why IS NOT NULL AND arrived_at IS NULL
  AND started_at IS NULL
  AND (desk_why <> '時間外'
       OR EXISTS (SELECT 1 FROM desk_hours h
                  WHERE h.desk_id = v.desk_id AND h.service = '訪問'
                    AND h.deleted IS NULL))
UNION ALL
-- R29: the control PC of a scanner wants more setting up.
SELECT 'worked_on', 'worked_on',
    '作業した機器を入れてください（スキャナ、制御PC、両方）', '未記録'
FROM v
WHERE maker = 1 AND left_at IS NOT NULL AND dev_type = '打番スキャナ'
  AND worked_on IS NULL
