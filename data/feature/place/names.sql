-- By its own name before its site's name or number. No.32 is two places and so
-- has to be told by the place's name.
SELECT p.id, p.name, p.deleted,
       kk_names(p.name, p.kana),
       kk_numbers(s.no) || kk_names('No.' || s.no, s.name, s.kana),
       kk_names(p.name, p.kana)
FROM place p
LEFT JOIN site s ON s.id = p.site_id AND s.deleted IS NULL
