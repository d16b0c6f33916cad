SELECT '連絡 ' || kk_sla(k.clocks, '連絡', 'status')
       || '  着手 ' || kk_sla(k.clocks, '着手', 'status')
FROM incident_clock k WHERE k.id = :id
UNION ALL
SELECT '完了メールに足りないもの: '
       || rtrim(CASE WHEN i.city_no IS NULL THEN '案件管理番号、' ELSE '' END
                || CASE WHEN i.action IS NULL THEN '対応内容、' ELSE '' END
                || CASE WHEN i.result IS NULL THEN '対応結果、' ELSE '' END,
                '、')
FROM incident i
WHERE i.id = :id
  AND (i.city_no IS NULL OR i.action IS NULL OR i.result IS NULL)
UNION ALL
SELECT '撤収の時刻がまだの訪問があります'
FROM visit v
WHERE v.incident_id = :id AND v.deleted IS NULL AND v.left_at IS NULL
  AND (v.arrived_at IS NOT NULL OR v.started_at IS NOT NULL)
UNION ALL
SELECT '着手の記録がないので、現場作業なしになります'
FROM incident_clock k
WHERE k.id = :id AND k.last_start_at IS NULL AND k.onsite IS NOT 'no'
  AND NOT k.start_unknown
UNION ALL
SELECT '実稼働時間がまだ記録されていません'
FROM incident i
WHERE i.id = :id AND NOT EXISTS (SELECT 1 FROM work w
                                 WHERE w.incident_id = i.id
                                   AND w.deleted IS NULL)
