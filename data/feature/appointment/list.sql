SELECT a.id AS id, a.role AS role,
       -- Who was in office is called as then, who is as now.
       CASE WHEN r.to_day < kk_today()
            THEN coalesce(kk_called(3, p.id, 2, 41, a.id, 3), p.name)
            ELSE p.name END AS name, a.from_day AS from_day,
       a.to_day AS to_day,
       CASE WHEN a.from_day > kk_today() THEN '予定'
            WHEN r.to_day < kk_today() THEN '終了'
            ELSE '在任' END AS state,
       a.person_id AS worker_id
FROM appointment a
LEFT JOIN person p ON p.id = a.person_id
LEFT JOIN responsible r ON r.id = a.id
WHERE a.deleted IS NULL AND (:id IS NULL OR a.id = :id)
