-- Handed in once, it is put right, not handed in again.
SELECT CASE
    WHEN o.cancelled_at IS NOT NULL
    THEN 'この指示は取りやめています（' || kk_time_text(o.cancelled_at)
        || '）。戻すときは、その取りやめの記録を取り消します'
    WHEN :action = 'media.cancel' AND o.finished_at IS NOT NULL
    THEN 'もう提出しています（' || kk_time_text(o.finished_at)
        || '）。取りやめられません'
    WHEN :action = 'media.submit' AND o.finished_at IS NOT NULL
    THEN 'もう提出しています（' || kk_time_text(o.finished_at)
        || '）。直すときは「媒体更新の指示を訂正」です'
    WHEN :action = 'media.order_correct' AND o.finished_at IS NULL
         AND (:submitted IS NOT NULL OR :to IS NOT NULL)
    THEN '提出の記録がまだありません。「媒体更新の成果物を提出」で入れます'
    WHEN :action = 'media.order_correct' AND o.finished_at IS NOT NULL
         AND (:emptied LIKE '%,submitted,%' OR :emptied LIKE '%,to,%')
    THEN '提出の日時と相手は空にできません'
    END
FROM media_order o WHERE o.id = :id
