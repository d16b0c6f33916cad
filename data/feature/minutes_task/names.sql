SELECT t.id, t.text || coalesce(' ' || t.who, ''), t.deleted,
       kk_names(t.text), NULL, kk_names(t.text, t.who)
FROM minutes_task t
WHERE (:minutes IS NULL OR t.minutes_id = :minutes)
