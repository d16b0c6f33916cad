-- What does not fit the case: where the ledger has the unit, and another case.
SELECT '台帳では ' || p.name || ' にある機器です'
FROM incident i
JOIN unit u ON u.id = i.unit_id
JOIN place p ON p.id = u.place_id
WHERE i.id = :id AND i.place_id IS NOT u.place_id
UNION ALL
SELECT 'この機器には未完了の案件があります: ' || o.no
FROM incident i
JOIN incident o ON o.unit_id = i.unit_id AND o.id <> i.id
WHERE i.id = :id AND o.deleted IS NULL AND o.completed_at IS NULL
  AND o.returned_at IS NULL
