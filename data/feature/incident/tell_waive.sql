-- Where both clocks stand, and an agreement that came too late to be one about
-- the target: §7 does not say so, hence it is told and not refused.
SELECT c.name || ' ' || kk_sla(k.clocks, c.name, 'status') || ' '
       || coalesce(kk_sla(k.clocks, c.name, 'words'), '') || ' 期限 '
       || coalesce(kk_time_text(kk_sla(k.clocks, c.name, 'due')), '－')
FROM incident_clock k
JOIN (SELECT '連絡' AS name UNION ALL SELECT '着手') c
WHERE k.id = :id
UNION ALL
SELECT '注意: 合意 ' || kk_time_text(k.waive_agreed_at) || ' は着手の期限 '
       || kk_time_text(kk_sla(k.clocks, '着手', 'due'))
       || ' を過ぎてからです。日時を確かめてください'
FROM incident_clock k
WHERE k.id = :id AND k.waive_agreed_at > kk_sla(k.clocks, '着手', 'due')
