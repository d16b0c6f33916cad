-- The visit that a departure belongs to; a control PC's own case says what was
-- worked on.
SELECT v.maker AS maker,
       coalesce(v.worked_on, CASE WHEN v.maker = 1
                                   AND m.dev_type = '打番スキャナ制御PC'
                                  THEN '制御PC' END) AS worked_on,
       v.disk AS disk, v.report AS report
FROM visit v
JOIN incident i ON i.id = v.incident_id
LEFT JOIN unit u ON u.id = i.unit_id
LEFT JOIN model m ON m.id = u.model_id
WHERE v.incident_id = :incident AND v.deleted IS NULL AND v.left_at IS NULL
  AND (:visit IS NULL OR v.id = :visit)
  AND (:maker IS NULL OR coalesce(v.maker, 0) = (:maker = 'yes'))
  AND (v.arrived_at IS NOT NULL OR v.started_at IS NOT NULL)
ORDER BY coalesce(v.maker, 0), v.who_id IS kk_worker() DESC,
         v.arrived_at IS NULL, coalesce(v.planned_at, v.arrived_at), v.id
LIMIT 1
