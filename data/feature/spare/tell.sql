SELECT s.machine_id || ' ' || s.readiness
       || coalesce('（' || s.image_kind || ' ' || s.image_version || '）', '')
FROM spare_now s WHERE s.id = :id
UNION ALL
SELECT s.machine_id || ' は' || s.mismatch
FROM spare_fit s
WHERE s.id = :id AND s.incident_id = s.spare_incident_id AND s.mismatch <> ''
