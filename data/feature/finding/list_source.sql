SELECT f.id AS id, f.no AS no, f.kind AS kind, f.text AS text,
       CASE WHEN f.finished_at IS NOT NULL THEN coalesce(f.outcome, '完了')
            ELSE '対応中' END AS state, f.found_at AS found,
       f.opened_incident_id AS incident_id
FROM finding f
WHERE f.deleted IS NULL AND f.opened_incident_id IS NOT NULL
  AND (:id IS NULL OR f.id = :id)
