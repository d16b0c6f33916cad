-- Of the place or site that the form names, where it names one.
WITH hit AS (
    SELECT d.id, coalesce(s.name || ' ', '') || d.name AS label,
           CASE WHEN d.id = :refid OR kk_fold(d.name) = :fold
                     OR kk_fold(d.kana) = :fold
                     OR kk_fold(s.name || d.name) = :fold THEN 0
                WHEN instr(kk_fold(d.name), :fold) > 0
                     OR instr(kk_fold(d.kana), :fold) > 0 THEN 1 END AS how
    FROM dept d
    LEFT JOIN site s ON s.id = d.site_id
    WHERE d.deleted IS NULL
      AND (:site IS NULL OR d.site_id = :site)
      AND (:place IS NULL
           OR d.site_id = (SELECT site_id FROM place WHERE id = :place))
)
SELECT id, label FROM hit
WHERE how = (SELECT min(how) FROM hit) AND :fold <> ''
