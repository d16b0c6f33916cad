-- The contract's day, and the weekday before it where that is a closed one.
SELECT j.id AS id, NULL AS at, j.due AS day, j.kind AS kind, j.no AS no,
       coalesce(j.order_no, '') || coalesce(' ' || p.name, '')
       || ' ' || j.units_done || '/' || j.units || '台'
       || coalesce('（' || j.due_closed || '。' || kk_day_text(j.act_by)
                   || ' までに）', '') AS what,
       CASE WHEN j.due < kk_today() THEN '超'
            WHEN j.act_by <= kk_today() + 1 THEN '急' ELSE '' END AS mark,
       NULL AS who, 'job' AS target, kk_day_start(j.due) + 86340 AS sort
FROM job_now j
LEFT JOIN place p ON p.id = j.place_id
WHERE j.finished_at IS NULL AND j.due IS NOT NULL
