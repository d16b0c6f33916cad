-- Where both clocks stand.
SELECT c.name || ' ' || kk_sla(k.clocks, c.name, 'status') || ' '
       || coalesce(kk_sla(k.clocks, c.name, 'words'), '') || ' 期限 '
       || coalesce(kk_time_text(kk_sla(k.clocks, c.name, 'due')), '－')
FROM incident_clock k
JOIN (SELECT '連絡' AS name UNION ALL SELECT '着手') c
WHERE k.id = :id
