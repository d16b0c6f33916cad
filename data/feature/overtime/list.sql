SELECT o.id AS id, i.no AS no,
       coalesce(coalesce(kk_called(5, p.id, 3, 13, i.id, 7), p.name), '')
           || coalesce(' ' || nullif(coalesce(kk_called(6, d.id, 3, 13, i.id, 8), d.name), p.name), '') AS place,
       o.ground AS ground, o.agreed_by AS agreed_by, o.until_at AS until,
       o.blocks AS blocks, o.note AS note, o.incident_id AS incident_id
FROM overtime o
JOIN incident i ON i.id = o.incident_id
LEFT JOIN place p ON p.id = i.place_id
LEFT JOIN dept d ON d.id = i.dept_id
WHERE o.deleted IS NULL AND i.deleted IS NULL
  AND (:id IS NULL OR o.id = :id)
  AND (:incident IS NULL OR o.incident_id = :incident)
