-- The weeks of the days, told by their service days.
WITH RECURSIVE w(first, last) AS (
    SELECT :first, min(:last, :first + 6 - (:first + 3) % 7)
    UNION ALL
    SELECT last + 1, min(:last, last + 7) FROM w WHERE last < :last
), j AS MATERIALIZED (
    SELECT d.day AS day, d.contact AS contact, d.onsite AS onsite
    FROM incident_judged d
    WHERE d.completed_at >= kk_day_start(:first)
      AND d.completed_at < kk_day_start(:last + 1)
), s AS (
    SELECT w.first AS first, w.last AS last,
        max(w.first, kk_workday_after(w.first)) AS opens,
        min(w.last, kk_workday_before(w.last)) AS closes,
        coalesce(sum(j.contact = '達成'), 0) AS c1,
        coalesce(sum(j.contact = '未達'), 0) AS c0,
        coalesce(sum(j.onsite = '達成'), 0) AS o1,
        coalesce(sum(j.onsite = '未達'), 0) AS o0,
        coalesce(sum(j.onsite = '対象外（合意）'), 0) AS waived,
        coalesce(sum(j.onsite = '現場作業なし'), 0) AS none,
        count(j.day) AS n
    FROM w LEFT JOIN j ON j.day BETWEEN w.first AND w.last
    GROUP BY w.first
)
SELECT first AS id,
    CASE WHEN opens <= closes THEN kk_day_md(opens)
             || CASE WHEN opens < closes THEN '～' || kk_day_md(closes)
                     ELSE '' END
         ELSE kk_day_md(first)
             || CASE WHEN first < last THEN '～' || kk_day_md(last)
                     ELSE '' END END AS week,
    n AS done, c1 AS contact_met, c0 AS contact_missed,
    CASE WHEN c1 + c0 > 0
         THEN (2001 * c1 + c0) / (2 * (c1 + c0)) ELSE '－' END
        AS contact_rate,
    o1 AS onsite_met, o0 AS onsite_missed,
    CASE WHEN o1 + o0 > 0
         THEN (2001 * o1 + o0) / (2 * (o1 + o0)) ELSE '－' END
        AS onsite_rate,
    waived AS waived, none AS none
FROM s
WHERE opens <= closes OR n > 0
