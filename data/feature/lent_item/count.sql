SELECT 21 AS id, '貸与品 未返却' AS label, count(*) AS n, 'lent_items' AS list
FROM lent_item_now l WHERE l.overdue
