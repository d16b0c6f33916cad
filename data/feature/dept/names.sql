-- Of the place or site that the form names. Where it names none, the site
-- stands before each: every site has its 保険年金課.
SELECT d.id,
       CASE WHEN :id IS NULL THEN coalesce(nullif(s.name, d.name) || ' ', '')
            ELSE '' END
       || d.name,
       d.deleted,
       kk_names(d.name, d.kana, s.name || d.name),
       NULL,
       kk_names(d.name, d.kana)
FROM dept d
LEFT JOIN site s ON s.id = d.site_id
WHERE (:site IS NULL OR d.site_id = :site)
  AND (:place IS NULL
       OR d.site_id = (SELECT site_id FROM place WHERE id = :place))
