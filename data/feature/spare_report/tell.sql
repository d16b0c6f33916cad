SELECT '予備機はあります: ' || s.machine_id || ' ' || s.readiness
FROM spare_report r
JOIN spare_fit s ON s.incident_id = r.incident_id AND s.rank <= 1
    AND s.readiness IN ('即応', '要更新')
WHERE r.id = :id
LIMIT 1
