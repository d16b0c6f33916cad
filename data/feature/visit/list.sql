SELECT v.id AS id, i.no AS no,
       coalesce(coalesce(kk_called(5, p.id, 3, 13, i.id, 7), p.name), '')
           || coalesce(' ' || nullif(coalesce(kk_called(6, d.id, 3, 13, i.id, 8), d.name), p.name), '') AS place,
       CASE WHEN v.maker = 1 THEN 'メーカーSE'
            ELSE coalesce(kk_called(3, w.id, 2, 15, v.id, 3), w.name) END AS who,
       v.planned_at AS planned, v.arrived_at AS arrived,
       v.started_at AS started, v.left_at AS "left",
       v.contact_person AS contact, v.told_at AS told, v.maker AS maker,
       v.note AS note, v.worked_on AS worked_on, v.disk AS disk,
       v.report AS report, v.incident_id AS incident_id,
       coalesce(v.arrived_at, v.started_at, v.planned_at) AS sort
FROM visit v
JOIN incident i ON i.id = v.incident_id
LEFT JOIN place p ON p.id = i.place_id
LEFT JOIN dept d ON d.id = i.dept_id
LEFT JOIN person w ON w.id = v.who_id
WHERE v.deleted IS NULL AND i.deleted IS NULL
  AND (:id IS NULL OR v.id = :id)
  AND (:incident IS NULL OR v.incident_id = :incident)
