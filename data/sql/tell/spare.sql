SELECT s.machine_id || ' ' || s.readiness
       || coalesce('（' || s.image_kind || ' ' || s.image_version || '）', '')
FROM spare_now s WHERE s.id = :id
UNION ALL
SELECT s.machine_id || ' は' || f.mismatch
FROM spare_now s
JOIN spare_fit f ON f.spare_id = s.id AND f.incident_id = s.spare_incident_id
WHERE s.id = :id AND f.mismatch <> ''
