SELECT CASE
    WHEN :action IN ('notice.approve', 'notice.usage')
         AND n.kind <> '機器使用申出'
    THEN 'これは' || n.kind || 'です。機器使用申出だけにできます'
    WHEN :action = 'notice.answer' AND n.kind <> '疑義'
    THEN 'これは' || n.kind || 'です。疑義だけにできます'
    WHEN :action = 'notice.finish' AND n.kind = '疑義'
    THEN '疑義は「疑義への市の回答を記録」で終わります'
    WHEN n.finished_at IS NOT NULL
    THEN 'もう終わっています（' || kk_time_text(n.finished_at) || '）'
    WHEN :action = 'notice.approve' AND n.approved_no IS NOT NULL
    THEN 'もう承認（' || n.approved_no
        || '）があります。直すときは「連絡事項を訂正」です'
    WHEN :action = 'notice.usage' AND n.approved_no IS NULL
    THEN '市の承認がまだです。先に「機器使用の承認を記録」です（仕様 9.2）'
    WHEN :action = 'notice.answer' AND n.answered_at IS NOT NULL
    THEN 'もう回答があります。直すときは「連絡事項を訂正」です'
    END
FROM notice n WHERE n.id = :id
