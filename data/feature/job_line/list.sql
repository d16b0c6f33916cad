SELECT l.id AS id, u.machine_id AS machine_id, m.short AS model, j.no AS job,
       coalesce(kk_called(5, p.id, 3, 22, l.id, 5), p.name, '')
           || coalesce(' ' || nullif(coalesce(kk_called(6, d.id, 3, 22, l.id, 6), d.name), p.name), '') AS "to",
       l.media_kind AS media, l.setup_at AS setup,
       r.kind || ' ' || r.version AS used, l.done_at AS done,
       CASE WHEN l.cancelled_at IS NOT NULL THEN '取りやめ'
            WHEN l.done_at IS NOT NULL THEN '済'
            WHEN j.cancelled_at IS NOT NULL THEN '取りやめ'
            WHEN l.setup_at IS NOT NULL THEN '再セット済' ELSE 'まだ' END
       AS state,
       l.job_id AS job_id, l.unit_id AS unit_id, l.to_place_id AS place_id
FROM job_line l
JOIN job j ON j.id = l.job_id
JOIN unit u ON u.id = l.unit_id
LEFT JOIN model m ON m.id = u.model_id
LEFT JOIN place p ON p.id = l.to_place_id
LEFT JOIN dept d ON d.id = l.to_dept_id
LEFT JOIN media_release r ON r.id = l.setup_release_id
WHERE l.deleted IS NULL AND j.deleted IS NULL AND (:id IS NULL OR l.id = :id)
  AND (:job IS NULL OR l.job_id = :job)
