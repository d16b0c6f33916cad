SELECT v.id AS id, v.planned_at AS at, kk_day(v.planned_at) AS day,
       '訪問' AS kind, i.no AS no,
       coalesce(p.name, '') || coalesce(' ' || nullif(d.name, p.name), '') AS what, '' AS mark,
       CASE WHEN v.maker = 1 THEN 'メーカーSE' ELSE w.name END AS who,
       'visit' AS target, v.planned_at AS sort
FROM visit v
JOIN incident i ON i.id = v.incident_id
LEFT JOIN place p ON p.id = i.place_id
LEFT JOIN dept d ON d.id = i.dept_id
LEFT JOIN person w ON w.id = v.who_id
WHERE v.deleted IS NULL AND i.deleted IS NULL AND i.returned_at IS NULL
  AND v.planned_at IS NOT NULL AND v.arrived_at IS NULL
  AND v.started_at IS NULL AND v.left_at IS NULL
