SELECT CASE WHEN finished_at IS NOT NULL THEN 'この作業は終わっています'
            ELSE '受領は再セットアップの指示だけにあります' END
FROM job
WHERE id = :id
  AND (finished_at IS NOT NULL
       OR :action = 'job.receive' AND kind <> '再セットアップ')
