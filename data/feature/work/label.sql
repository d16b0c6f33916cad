SELECT coalesce(p.name, '作業') || ' ' || kk_time_text(w.from_at)
FROM work w LEFT JOIN person p ON p.id = w.person_id
WHERE w.id = :id
