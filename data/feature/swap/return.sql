-- Broken units that were swapped out and not handed over yet.
SELECT u.id AS id, 'unit' AS target, '故障機' AS kind, u.machine_id AS no,
       q.no || ' ' || q.device || coalesce(' ' || q.place_text, '') AS what,
       q.swap_at AS at, u.id AS unit_id, q.id AS incident_id, 1 AS sort
FROM incident_now q
JOIN unit u ON u.id = q.swap_unit_id
WHERE q.id IN (SELECT i.id FROM incident i
               WHERE i.swap_unit_id IS NOT NULL AND i.deleted IS NULL
                 AND i.mail_sent_at IS NULL)
  AND u.state = '故障保管'
