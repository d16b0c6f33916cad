-- What the person on the phone wants to know at once.
SELECT '期限 連絡 ' || kk_time_text(kk_sla(k.clocks, '連絡', 'due'))
       || '  着手 ' || kk_time_text(kk_sla(k.clocks, '着手', 'due'))
FROM incident_clock k WHERE k.id = :id
UNION ALL
SELECT '注意: 対応指示 ' || kk_time_text(i.instructed_at) || ' は今より後です'
FROM incident i WHERE i.id = :id AND i.instructed_at > kk_now()
UNION ALL
SELECT '時間外の受付です。計測は '
       || kk_time_text(kk_sla(k.clocks, '連絡', 'from')) || ' から'
FROM incident_clock k
WHERE k.id = :id
  AND kk_sla(k.clocks, '連絡', 'from') > k.instructed_at
UNION ALL
SELECT 'この機器には未完了の案件があります: ' || o.no
FROM incident i
JOIN incident o ON o.unit_id = i.unit_id AND o.id <> i.id
WHERE i.id = :id AND o.deleted IS NULL AND o.completed_at IS NULL
  AND o.returned_at IS NULL
UNION ALL
SELECT 'この機器の過去1年の案件 ' || count(*) || '件'
FROM incident i
JOIN incident o ON o.unit_id = i.unit_id AND o.id <> i.id
WHERE i.id = :id AND o.deleted IS NULL
  AND o.instructed_at > i.instructed_at - 31536000
HAVING count(*) > 0
UNION ALL
SELECT '台帳では ' || p.name || ' にある機器です'
FROM incident i
JOIN unit u ON u.id = i.unit_id
JOIN place p ON p.id = u.place_id
WHERE i.id = :id AND i.place_id IS NOT u.place_id
UNION ALL
SELECT '同じ拠点の未完了 '
       || (SELECT count(*) FROM incident o
           WHERE o.place_id = i.place_id AND o.id <> i.id
             AND o.deleted IS NULL AND o.completed_at IS NULL
             AND o.returned_at IS NULL) || '件'
       || CASE WHEN i.dept_id IS NULL THEN ''
          ELSE '  この部署の過去1年 '
               || (SELECT count(*) FROM incident o
                   WHERE o.dept_id = i.dept_id AND o.place_id IS i.place_id
                     AND o.id <> i.id AND o.deleted IS NULL
                     AND o.instructed_at > i.instructed_at - 31536000
                     AND o.instructed_at <= i.instructed_at) || '件' END
FROM incident i
WHERE i.id = :id AND i.place_id IS NOT NULL
UNION ALL
SELECT '予備機 即応 ' || count(CASE WHEN s.readiness = '即応' THEN 1 END)
       || '台 / 使えるもの ' || count(s.id) || '台'
FROM incident i
JOIN unit u ON u.id = i.unit_id
JOIN model m ON m.id = u.model_id AND m.flow_class <> 'M'
LEFT JOIN spare_fit s ON s.incident_id = i.id AND s.rank < 2
    AND s.readiness IN ('即応', '要更新')
WHERE i.id = :id
GROUP BY i.id
