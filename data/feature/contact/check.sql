SELECT 'at' AS key, 'at' AS "column", '日時は空にできません' AS words,
    '拒否' AS weight
FROM contact WHERE id = :id AND deleted IS NULL AND at IS NULL
UNION ALL
SELECT 'fields', 'fields', 'つながらなかった連絡では確認できません', '拒否'
FROM contact
WHERE id = :id AND deleted IS NULL AND reached IS NOT 1
  AND fields_confirmed IS NOT NULL
