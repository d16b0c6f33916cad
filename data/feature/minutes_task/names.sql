SELECT t.id, t.text || coalesce(' ' || t.who, ''),
       coalesce(t.deleted, m.deleted),
       kk_names(t.text), NULL, kk_names(t.text, t.who)
FROM minutes_task t
LEFT JOIN minutes m ON m.id = t.minutes_id
WHERE (:minutes IS NULL OR t.minutes_id = :minutes)
