-- The certificate's number may come after the end.
SELECT 'この修理は終わっています'
FROM repair
WHERE id = :id AND finished_at IS NOT NULL AND :action <> 'repair.cert'
UNION ALL
-- What was done to the device is no mistake that could be taken away.
SELECT CASE WHEN p.kind = 'メーカー' THEN u.machine_id || ' は ' || p.name
            || ' にあります。返着を記録してから取りやめてください'
       ELSE '修理、消去かリカバリが記録されています。「修理を終える」で'
            || '終えてください' END
FROM repair r
LEFT JOIN unit u ON u.id = r.unit_id
LEFT JOIN place p ON p.id = u.place_id
WHERE r.id = :id AND :action = 'repair.cancel' AND r.finished_at IS NULL
  AND (p.kind IS 'メーカー' AND r.part IS NULL
       OR coalesce(r.repaired_at, r.erased_at, r.rebuilt_at) IS NOT NULL)
