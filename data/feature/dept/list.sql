SELECT d.id, s.no AS site_no, s.name AS site, d.name AS dept, d.kana, d.note,
       coalesce(s.no, 999) AS sort
FROM dept d
LEFT JOIN site s ON s.id = d.site_id
WHERE d.deleted IS NULL
  AND (:site IS NULL OR d.site_id = :site)
  AND (:place IS NULL
       OR d.site_id = (SELECT site_id FROM place WHERE id = :place))
