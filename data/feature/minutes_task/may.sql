SELECT 'もう済んでいます（' || kk_time_text(t.done_at) || '）'
FROM minutes_task t WHERE t.id = :id AND t.done_at IS NOT NULL
