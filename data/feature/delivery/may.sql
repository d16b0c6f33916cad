SELECT d.name || ' はもう確定しています（' || kk_time_text(d.made_at) || '）'
FROM delivery d WHERE d.name = :name AND d.deleted IS NULL
