SELECT CASE
    WHEN :action = 'finding.edit' THEN CASE
        WHEN :reported IS NOT NULL AND f.reported_at IS NULL
        THEN '市への報告の記録がまだありません。「気づきを市へ報告」で入れます'
        WHEN (:finished IS NOT NULL OR :outcome IS NOT NULL)
             AND f.finished_at IS NULL
        THEN 'まだ終わっていません。「気づきを終える」で入れます' END
    WHEN :action = 'finding.report' AND f.reported_at IS NOT NULL
    THEN 'もう市へ報告しています'
    WHEN :action = 'finding.incident' AND i.id IS NOT NULL
    THEN 'もう ' || i.no || ' を開いています'
    WHEN :action = 'finding.job' AND j.id IS NOT NULL
    THEN 'もう ' || j.no || ' を開いています'
    WHEN :action <> 'finding.report' AND f.finished_at IS NOT NULL
    THEN 'もう終わっています（' || coalesce(f.outcome, '完了') || '）'
    WHEN :action = 'finding.instruct' AND f.instructed_at IS NOT NULL
    THEN 'もう市の指示（' || kk_time_text(f.instructed_at)
        || '）があります。直すときは「気づきを訂正」です'
    END
FROM finding f
LEFT JOIN incident i ON i.id = f.opened_incident_id AND i.deleted IS NULL
LEFT JOIN job j ON j.id = f.job_id AND j.deleted IS NULL
    AND j.cancelled_at IS NULL
WHERE f.id = :id
