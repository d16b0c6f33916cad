-- What is open at a desk: repairs, and cases of the models it is called for.
SELECT r.id AS id, 'repair' AS target, '修理' AS kind, r.machine_id AS machine_id,
       r.no AS no, r.state AS state, r.visit_at AS at, r.desk_id AS desk_id,
       r.incident_id AS incident_id, r.unit_id AS unit_id, 0 AS sort
FROM repair_line r
WHERE r.open AND (:desk IS NULL OR r.desk_id = :desk)
UNION ALL
SELECT q.id, 'incident', '案件', coalesce(q.machine_id, q.device), q.no, q.state,
       NULL, m.desk_id, q.id, q.unit_id, 1
FROM incident_now q
JOIN unit u ON u.id = q.unit_id
JOIN model m ON m.id = u.model_id
WHERE q.id IN (SELECT i.id FROM incident i
               WHERE i.mail_sent_at IS NULL AND i.returned_at IS NULL
                 AND i.deleted IS NULL)
  AND m.desk_id IS NOT NULL AND (:desk IS NULL OR m.desk_id = :desk)
