-- What else there is to do at this site.
SELECT '同じ拠点の案件: ' || o.no || ' ' || o.state || ' ' || o.device
FROM incident i
JOIN incident_now o ON o.place_id = i.place_id AND o.id <> i.id
WHERE i.id = :id AND o.completed_at IS NULL AND o.returned_at IS NULL
UNION ALL
SELECT '回答予定の質問: ' || coalesce(q.no || ' ', '') || q.question
FROM incident i
JOIN qa_now q ON q.at_place_id = i.place_id
WHERE i.id = :id AND q.answered_at IS NULL
UNION ALL
SELECT n.kind || ': ' || kk_time_text(n.at) || ' '
       || coalesce(n.machine_id || ' ', '') || n.text
FROM incident i
JOIN notice_now n ON n.at_place_id = i.place_id
WHERE i.id = :id AND n.kind = '定期点検' AND n.open
UNION ALL
SELECT 'スペアキー ' || u.key_no || coalesce(' ' || (
    SELECT coalesce(l.holder_name, '保管庫') FROM lent_item_now l
    WHERE l.kind = 'スペアキー' AND l.no = u.key_no AND l.here LIMIT 1), '')
FROM incident i
JOIN unit u ON u.id = coalesce(i.swap_spare_id, i.unit_id)
WHERE i.id = :id AND u.key_no IS NOT NULL
UNION ALL
SELECT '更新を待つ予備機: ' || s.machine_id
FROM incident i
JOIN spare_now s ON s.place_id = i.place_id AND s.readiness = '要更新'
WHERE i.id = :id
