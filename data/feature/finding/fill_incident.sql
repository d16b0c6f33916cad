SELECT coalesce(f.place_id, u.place_id, i.place_id) AS place,
       coalesce(u.dept_id, CASE WHEN f.place_id IS NULL THEN i.dept_id END)
       AS dept, f.unit_id AS unit, f.text AS symptom, f.found_at AS occurred
FROM finding f
LEFT JOIN unit u ON u.id = f.unit_id
LEFT JOIN incident i ON i.id = f.incident_id
WHERE f.id = :finding
