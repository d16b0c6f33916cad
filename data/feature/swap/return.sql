-- Broken units that were swapped out and not handed over yet.
SELECT f.unit_id AS id, 'unit' AS target, '故障機' AS kind, f.machine_id AS no,
       q.no || ' ' || q.device || coalesce(' ' || q.place_text, '') AS what,
       f.swap_at AS at, f.unit_id AS unit_id, q.id AS incident_id, 1 AS sort
FROM incident_faulty f
JOIN incident_now q ON q.id = f.id
WHERE f.unit_id IN (SELECT id FROM unit WHERE state IN ('故障保管', '修理中'))
  AND f.waits AND f.state = '故障保管' AND f.mail_sent_at IS NULL
