SELECT 'reported' AS key, 'reported_at' AS "column",
    '起きた日時（' || kk_time_long(at) || '）より前です' AS words,
    '拒否' AS weight
FROM sec_record
WHERE id = :id AND deleted IS NULL AND reported_at < at
