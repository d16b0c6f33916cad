SELECT '確認済み: ' || c.fields_confirmed
FROM contact c
WHERE c.incident_id = :id AND c.deleted IS NULL
  AND c.fields_confirmed IS NOT NULL
ORDER BY c.at DESC, c.id DESC
LIMIT 1
