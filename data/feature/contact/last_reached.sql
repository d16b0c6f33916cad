SELECT id, fields_confirmed FROM contact
WHERE incident_id = :incident AND to_kind = '現場' AND reached = 1
  AND deleted IS NULL
ORDER BY at DESC, id DESC
LIMIT 1
