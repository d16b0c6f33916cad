-- Where both clocks stand.
SELECT '連絡 ' || kk_sla(k.clocks, '連絡', 'status') || ' '
       || coalesce(kk_sla(k.clocks, '連絡', 'words'), '') || ' 期限 '
       || coalesce(kk_time_text(kk_sla(k.clocks, '連絡', 'due')), '－')
FROM incident_clock k WHERE k.id = :id
UNION ALL
SELECT '着手 ' || kk_sla(k.clocks, '着手', 'status') || ' '
       || coalesce(kk_sla(k.clocks, '着手', 'words'), '') || ' 期限 '
       || coalesce(kk_time_text(kk_sla(k.clocks, '着手', 'due')), '－')
FROM incident_clock k WHERE k.id = :id
