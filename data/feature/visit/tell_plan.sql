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
UNION ALL
SELECT b.kind || ' ' || coalesce(b.no || ' ', '') || b.what
FROM (SELECT 'スペアキー' AS kind, u.key_no AS no,
             CASE WHEN l.id IS NULL THEN '貸与品に記録がありません'
                  WHEN l.lost_at IS NOT NULL THEN '紛失'
                  ELSE coalesce(l.holder_name, '保管庫') END AS what
      FROM visit_ahead a
      JOIN unit u ON u.id = a.unit_id AND u.key_no IS NOT NULL
      LEFT JOIN lent_item_now l ON l.kind = 'スペアキー' AND l.no = u.key_no
          AND l.returned_at IS NULL
      WHERE a.incident_id = :id
      UNION ALL
      SELECT '予備機', NULL, 'なし: 市へ報告'
      FROM spare_short s WHERE s.id = :id) b
