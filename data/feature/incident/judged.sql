-- Both targets of every case that is over.
SELECT k.id, coalesce(k.no, ''), c.name, kk_sla(k.clocks, c.name, 'status')
FROM incident_clock k
CROSS JOIN (SELECT '連絡' AS name, 0 AS nth UNION ALL SELECT '着手', 1) c
WHERE k.completed_at IS NOT NULL OR k.returned_at IS NOT NULL
ORDER BY k.id, c.nth
