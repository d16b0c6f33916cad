SELECT CASE WHEN c.submitted_at IS NOT NULL
            THEN 'もう提出しています。直すときは「提出書類を訂正」です'
            ELSE '提出不要と記録されています。直すときは「提出書類を訂正」です'
       END
FROM ruled_document c
WHERE c.id = :id AND coalesce(c.submitted_at, c.waived_at) IS NOT NULL
