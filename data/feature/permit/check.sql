SELECT 'period' AS key, 'to_day' AS "column",
    '有効期間の終わりは始めより後にしてください' AS words, '拒否' AS weight
FROM permit
WHERE id = :id AND deleted IS NULL AND to_day < from_day
