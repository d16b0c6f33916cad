-- One thing is written down once; a key that no unit has is told.
SELECT 'twice' AS key, 'no' AS "column",
    l.kind || ' ' || l.no || ' はもう記録されています' AS words,
    '拒否' AS weight
FROM lent_item l
WHERE l.id = :id AND l.deleted IS NULL AND l.returned_at IS NULL
  AND EXISTS (SELECT 1 FROM lent_item o
              WHERE o.kind = l.kind AND o.no = l.no AND o.id <> l.id
                AND o.deleted IS NULL AND o.returned_at IS NULL)
UNION ALL
SELECT 'no_unit', 'no',
    'ワイヤー鍵 ' || l.no || ' の機器が台帳にありません', '注意'
FROM lent_item_now l
WHERE l.id = :id AND l.kind = 'スペアキー' AND l.unit_id IS NULL
  AND l.returned_at IS NULL
UNION ALL
SELECT 'kept', 'holder_id',
    l.incident_no || ' は終わっています。保管庫へ戻すか、持ち続けるわけを'
    || '備考に入れてください', '注意'
FROM lent_item_now l
WHERE l.id = :id AND l.overdue AND l.note IS NULL
