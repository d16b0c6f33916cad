SELECT d.set_name || ' はもう確定しています（' || kk_time_text(d.made_at) || '）'
FROM delivery d WHERE d.set_name = :set_name AND d.deleted IS NULL
