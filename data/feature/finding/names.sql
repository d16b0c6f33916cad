-- By the number; searched for by what its place is called now as well.
SELECT f.id, f.no || ' ' || f.kind, f.deleted, kk_numbers(f.no), NULL,
       kk_names(p.name, p.kana)
FROM finding f
LEFT JOIN incident i ON i.id = f.incident_id
LEFT JOIN place p ON p.id = coalesce(f.place_id, i.place_id)
