-- Keys of the units there that are not in order.
SELECT l.id AS id, 'lent_item' AS target, '鍵' AS kind, l.no AS no, '' AS mark,
       u.machine_id || '  ' || coalesce(l.holder_name, '保管庫') AS what,
       q.id AS incident_id, u.id AS unit_id, q.place_id AS place_id, 7 AS sort
FROM incident q
JOIN unit u ON u.id = coalesce(q.swap_spare_id, q.unit_id)
JOIN lent_item_now l ON l.kind = 'スペアキー' AND l.no = u.key_no
WHERE q.completed_at IS NULL AND q.returned_at IS NULL AND q.deleted IS NULL
  AND q.place_id = :place AND l.here
