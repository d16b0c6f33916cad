-- A row a visit of what was completed or went back within the days.
SELECT v.id AS id, coalesce(nullif(i.city_no, ''), '（未定 ' || i.no || '）')
           AS city_no, v.nth AS nth,
       coalesce(kk_called(5, p.id, 3, 13, i.id, 7), p.name) AS place,
       coalesce(v.arrived_at, v.started_at) AS arrived, v.started_at AS started,
       v.left_at AS "left",
       CASE WHEN v.maker = 1 THEN 'メーカーSE'
            ELSE coalesce(kk_called(3, w.id, 2, 15, v.id, 3), w.name) END AS who,
       v.contact_person AS contact,
       coalesce(v.worked_on, '') || CASE WHEN v.left_at IS NULL
           THEN '撤収の記録なし' ELSE '' END AS note
FROM incident i
JOIN visit_real v ON v.incident_id = i.id
LEFT JOIN place p ON p.id = i.place_id
LEFT JOIN person w ON w.id = v.who_id
WHERE i.deleted IS NULL
  AND coalesce(i.returned_at, i.completed_at) >= kk_day_start(:first)
  AND coalesce(i.returned_at, i.completed_at) < kk_day_start(:last + 1)
