-- Back at 菊水: broken units that were swapped out and not handed over yet,
-- lent things that somebody still holds, movements since the last ledger was
-- submitted, spares waiting for a new image.
SELECT u.id AS id, 'unit' AS target, '故障機' AS kind, u.machine_id AS no,
       q.no || ' ' || q.device || coalesce(' ' || q.place_text, '') AS what,
       q.swap_at AS at, u.id AS unit_id, q.id AS incident_id, 1 AS sort
FROM incident_now q
JOIN unit u ON u.id = q.swap_unit_id
WHERE q.id IN (SELECT i.id FROM incident i
               WHERE i.swap_unit_id IS NOT NULL AND i.deleted IS NULL
                 AND i.mail_sent_at IS NULL)
  AND u.state = '故障保管'
UNION ALL
SELECT l.id, 'lent_item', coalesce(l.kind, '貸与品'), l.no,
       coalesce(l.name, '') || coalesce('  ' || p.name, ''), l.lent_at,
       NULL, NULL, 2
FROM lent_item l
LEFT JOIN person p ON p.id = l.holder_id
WHERE l.deleted IS NULL AND l.returned_at IS NULL
  AND l.kind IN ('スペアキー', 'ICカード') AND l.holder_id IS NOT NULL
UNION ALL
SELECT x.id, 'move', '台帳', u.machine_id,
       coalesce(f.name || ' > ', '') || coalesce(t.name, '')
       || coalesce('  ' || x.reason, ''), x.happened_at, x.unit_id,
       x.incident_id, 3
FROM unit_move x
JOIN unit u ON u.id = x.unit_id
LEFT JOIN place f ON f.id = x.from_place_id
LEFT JOIN place t ON t.id = x.to_place_id
WHERE x.deleted IS NULL AND u.deleted IS NULL
  AND x.happened_at > coalesce(
      (SELECT max(d.submitted_at) FROM document d
       WHERE d.deleted IS NULL AND d.kind LIKE '所在等%'),
      kk_now() - 7 * 86400)
UNION ALL
SELECT s.id, 'unit', '要更新', s.machine_id, s.model_short
       || coalesce(' ' || s.image_kind || ' ' || s.image_version, ''),
       NULL, s.id, NULL, 4
FROM spare_now s
WHERE s.readiness = '要更新'
