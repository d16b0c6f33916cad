SELECT f.id AS id, f.no AS no, f.kind AS kind, f.text AS text,
       CASE WHEN f.finished_at IS NOT NULL THEN coalesce(f.outcome, '完了')
            WHEN f.instructed_at IS NOT NULL THEN '対応中'
            WHEN f.reported_at IS NOT NULL THEN '指示待ち'
            ELSE '未報告' END AS state,
       CASE WHEN f.place_id IS NULL
            THEN coalesce(kk_called(5, p.id, 3, 13, i.id, 7), p.name)
            ELSE coalesce(kk_called(5, p.id, 3, 29, f.id, 12), p.name) END AS place,
       f.found_at AS found, f.reported_at AS reported,
       f.instruction AS instruction, f.instructed_at AS instructed,
       f.finished_at AS finished, i.no AS incident,
       o.no AS opened, j.no AS job,
       f.finished_at IS NULL AS open, f.incident_id AS incident_id,
       f.unit_id AS unit_id, f.place_id AS place_id,
       f.job_id AS job_id
FROM finding f
LEFT JOIN incident i ON i.id = f.incident_id
LEFT JOIN incident o ON o.id = f.opened_incident_id
LEFT JOIN job j ON j.id = f.job_id
LEFT JOIN place p ON p.id = coalesce(f.place_id, i.place_id)
WHERE f.deleted IS NULL AND (:id IS NULL OR f.id = :id)
