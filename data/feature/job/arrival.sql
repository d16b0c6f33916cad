-- Units that an open order brings to the place or takes from it.
SELECT l.id AS id, 'job_line' AS target, j.kind AS kind, u.machine_id AS no,
       CASE WHEN j.due < kk_today() THEN '超' ELSE '' END AS mark,
       j.no || coalesce(' ' || j.order_no, '') AS what, NULL AS incident_id,
       l.unit_id AS unit_id, :place AS place_id, 6 AS sort
FROM job_line l
JOIN job_now j ON j.id = l.job_id
JOIN unit u ON u.id = l.unit_id
LEFT JOIN model m ON m.id = u.model_id
WHERE l.deleted IS NULL AND l.cancelled_at IS NULL AND l.done_at IS NULL
  AND j.finished_at IS NULL
  AND (m.counted IS NOT 0 OR j.alone > 0 AND m.dev_type = 'ディスプレイ')
  AND CASE j.kind WHEN '設置' THEN coalesce(l.to_place_id, j.place_id)
                  ELSE u.place_id END = :place
