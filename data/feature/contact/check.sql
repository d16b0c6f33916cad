SELECT 'at' AS key, 'at' AS "column", '日時は空にできません' AS words,
    '拒否' AS weight
FROM contact WHERE id = :id AND deleted IS NULL AND at IS NULL
