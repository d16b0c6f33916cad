SELECT '着手の期限 ' || kk_time_text(kk_sla(k.clocks, '着手', 'due'))
       || ' より後の予定です'
FROM incident_clock k
JOIN visit v ON v.id = k.next_visit_id
WHERE k.id = :id AND kk_sla(k.clocks, '着手', 'status') = '計測中'
  AND v.planned_at > kk_sla(k.clocks, '着手', 'due')
UNION ALL
SELECT '現地へはまだ伝えていません'
FROM incident_clock k
JOIN visit v ON v.id = k.next_visit_id
WHERE k.id = :id AND v.told_at IS NULL
