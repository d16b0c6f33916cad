SELECT k.clock,
    kk_sla(q.clocks, k.clock, 'limit'), kk_sla(q.clocks, k.clock, 'from'),
    kk_sla(q.clocks, k.clock, 'due'), kk_sla(q.clocks, k.clock, 'stop'),
    kk_sla(q.clocks, k.clock, 'elapsed'), kk_sla(q.clocks, k.clock, 'left'),
    kk_sla(q.clocks, k.clock, 'status'), kk_sla(q.clocks, k.clock, 'mark'),
    kk_sla(q.clocks, k.clock, 'words'),
    kk_left_text(kk_sla(q.clocks, k.clock, 'left'))
FROM incident_clock q
CROSS JOIN (SELECT '連絡' AS clock, 0 AS nth UNION ALL SELECT '着手', 1) k
WHERE q.id = :incident ORDER BY k.nth
