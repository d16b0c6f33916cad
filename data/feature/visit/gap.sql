-- Visits of the month's cases that nobody has left, and one person at two sites
-- at once. Who has not left is there for the rest of the day.
WITH v AS MATERIALIZED (
    SELECT v.id AS id, v.incident_id AS incident_id, i.no AS no,
        v.who_id AS who_id, v.maker AS maker, p.name AS place,
        p.site_id AS site_id, v.left_at AS left_at,
        coalesce(v.arrived_at, v.started_at) AS since,
        coalesce(v.left_at, kk_day_start(
            kk_day(coalesce(v.arrived_at, v.started_at)) + 1)) AS until,
        coalesce(w.name, 'メーカーSE') AS who
    FROM visit v
    JOIN incident i ON i.id = v.incident_id AND i.deleted IS NULL
    LEFT JOIN place p ON p.id = i.place_id
    LEFT JOIN person w ON w.id = v.who_id
    WHERE v.deleted IS NULL AND coalesce(v.arrived_at, v.started_at) IS NOT NULL
      AND i.completed_at IS NOT NULL AND i.returned_at IS NULL
      AND (:first IS NULL
           OR i.completed_at >= kk_day_start(:first)
              AND i.completed_at < kk_day_start(:last + 1))
)
SELECT v.id AS id,
       '撤収 ' || v.no || ' ' || v.who || ' ' || kk_time_text(v.since) AS key,
       '理由で可' AS weight, '撤収' AS kind, v.no AS no, v.place AS place,
       kk_time_text(v.since) || ' からの訪問（' || v.who || '）に撤収がない'
       AS what,
       'kikusui do visit.leave incident=' || v.no AS go,
       'incident' AS target, v.incident_id AS incident_id
FROM v WHERE v.left_at IS NULL
UNION ALL
SELECT v.id,
       '訪問の重なり ' || v.who || ' ' || kk_time_text(v.since) || ' ' || v.no
       || ' ' || o.no,
       '理由で可', '訪問の重なり', v.no, v.place,
       v.who || ' の ' || kk_time_text(v.since) || ' からの訪問が、'
       || coalesce(o.place, '') || ' の訪問（' || o.no || '）と重なる',
       'kikusui do visit.correct incident=' || v.no, 'incident',
       v.incident_id
FROM v
JOIN v o ON o.who_id = v.who_id AND o.id > v.id
    AND o.site_id IS NOT v.site_id AND o.since < v.until AND v.since < o.until
