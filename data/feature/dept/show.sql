SELECT d.id, d.name AS dept, s.no AS site_no, s.name AS site, d.kana, d.note
FROM dept d LEFT JOIN site s ON s.id = d.site_id WHERE d.id = :id
