-- By the number; searched for by what its place is called now as well.
SELECT n.id, coalesce(n.no || ' ', '') || coalesce(n.kind, '')
           || coalesce(' ' || replace(substr(n.text, 1, 16), char(10), ' '), ''),
       n.deleted, kk_numbers(n.no, n.approved_no), NULL,
       kk_names(p.name, p.kana)
FROM notice n
LEFT JOIN place p ON p.id = n.place_id
