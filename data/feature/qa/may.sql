SELECT CASE
    WHEN :action = 'qa.report' AND a.reported_at IS NOT NULL
    THEN 'もう市へ報告しています。直すときは「質問を訂正」です'
    WHEN :action <> 'qa.report' AND a.answered_at IS NOT NULL
    THEN 'もう回答しています。直すときは「質問を訂正」です'
    WHEN :action = 'qa.postpone' AND :due <= a.due_on
    THEN '今の回答予定日 ' || kk_day_text(a.due_on) || ' より後の日を入れて'
         || 'ください'
    END, CASE WHEN :action = 'qa.postpone' AND a.answered_at IS NULL
              THEN 'due' END
FROM qa a WHERE a.id = :id
