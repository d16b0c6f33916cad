-- What was done once is put right, not done again.
SELECT CASE
    WHEN j.cancelled_at IS NOT NULL
    THEN 'この指示は取りやめています（' || kk_time_text(j.cancelled_at)
        || '）。戻すときは、その取りやめの記録を取り消します'
    WHEN :action = 'job.edit' THEN CASE
        WHEN :received IS NOT NULL AND j.received_at IS NULL
        THEN '受領の記録がまだありません。「作業の機器を受領」で入れます'
        WHEN (:finished IS NOT NULL OR :to IS NOT NULL) AND j.finished_at IS NULL
        THEN 'この作業はまだ終わっていません。「作業を終える」で入れます'
        WHEN :emptied LIKE '%,received,%' AND j.received_at IS NOT NULL
        THEN '受領日時は空にできません'
        WHEN :emptied LIKE '%,finished,%' AND j.finished_at IS NOT NULL
        THEN '完了日時は空にできません'
        WHEN :reason IS NULL AND (:received <> j.received_at
                                  OR :finished <> j.finished_at
                                  OR :to <> j.returned_to)
        THEN '受領、完了、返却先を直すときは理由を入れてください' END
    WHEN :action = 'job.finish' AND j.finished_at IS NOT NULL
    THEN 'もう終わっています（' || kk_time_text(j.finished_at)
        || '）。直すときは「作業の指示を訂正」です'
    WHEN j.finished_at IS NOT NULL AND :action NOT IN ('job.finish', 'job.step')
    THEN 'この作業は終わっています'
    WHEN :action = 'job.receive' AND j.kind <> '再セットアップ'
    THEN '受領は再セットアップの指示だけにあります'
    WHEN :action = 'job.receive' AND j.received_at IS NOT NULL
    THEN 'もう受領しています（' || kk_time_text(j.received_at)
        || '）。直すときは「作業の指示を訂正」です'
    END,
    CASE WHEN :action <> 'job.edit' OR j.cancelled_at IS NOT NULL
         THEN NULL
         WHEN :received IS NOT NULL AND j.received_at IS NULL
              OR :emptied LIKE '%,received,%' THEN 'received'
         WHEN (:finished IS NOT NULL OR :to IS NOT NULL)
              AND j.finished_at IS NULL
              OR :emptied LIKE '%,finished,%' THEN 'finished'
         ELSE 'reason' END
FROM job j WHERE j.id = :id
