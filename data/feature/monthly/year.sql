-- The contract year's twelve months; those to come are empty.
WITH RECURSIVE m(nth, first) AS (
    SELECT 1, kk_ymd(kk_fiscal(:last), 4, 1)
    UNION ALL
    SELECT nth + 1, CAST(strftime('%s', first * 86400, 'unixepoch', '+1 month')
                         AS INTEGER) / 86400
    FROM m WHERE nth < 12
), r AS (
    SELECT nth, first, CAST(strftime('%s', first * 86400, 'unixepoch',
                                     '+1 month') AS INTEGER) / 86400 - 1 AS last
    FROM m
), j AS MATERIALIZED (
    SELECT d.day AS day, d.contact AS contact, d.onsite AS onsite,
        e.minutes AS minutes
    FROM incident_judged d
    LEFT JOIN incident_effort e ON e.incident_id = d.id
    WHERE d.completed_at >= kk_day_start(kk_ymd(kk_fiscal(:last), 4, 1))
      AND d.completed_at < kk_day_start(:last + 1)
), t AS MATERIALIZED (
    SELECT t.came AS came FROM incident_term t
    WHERE t.came BETWEEN kk_ymd(kk_fiscal(:last), 4, 1) AND :last
), s AS (
    SELECT r.nth AS nth, r.first AS first, r.first <= :last AS over,
        (SELECT count(*) FROM t WHERE t.came BETWEEN r.first AND r.last) AS came,
        count(j.day) AS done, coalesce(sum(j.minutes), 0) AS minutes,
        coalesce(sum(j.contact = '達成'), 0) AS c1,
        coalesce(sum(j.contact = '未達'), 0) AS c0,
        coalesce(sum(j.onsite = '達成'), 0) AS o1,
        coalesce(sum(j.onsite = '未達'), 0) AS o0
    FROM r LEFT JOIN j ON j.day BETWEEN r.first AND r.last
    GROUP BY r.nth
)
SELECT nth AS id, substr(kk_day_long(first), 1, instr(kk_day_long(first), '月'))
        AS month,
    CASE WHEN over THEN came END AS came, CASE WHEN over THEN done END AS done,
    CASE WHEN NOT over THEN NULL WHEN c1 + c0 > 0
         THEN (2001 * c1 + c0) / (2 * (c1 + c0)) ELSE '－' END AS contact_rate,
    CASE WHEN NOT over THEN NULL WHEN o1 + o0 > 0
         THEN (2001 * o1 + o0) / (2 * (o1 + o0)) ELSE '－' END AS onsite_rate,
    CASE WHEN over THEN minutes END AS effort
FROM s
