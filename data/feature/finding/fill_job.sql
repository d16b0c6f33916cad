SELECT coalesce(f.place_id, i.place_id) AS place, f.text AS note
FROM finding f
LEFT JOIN incident i ON i.id = f.incident_id
WHERE f.id = :finding
