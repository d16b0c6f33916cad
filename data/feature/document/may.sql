SELECT CASE WHEN c.submitted_at IS NOT NULL
            THEN 'もう提出しています。直すときは「提出書類を訂正」です'
            WHEN c.waived_at IS NOT NULL
            THEN '提出不要と記録されています。直すときは「提出書類を訂正」です'
            ELSE 'もう作成を記録しています（' || kk_time_text(c.made_at)
                 || '）。作り直したときは「提出書類を訂正」です'
       END
FROM ruled_document c
WHERE c.id = :id
  AND (coalesce(c.submitted_at, c.waived_at) IS NOT NULL
       OR c.made_at IS NOT NULL AND :action = 'document.make')
