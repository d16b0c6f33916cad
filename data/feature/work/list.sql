SELECT w.id AS id, coalesce(i.no, j.no) AS no,
       CASE WHEN i.id IS NOT NULL
            THEN coalesce(coalesce(kk_called(5, p.id, 3, 13, i.id, 7), p.name), '')
                 || coalesce(' ' || nullif(coalesce(kk_called(6, d.id, 3, 13, i.id, 8), d.name), p.name), '')
            ELSE coalesce(j.kind, '') END AS what,
       coalesce(kk_called(3, a.id, 2, 16, w.id, 4), a.name) AS worker,
       w.from_at AS "from", w.to_at AS "to",
       (w.to_at - w.from_at) / 60 AS minutes, w.note AS note,
       w.incident_id AS incident_id
FROM work w
LEFT JOIN incident i ON i.id = w.incident_id
LEFT JOIN job j ON j.id = w.job_id
LEFT JOIN place p ON p.id = i.place_id
LEFT JOIN dept d ON d.id = i.dept_id
LEFT JOIN person a ON a.id = w.person_id
WHERE w.deleted IS NULL
  AND (:id IS NULL OR w.id = :id)
  AND (:incident IS NULL OR w.incident_id = :incident)
