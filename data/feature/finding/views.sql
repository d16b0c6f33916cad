-- What was found with where it was, how far it is and what was opened for it.
CREATE VIEW finding_now AS
SELECT f.*,
    CASE WHEN f.finished_at IS NOT NULL THEN coalesce(f.outcome, '完了')
         WHEN f.instructed_at IS NOT NULL THEN '対応中'
         WHEN f.reported_at IS NOT NULL THEN '指示待ち'
         ELSE '未報告' END AS state,
    CASE WHEN f.place_id IS NULL
         THEN coalesce(kk_called(5, p.id, 3, 13, i.id, 7), p.name)
         ELSE coalesce(kk_called(5, p.id, 3, 29, f.id, 12), p.name) END
    AS place_name,
    i.no AS incident_no, o.no AS opened_no, j.no AS job_no
FROM finding f
LEFT JOIN incident i ON i.id = f.incident_id
LEFT JOIN incident o ON o.id = f.opened_incident_id
LEFT JOIN job j ON j.id = f.job_id
LEFT JOIN place p ON p.id = coalesce(f.place_id, i.place_id)
WHERE f.deleted IS NULL;
