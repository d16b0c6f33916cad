-- What stands on the papers' covers and nobody entered.
SELECT f.no AS id, '記載事項 ' || f.label AS key, f.need AS weight,
       '記載事項' AS kind, NULL AS no, NULL AS place,
       f.label || 'がまだ入っていません' AS what,
       'kikusui do cover.set' AS go, 'param' AS target, NULL AS incident_id
FROM cover_field f
WHERE f.need <> '' AND f.usual IS NULL
  AND NOT EXISTS (
    SELECT 1 FROM cover_entered x
    WHERE x.key = f.key
      AND coalesce(:last, kk_today()) BETWEEN x.valid_from AND x.valid_to)
