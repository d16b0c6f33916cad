SELECT f.no AS id, f.label || 'がまだ入っていません' AS what, f.need AS weight,
       '記載事項' AS kind, 'param' AS target, f.no AS sort
FROM cover_field f
WHERE f.need <> '' AND f.usual IS NULL
  AND NOT EXISTS (
    SELECT 1 FROM cover_entered x
    WHERE x.key = f.key
      AND coalesce(:last, kk_today()) BETWEEN x.valid_from AND x.valid_to)
