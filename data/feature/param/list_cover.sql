SELECT f.no AS id, f.key AS key, f.label AS label, f.need AS need,
       coalesce(e.value, f.usual) AS value, e.valid_from AS valid_from,
       nullif(e.valid_to, 99999999) AS valid_to,
       CASE WHEN e.id IS NOT NULL OR f.usual IS NOT NULL THEN '' WHEN f.need <> '' THEN '未記入'
            ELSE 'なし' END AS state,
       f.no AS sort
FROM cover_field f
LEFT JOIN cover_entered e ON e.id = (
    SELECT x.id FROM cover_entered x
    WHERE x.key = f.key
      AND coalesce(:last, kk_today()) BETWEEN x.valid_from AND x.valid_to
    ORDER BY x.valid_from DESC LIMIT 1)
