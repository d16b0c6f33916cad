SELECT p.id AS id, p.name AS name, p.kana AS kana,
       coalesce(r.role, '従事者') AS role, coalesce(p.kana, p.name) AS sort
FROM worker_now p
LEFT JOIN role_now r ON r.person_id = p.id
WHERE 1
