-- Both clocks within the days; a rate in tenths of a percent, by integers.
WITH j AS MATERIALIZED (
    SELECT d.contact AS contact, d.onsite AS onsite FROM incident_judged d
    WHERE d.completed_at >= kk_day_start(:first)
      AND d.completed_at < kk_day_start(:last + 1)
), s(nth, name, target, met, missed, waived, none, other) AS (
    SELECT 1, '現場への連絡時間',
        kk_param('sla.contact_min', :last) || '分以内',
        coalesce(sum(contact = '達成'), 0), coalesce(sum(contact = '未達'), 0), 0, 0,
        coalesce(sum(contact NOT IN ('達成', '未達')), 0) FROM j
    UNION ALL
    SELECT 2, '現場着手時間', kk_param('sla.onsite_min', :last) || '分以内',
        coalesce(sum(onsite = '達成'), 0), coalesce(sum(onsite = '未達'), 0),
        coalesce(sum(onsite = '対象外（合意）'), 0),
        coalesce(sum(onsite = '現場作業なし'), 0),
        coalesce(sum(onsite NOT IN ('達成', '未達', '対象外（合意）', '現場作業なし')),
                 0) FROM j
)
SELECT nth AS id, name AS name, target AS target, met AS met, missed AS missed,
    CASE WHEN met + missed > 0
         THEN (2001 * met + missed) / (2 * (met + missed)) ELSE '－' END AS rate,
    CASE WHEN met + missed > 0 THEN met || '/' || (met + missed) ELSE '－' END
        AS words,
    waived AS waived, none AS none, other AS other
FROM s
