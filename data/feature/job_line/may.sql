-- Setting up anew is a work of its own, or comes before a PC is installed. What
-- was done once is put right, not done again.
SELECT CASE
    WHEN j.cancelled_at IS NOT NULL THEN 'この指示は取りやめています（'
        || kk_time_text(j.cancelled_at) || '）'
    WHEN :action = 'job.edit_unit' THEN CASE
        WHEN :done IS NOT NULL AND l.done_at IS NULL
        THEN u.machine_id || ' の作業はまだ済んでいません。「機器の作業を終える」で'
            || '入れます'
        WHEN :emptied LIKE '%,done,%' AND l.done_at IS NOT NULL
        THEN '完了は空にできません'
        WHEN :done <> l.done_at AND :reason IS NULL
        THEN '完了を直すときは理由を入れてください' END
    WHEN :action = 'job.setup' AND j.kind = '再セットアップ'
    THEN '再セットアップの指示では「機器の作業を終える」で記録します'
    WHEN :action = 'job.setup' AND j.kind <> '設置'
    THEN '撤去する機器は再セットアップしません'
    WHEN l.cancelled_at IS NOT NULL THEN 'この機器は取りやめています'
    WHEN l.done_at IS NOT NULL AND :action <> 'job.cancel_unit'
    THEN u.machine_id || ' の作業はもう済んでいます（' || kk_time_text(l.done_at)
        || '）。直すときは「作業の機器を訂正」です'
    END,
    CASE WHEN :action <> 'job.edit_unit' OR j.cancelled_at IS NOT NULL THEN 'line'
         WHEN :done <> l.done_at THEN 'reason' ELSE 'done' END
FROM job_line l
JOIN job j ON j.id = l.job_id
JOIN unit u ON u.id = l.unit_id
WHERE l.id = :id
