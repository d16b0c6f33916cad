-- Our number, the city's order; searched for by what its place is called now as
-- well.
SELECT j.id, j.no || ' ' || j.kind || coalesce(' ' || j.order_no, ''),
       j.deleted, kk_numbers(j.no, j.order_no), NULL, kk_names(p.name, p.kana)
FROM job j
LEFT JOIN place p ON p.id = j.place_id
