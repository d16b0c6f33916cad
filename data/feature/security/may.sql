SELECT CASE
    WHEN :action = 'security.attend' AND s.kind IS NOT '研修'
    THEN '受講者を加えられるのは研修だけです'
    WHEN :action = 'security.report' AND s.reported_at IS NOT NULL
    THEN 'もう市へ報告しています。直すときは「セキュリティの記録を訂正」です'
    END
FROM sec_record s WHERE s.id = :id
