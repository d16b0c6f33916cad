-- Where the month's work was: what was completed by site and by kind of device.
WITH i AS MATERIALIZED (
    SELECT q.id AS id,
        coalesce(kk_called(5, p.id, 3, 13, q.id, 7), p.name, '－') AS place,
        coalesce(s.no, 999) AS no,
        coalesce(m.dev_type, nullif(q.device_text, ''), '特定できず') AS dev_type,
        (SELECT count(*) FROM visit_real v WHERE v.incident_id = q.id) AS visits,
        coalesce(e.minutes, 0) AS minutes, coalesce(e.after, 0) AS after
    FROM incident q
    LEFT JOIN unit u ON u.id = q.unit_id
    LEFT JOIN model m ON m.id = u.model_id
    LEFT JOIN place p ON p.id = q.place_id
    LEFT JOIN site s ON s.id = p.site_id
    LEFT JOIN incident_effort e ON e.incident_id = q.id
    WHERE q.deleted IS NULL AND q.returned_at IS NULL
      AND q.completed_at >= kk_day_start(:first)
      AND q.completed_at < kk_day_start(:last + 1)
), r AS (
    SELECT 1 AS part, min(no) AS sort, '拠点' AS by, place AS name, count(*) AS n,
        sum(visits) AS visits, sum(minutes) AS effort, sum(after) AS after
    FROM i GROUP BY place
    UNION ALL
    SELECT 2, -count(*), '機器', dev_type, count(*), sum(visits), sum(minutes),
        sum(after)
    FROM i GROUP BY dev_type
    UNION ALL
    SELECT 3, 0, '計', '計', count(*), coalesce(sum(visits), 0),
        coalesce(sum(minutes), 0), coalesce(sum(after), 0)
    FROM i
)
SELECT row_number() OVER (ORDER BY part, sort, name) AS id, by AS by,
    name AS name, n AS n, visits AS visits, effort AS effort, after AS after
FROM r
