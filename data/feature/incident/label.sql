SELECT coalesce(i.no, '')
       || coalesce(' ' || p.name, '') || coalesce(' ' || d.name, '')
FROM incident i
LEFT JOIN place p ON p.id = i.place_id
LEFT JOIN dept d ON d.id = i.dept_id
WHERE i.id = :id
