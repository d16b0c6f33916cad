-- More orders than the contract allows go only with what was agreed with the
-- city; what counts is how many were not.
SELECT 'orders ' || o.fiscal AS key, 'agreed_by' AS "column",
    'リカバリ媒体等の更新は年' || o.most || '回までです（仕様 5.6.1）。' || o.fiscal
    || '年度は '
    || (SELECT count(*) FROM media_order_now y WHERE y.fiscal = o.fiscal)
    || '/' || o.most
    || '回になります。市と協議した相手、日時、協議の記録を入れてください' AS words,
    '拒否' AS weight
FROM media_order_now o
WHERE o.id = :id AND NOT o.agreed
  AND (SELECT count(*) FROM media_order_now y
       WHERE NOT y.agreed AND y.fiscal = o.fiscal) > o.most
