-- By the number; searched for by what its place is called now as well.
SELECT a.id, a.no || ' '
           || coalesce(replace(substr(a.question, 1, 20), char(10), ' '),
                       '質問'),
       a.deleted, kk_numbers(a.no), NULL,
       kk_names(p.name, p.kana, d.name, d.kana)
FROM qa a
LEFT JOIN incident i ON i.id = a.incident_id
LEFT JOIN place p ON p.id = coalesce(a.place_id, i.place_id)
LEFT JOIN dept d ON d.id = a.dept_id
