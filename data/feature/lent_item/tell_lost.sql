SELECT '市へはまだ報告していません。速やかに報告し、「市への報告を記録」に入れて'
       || 'ください'
FROM sec_record WHERE id = :id AND reported_at IS NULL
